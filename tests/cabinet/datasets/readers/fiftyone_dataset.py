"""Open a folder with the real FiftyOne, edit five records, export it again; print what was read.

FiftyOne keeps its datasets in MongoDB. Where there is no mongod, mongomock holds them in memory:
FiftyOne's own importer, documents, fields and exporter run all the same.
"""

import json
import os
import sys
from pathlib import Path

os.environ["FIFTYONE_DO_NOT_TRACK"] = "true"


def in_memory() -> None:
    """Give FiftyOne a database in memory."""
    os.environ |= {
        "FIFTYONE_DISABLE_SERVICES": "1",
        "FIFTYONE_DATABASE_VALIDATION": "false",
        "FIFTYONE_DATABASE_URI": "mongodb://localhost",
    }
    import mongoengine
    import mongomock
    import pymongo
    from mongomock.store import ServerStore

    store = ServerStore()

    class Client(mongomock.MongoClient):
        _closed = False

        def __init__(self, *places: object, **options: object) -> None:
            options.pop("appname", None)
            super().__init__(*places, _store=store, **options)

    real = mongoengine.connect

    def connect(name: str, **options: object) -> object:
        return real(
            name,
            host=options["host"],
            mongo_client_class=Client,
            uuidRepresentation="standard",
        )

    pymongo.MongoClient, mongoengine.connect = Client, connect


def main(folder: str, edited: str) -> None:
    """Read, edit and export."""
    import fiftyone as fo

    kind = fo.types.FiftyOneDataset
    made = fo.Dataset.from_dir(dataset_dir=folder, dataset_type=kind, name="read", overwrite=True)
    told = {}
    for sample in made:
        detection = sample.detections.detections[0]
        told[sample.image] = {
            "there": Path(sample.filepath).is_file() and Path(sample.patch).is_file(),
            "tags": sample.tags,
            "label": detection.label,
            "box": detection.bounding_box,
            "mask": [list(detection.get_mask().shape), int((detection.get_mask() > 0).sum())],
            "size": detection.size,
            "confidence": detection.confidence,
            "corners": len(sample.upright_box.polylines[0].points[0]),
        }
    ids = dict(zip(made.values("image"), made.values("id"), strict=True))
    first, second, third, fourth, fifth = (made[ids[f"specimen-{n}"]] for n in range(5))
    first.tags.append("worn")
    second.detections.detections[0].label = "Graphium sarpedon"
    third.tags = [tag for tag in third.tags if tag[:7] != "SPECIES"] + ["SPECIES_Hyles_gallii"]
    fourth.detections.detections[0].tags.append("nice")
    for sample in (first, second, third, fourth):
        sample.save()
    made.delete_samples([fifth.id])
    made.export(edited, dataset_type=kind, export_media=False, overwrite=True)
    print(json.dumps({"version": fo.__version__, "samples": told}))


if __name__ == "__main__":
    if "--mongod" not in sys.argv:
        in_memory()
    main(sys.argv[1], sys.argv[2])
