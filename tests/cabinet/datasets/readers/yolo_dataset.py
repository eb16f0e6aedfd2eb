"""Read a YOLO dataset with FiftyOne's importer of Ultralytics' layout; print boxes or polygons."""

import importlib
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
folder, kind = sys.argv[1], sys.argv[2]
importlib.import_module("fiftyone_dataset").in_memory()
fo = importlib.import_module("fiftyone")
told = {}
for split in ("train", "val"):
    made = fo.Dataset.from_dir(
        dataset_dir=folder, dataset_type=fo.types.YOLOv5Dataset, split=split, label_type=kind,
        label_field="found", yaml_path="data.yaml",
    )  # fmt: skip
    for sample in made:
        one = (sample.found.detections if kind == "detections" else sample.found.polylines)[0]
        place = one.bounding_box if kind == "detections" else one.points[0]
        told[Path(sample.filepath).stem] = {"label": one.label, "place": place, "part": split}
print()
print(json.dumps(told))
