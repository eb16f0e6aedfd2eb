"""Rotations as people and thumbnails tell them: degrees clockwise that turn a cutout upright."""

import csv
import functools
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cabinet import listings
from cabinet.stage import is_item

HEADER = 4096  # bytes of a thumbnail within which its comment stands
SAME = 0.02  # degrees
COLUMNS = ("image", "rotation", "confidence")  # of the list of all rotations
SUREST = 0.999  # of a network: only a person is certain
PERSON = "a person"
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


def stale(labels: Path, thumbnails: Path, listed: Path) -> set[str]:
    """Name the thumbnails that are not turned as people say now, a withdrawn word included.

    `listed` is the list of all rotations: of the thumbnails without a label only those that it
    says are certain are looked at.
    """
    wanted = {image: turn for image, turn in read_labels(labels).items() if is_item(image)}
    names = {image: thumbnails / f"{image}.jpg" for image in (*wanted, *_certain(listed))}
    there = {image: path for image, path in names.items() if path.exists()}
    return {
        image
        for image, path in there.items()
        if (is_given(path) if image not in wanted else not _is_turned(path, wanted[image]))
    }


def _certain(listed: Path) -> list[str]:
    """Name the images of which the list of rotations says that they are certain."""
    known, _ = listings.rows(listed, COLUMNS)
    return [image for image, row in known.items() if row.endswith(",1.0") and is_item(image)]


def _is_turned(thumbnail: Path, rotation: float) -> bool:
    turned = told(thumbnail).get("rotation")
    return turned is not None and abs(float(wrapped(turned - rotation))) < SAME


def comment(rotation: float, confidence: float, *, given: bool = False) -> bytes:
    """Return the comment of a thumbnail: JSON with rotation and confidence, and who gave it."""
    values = {"rotation": round(rotation, 2), "confidence": round(confidence, 3)}
    return json.dumps(values | ({"by": PERSON} if given else {})).encode()


def is_given(thumbnail: Path) -> bool:
    """Whether a thumbnail was turned as a person said."""
    return f'"by": "{PERSON}"'.encode() in _commented(thumbnail)


def told(thumbnail: Path) -> dict[str, float]:
    """Return the rotation and confidence in a thumbnail's comment; empty where there is none."""
    return _parsed(_commented(thumbnail))


def _commented(thumbnail: Path) -> bytes:
    """Return the comment of a JPEG; empty where there is none."""
    with thumbnail.open("rb") as file:
        head = file.read(HEADER)
    place = 2
    while place + 4 <= len(head) and head[place] == 0xFF and head[place + 1] != SCAN:
        end = place + 2 + int.from_bytes(head[place + 2 : place + 4], "big")
        if head[place + 1] == COMMENT:
            return head[place + 4 : end]
        place = end
    return b""


def _parsed(text: bytes) -> dict[str, float]:
    try:
        values = json.loads(text)
        return {name: float(values[name]) for name in ("rotation", "confidence")}
    except (ValueError, KeyError, TypeError):
        return {}


def list_all(thumbnails: Path, path: Path) -> None:
    """Write `image,rotation,confidence` of all thumbnails: whole, sorted, one row an image.

    Only thumbnails that are newer than the list are opened.
    """

    def rows(some: Sequence[Path]) -> list[list[float]]:
        return [list(told(thumbnail).values()) for thumbnail in some]

    listings.keep_up(path, thumbnails, ".jpg", header=COLUMNS, told=rows)
