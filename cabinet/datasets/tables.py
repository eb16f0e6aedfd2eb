"""Detections as a table, and the table as Parquet: all that is known, a row each."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet

from cabinet.datasets.dated import TERMS
from cabinet.datasets.detections import Detection
from cabinet.datasets.shapes import Shape

MORE = ("identifier", "creator")  # terms beyond those of the list
SCHEMA = pyarrow.schema(
    [
        ("file_name", pyarrow.string()),
        ("image_id", pyarrow.string()),  # `image` is what `datasets` calls the picture
        ("label", pyarrow.string()),
        ("part", pyarrow.string()),
        ("quality", pyarrow.string()),
        ("tags", pyarrow.list_(pyarrow.string())),
        ("width", pyarrow.int32()),
        ("height", pyarrow.int32()),
        ("box", pyarrow.list_(pyarrow.int32(), 4)),
        ("outlines", pyarrow.list_(pyarrow.list_(pyarrow.int32()))),
        ("rotated_box", pyarrow.list_(pyarrow.float32(), 8)),
        ("size", pyarrow.int32()),
        ("confidence", pyarrow.float64()),
        ("rotation", pyarrow.float64()),
        ("reviews", pyarrow.string()),
        *((term, pyarrow.string()) for term in (*TERMS, *MORE)),
    ]
)


def row(one: Detection, file_name: str) -> dict[str, Any]:
    """Return one detection's row; `reviews` is JSON: [[kind, person, time], ...]."""
    return {
        "file_name": file_name,
        "image_id": one.image,
        "label": one.label,
        "part": one.part,
        "quality": one.quality,
        "tags": sorted(one.tags),
        "width": one.shape.width,
        "height": one.shape.height,
        "box": list(one.shape.box),
        "outlines": [list(line) for line in one.shape.outlines],
        "rotated_box": [value for corner in one.corners for value in corner],
        "size": one.shape.area,
        "confidence": one.confidence,
        "rotation": one.rotation,
        "reviews": json.dumps(one.reviews),
        **{term: one.terms.get(term, "") for term in (*TERMS, *MORE)},
    }


def write(path: Path, detections: Sequence[Detection], names: Sequence[str]) -> None:
    """Write a Parquet; `names` are the pictures' paths relative to it."""
    rows = [row(one, name) for one, name in zip(detections, names, strict=True)]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows, schema=SCHEMA), path)


def read(path: Path) -> tuple[list[Detection], list[str]]:
    """Return detections and their pictures' paths. Raises pyarrow.ArrowInvalid if it is none."""
    rows = pyarrow.parquet.read_table(path, schema=SCHEMA).to_pylist()
    return list(_detections(rows)), [row["file_name"] for row in rows]


def _detections(rows: Iterable[dict[str, Any]]) -> Iterable[Detection]:
    for told in rows:
        lines = tuple(tuple(line) for line in told["outlines"])
        box = tuple(told["box"])
        yield Detection(
            image=told["image_id"],
            terms={term: told[term] for term in (*TERMS, *MORE)},
            tags=frozenset(told["tags"]),
            shape=Shape(told["width"], told["height"], box, lines, told["size"]),
            confidence=told["confidence"],
            rotation=told["rotation"],
            part=told["part"],
            quality=told["quality"],
            reviews=tuple((kind, user, time) for kind, user, time in json.loads(told["reviews"])),
        )
