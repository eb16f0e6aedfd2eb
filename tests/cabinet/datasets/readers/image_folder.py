"""Read an image folder with Hugging Face's datasets; print its columns and a few cells."""

import json
import sys
import tempfile

import datasets

with tempfile.TemporaryDirectory() as cache:
    made = datasets.load_dataset("imagefolder", data_dir=sys.argv[1], cache_dir=cache)
    told = {
        split: [
            {"image_id": row["image_id"], "label": row["label"],
             "size": row["image"].size, "box": row["box"], "tags": row["tags"],
             "scientificName": row["scientificName"]}
            for row in rows
        ]
        for split, rows in made.items()
    }  # fmt: skip
print()
print(json.dumps({"version": datasets.__version__, "rows": told}))
