"""Rotations as people and thumbnails tell them: degrees clockwise that turn a cutout upright."""

import csv
import functools
import json
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cabinet import files

HEADER = 4096  # bytes of a thumbnail within which its comment stands
SAME = 0.02  # degrees
COMMENT, SCAN = 0xFE, 0xDA  # markers of a JPEG: a comment, and where the picture begins


def wrapped(degrees: ArrayLike) -> NDArray[np.float64]:
    """Return degrees brought into (-180, 180]."""
    return np.asarray(180 - (180 - np.asarray(degrees, np.float64)) % 360)


def read_labels(path: Path) -> dict[str, float]:
    """Return people's rotations by image, in degrees; an image's last row holds.

    Rows that a crash or a spreadsheet has spoilt (no number, an infinite one) are passed over.
    """
    return _read_labels(path, path.stat().st_mtime_ns) if path.exists() else {}


@functools.lru_cache(maxsize=1)
def _read_labels(path: Path, _changed: int) -> dict[str, float]:
    labels: dict[str, float] = {}
    with path.open(newline="", encoding="utf-8", errors="replace") as file:
        for row in csv.reader(file):
            try:
                image, rotation = row[0].strip(), float(row[1])
            except (IndexError, ValueError):
                continue
            if np.isfinite(rotation):
                labels[image] = float(wrapped(rotation))
    return labels


def agrees(labels: Path, image: str, thumbnail: Path) -> bool:
    """Whether a thumbnail was turned as a person said, if anybody said so."""
    wanted = read_labels(labels).get(image)
    if wanted is None:
        return True
    turned = told(thumbnail).get("rotation")
    return turned is not None and abs(float(wrapped(turned - wanted))) < SAME


def comment(rotation: float, confidence: float) -> bytes:
    """Return the comment of a thumbnail: JSON with rotation and confidence."""
    return json.dumps({"rotation": round(rotation, 2), "confidence": round(confidence, 3)}).encode()


def told(thumbnail: Path) -> dict[str, float]:
    """Return the rotation and confidence in a thumbnail's comment; empty where there is none."""
    with thumbnail.open("rb") as file:
        head = file.read(HEADER)
    place = 2
    while place + 4 <= len(head) and head[place] == 0xFF and head[place + 1] != SCAN:
        end = place + 2 + int.from_bytes(head[place + 2 : place + 4], "big")
        if head[place + 1] == COMMENT:
            return _parsed(head[place + 4 : end])
        place = end
    return {}


def _parsed(text: bytes) -> dict[str, float]:
    try:
        values = json.loads(text)
        return {name: float(values[name]) for name in ("rotation", "confidence")}
    except (ValueError, KeyError, TypeError):
        return {}


def list_all(thumbnails: Path, path: Path) -> None:
    """Write `image,rotation,confidence` of all thumbnails: whole, sorted, one row an image."""
    with files.atomic(path) as part, part.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["image", "rotation", "confidence"])
        for image in files.stems(thumbnails, ".jpg"):
            values = told(thumbnails / f"{image}.jpg")
            if values:
                rows.writerow([image, values["rotation"], values["confidence"]])
