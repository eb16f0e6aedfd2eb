"""COCO's object detection format: an instances_PART.json for each part, pictures in ../data.

`segmentation` holds polygons round the outermost pixels' middles, `bbox` and `area` the mask's own;
`rotated_box` (our addition) the corners of the box that stands as the specimen does, and `rotation`
the turn that brings it upright. Other fields of ours: `tags`, `score`, `image` and the record's
identifiers.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from cabinet.datasets.detections import Detection
from cabinet.datasets.shapes import Shape

NO_PART = "all"
CARRIED = ("occurrenceID", "catalogNumber", "institutionCode", "rightsHolder", "identifier")
Document = dict[str, Any]


def write(folder: Path, detections: Sequence[Detection]) -> None:
    """Write the files of all parts into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    labels = sorted({one.label for one in detections})
    for part in sorted({one.part or NO_PART for one in detections}):
        rows = [one for one in detections if (one.part or NO_PART) == part]
        text = json.dumps(document(rows, labels), ensure_ascii=False, separators=(",", ":"))
        (folder / f"instances_{part}.json").write_text(text + "\n", encoding="utf-8")


def document(detections: Sequence[Detection], labels: Sequence[str]) -> Document:
    """Return one part's file; categories are numbered alike in all parts, from 1."""
    number = {label: place for place, label in enumerate(labels, 1)}
    licences = sorted({one.terms.get("license", "") for one in detections})
    return {
        "info": {"description": "specimens cut out by Cabinet", "version": "1.0"},
        "licenses": [
            {"id": place, "name": url.rstrip("/").rpartition("/licenses/")[2] or url, "url": url}
            for place, url in enumerate(licences, 1)
        ],
        "categories": [
            {"id": place, "name": label, "supercategory": "specimen"}
            for label, place in number.items()
        ],
        "images": [
            _image(one, place, licences.index(one.terms.get("license", "")) + 1)
            for place, one in enumerate(detections, 1)
        ],
        "annotations": [
            _annotation(one, place, number[one.label]) for place, one in enumerate(detections, 1)
        ],
    }


def _image(one: Detection, place: int, licence: int) -> Document:
    return {
        "id": place,
        "file_name": f"{one.image}.jpg",
        "width": one.shape.width,
        "height": one.shape.height,
        "license": licence,
        "coco_url": one.terms.get("identifier", ""),
        "date_captured": "",
        "image": one.image,
        "record": {name: one.terms.get(name, "") for name in CARRIED},
    }


def _annotation(one: Detection, place: int, category: int) -> Document:
    return {
        "id": place,
        "image_id": place,
        "category_id": category,
        "bbox": list(one.shape.box),
        "area": one.shape.area,
        "segmentation": [[value + 0.5 for value in line] for line in one.shape.outlines],
        "iscrowd": 0,
        "rotated_box": [value for corner in one.corners for value in corner],
        "rotation": one.rotation,
        "score": one.confidence,
        "tags": sorted(one.tags),
    }


def read(folder: Path) -> list[Detection]:
    """Return what all parts in a folder hold, in their order."""
    found: list[Detection] = []
    for path in sorted(folder.glob("instances_*.json")):
        part = path.stem.removeprefix("instances_")
        told = json.loads(path.read_text(encoding="utf-8"))
        found += _detections(told, "" if part == NO_PART else part)
    return found


def _detections(told: Document, part: str) -> Iterable[Detection]:
    images = {one["id"]: one for one in told["images"]}
    licences = {one["id"]: one["url"] for one in told["licenses"]}
    for one in told["annotations"]:
        image = images[one["image_id"]]
        lines = tuple(tuple(round(v - 0.5) for v in line) for line in one["segmentation"])
        shape = Shape(image["width"], image["height"], tuple(one["bbox"]), lines, one["area"])
        yield Detection(
            image=image["image"],
            terms=image["record"] | {"license": licences[image["license"]]},
            tags=frozenset(one["tags"]),
            shape=shape,
            confidence=one["score"],
            rotation=one["rotation"],
            part=part,
        )
