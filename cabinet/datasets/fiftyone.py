"""A dataset in FiftyOne's own format on disk: metadata.json, samples.json, data/ and fields/.

A sample is a photograph; its tags are the specimen's (ORDER_Lepidoptera, ...), its one detection
has box, mask, label, confidence and size, and its one polyline is the box that stands as the
specimen does. Read with `fiftyone.Dataset.from_dir(dataset_type=fiftyone.types.FiftyOneDataset)`.
Nothing in it depends on the day or the machine: the same detections are the same bytes.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from cabinet.datasets.detections import Detection

VERSION = "1.0.0"  # of FiftyOne's format: the first that knows masks in files of their own
DATA, MASKS, PATCHES = "data", "fields/detections.detections", "fields/patch"
BOXES, UPRIGHT = "detections", "upright_box"
TEXT, NUMBER, WHOLE = "StringField", "FloatField", "IntField"
PLAIN = {
    "image": TEXT, "specimen": TEXT, "part": TEXT, "quality": TEXT, "reviewed": TEXT,
    "reviewed_by": TEXT, "reviewed_on": TEXT, "rotation": NUMBER, "licence": TEXT,
    "rights_holder": TEXT, "patch": TEXT,
}  # fmt: skip
Document = dict[str, Any]


def samples(detections: Iterable[Detection]) -> str:
    """Return samples.json: a sample a line, in the order of the detections."""
    lines = [json.dumps(sample(one), ensure_ascii=True) for one in detections]
    return '{"samples": [\n' + ",\n".join(lines) + "\n]}\n"


def sample(one: Detection) -> Document:
    """Return one photograph as FiftyOne keeps it."""
    known = {
        "image": one.image,
        "specimen": one.terms.get("occurrenceID", ""),
        "part": one.part,
        "quality": one.quality,
        "reviewed": one.reviewed,
        "reviewed_by": one.reviewed_by,
        "reviewed_on": one.reviewed_on,
        "rotation": one.rotation,
        "licence": one.terms.get("license", ""),
        "rights_holder": one.terms.get("rightsHolder", ""),
        "patch": f"{PATCHES}/{one.image}.jpg",
    }
    size = {"width": one.shape.width, "height": one.shape.height}
    kind = {"size_bytes": None, "mime_type": "image/jpeg", "num_channels": 3}
    return {
        "_id": _id(one.image, "sample"),
        "_media_type": "image",
        "_rand": int(_hash(one.image, "order")[:8], 16) / 2**32,
        "filepath": f"{DATA}/{one.image}.jpg",
        "tags": sorted(one.tags),
        "metadata": {"_cls": "ImageMetadata", **kind, **size},
        **{name: value or None for name, value in known.items()},
        BOXES: {"_cls": "Detections", "detections": [_detection(one)]},
        UPRIGHT: {"_cls": "Polylines", "polylines": [_polyline(one)]},
    }


def _detection(one: Detection) -> Document:
    return {
        "_id": _id(one.image, "detection"),
        "_cls": "Detection",
        "attributes": {},
        "tags": [],
        "label": one.label,
        "bounding_box": [round(value, 6) for value in one.shape.relative_box],
        "mask_path": f"{MASKS}/{one.image}.png",
        "confidence": one.confidence,
        "size": float(one.shape.area),
    }


def _polyline(one: Detection) -> Document:
    width, height = one.shape.width, one.shape.height
    return {
        "_id": _id(one.image, "polyline"),
        "_cls": "Polyline",
        "attributes": {},
        "tags": [],
        "label": one.label,
        "points": [[[round(x / width, 6), round(y / height, 6)] for x, y in one.corners]],
        "closed": True,
        "filled": False,
    }


def metadata(name: str, export: str, detections: Sequence[Detection]) -> str:
    """Return metadata.json: the fields, the classes, and which export of which dataset it is."""
    document = {
        "_id": _id(name, "dataset"),
        "name": name,
        "slug": name,
        "version": VERSION,
        "persistent": False,
        "media_type": "image",
        "group_media_types": {},
        "tags": [],
        "info": {"cabinet": {"dataset": name, "export": export}},
        "app_config": {"media_fields": ["filepath", "patch"], "grid_media_field": "filepath"},
        "classes": {BOXES: sorted({one.label for one in detections})},
        "default_classes": [],
        "mask_targets": {},
        "default_mask_targets": {},
        "skeletons": {},
        "sample_fields": _fields(),
    }
    return json.dumps(document, ensure_ascii=True, indent=1) + "\n"


def _fields() -> list[Document]:
    size = [_field(name, WHOLE) for name in ("size_bytes", "width", "height", "num_channels")]
    own = [_field("id", "ObjectIdField", column="_id"), _field("tags", "ListField", of=TEXT)]
    label = [*own, _field("label", TEXT)]
    box = [*label, _field("bounding_box", "ListField", of=NUMBER), _field("mask_path", TEXT)]
    box += [_field("confidence", NUMBER), _field("size", NUMBER)]
    line = [*label, _field("points", "ListField"), _field("closed", "BooleanField")]
    return [
        _field("id", "ObjectIdField", column="_id"),
        _field("filepath", TEXT),
        _field("tags", "ListField", of=TEXT),
        _document("metadata", "metadata.ImageMetadata", [*size, _field("mime_type", TEXT)]),
        *(_field(name, kind) for name, kind in PLAIN.items()),
        _document(BOXES, "labels.Detections", [_list("detections", "labels.Detection", box)]),
        _document(UPRIGHT, "labels.Polylines", [_list("polylines", "labels.Polyline", line)]),
    ]


def _field(name: str, kind: str, *, of: str = "", column: str = "") -> Document:
    return {
        "name": name,
        "ftype": f"fiftyone.core.fields.{kind}",
        "embedded_doc_type": None,
        "subfield": f"fiftyone.core.fields.{of}" if of else None,
        "fields": [],
        "db_field": column or name,
        "description": None,
        "info": None,
        "read_only": False,
        "created_at": None,
    }


def _document(name: str, kind: str, fields: list[Document]) -> Document:
    made = _field(name, "EmbeddedDocumentField")
    return made | {"embedded_doc_type": f"fiftyone.core.{kind}", "fields": fields}


def _list(name: str, kind: str, fields: list[Document]) -> Document:
    made = _field(name, "ListField", of="EmbeddedDocumentField")
    return made | {"embedded_doc_type": f"fiftyone.core.{kind}", "fields": fields}


def _hash(name: str, purpose: str) -> str:
    return hashlib.sha256(f"cabinet/{purpose}/{name}".encode()).hexdigest()


def _id(name: str, purpose: str) -> Document:
    return {"$oid": _hash(name, purpose)[:24]}


class FormatError(ValueError):
    """A folder that is no dataset of this format, in a sentence."""


def read(folder: Path) -> tuple[str, list[Document]]:
    """Return which export a folder comes from, and its samples. Raises FormatError."""
    try:
        about = json.loads((folder / "metadata.json").read_text(encoding="utf-8-sig"))
        told = json.loads((folder / "samples.json").read_text(encoding="utf-8-sig"))
        found = told["samples"]
    except FileNotFoundError as error:
        raise FormatError(f"{folder} is no FiftyOne dataset: it has no {error.filename}") from None
    except (ValueError, KeyError, TypeError) as error:
        raise FormatError(f"{folder} is no whole FiftyOne dataset: {error}") from None
    info = about.get("info") if isinstance(about, dict) else None
    ours = info.get("cabinet") if isinstance(info, dict) else None
    export = ours.get("export") if isinstance(ours, dict) else None
    if not isinstance(export, str) or not isinstance(found, list):
        raise FormatError(f"{folder} was not exported by create_dataset.py")
    return export, [one for one in found if isinstance(one, dict)]
