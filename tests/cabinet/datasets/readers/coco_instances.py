"""Read a COCO file with pycocotools; print what it makes of it."""

import json
import sys

from pycocotools.coco import COCO

coco = COCO(sys.argv[1])
told = {}
for one in coco.loadAnns(coco.getAnnIds()):
    image = coco.loadImgs(one["image_id"])[0]
    mask = coco.annToMask(one)
    told[image["image"]] = {
        "label": coco.loadCats(one["category_id"])[0]["name"],
        "bbox": one["bbox"],
        "mask": mask.sum(axis=1).tolist(),
        "pixels": ["".join(map(str, row)) for row in mask],
        "licence": next(
            each["url"] for each in coco.dataset["licenses"] if each["id"] == image["license"]
        ),
    }
print()
print(json.dumps(told))
