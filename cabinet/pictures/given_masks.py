"""Masks that people give, data/masks.csv, and what they make stale.

A row tells the digest of the mask that is valid for an image, empty where one was withdrawn; only
images that the list names are ever looked at. The cutout's note tells the mask that it was made by,
and so does the reason of one that was rejected.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from cabinet import listings
from cabinet.files import Ledger
from cabinet.pictures import notes
from cabinet.pictures.sprite_files import SUFFIX
from cabinet.stage import is_item

DIGEST = 16  # hexadecimal digits of the SHA-256 of a mask's file
TOLD = re.compile(r"\(mask ([0-9a-f]{16})\)")


def read(path: Path) -> dict[str, str]:
    """Return the digest of each image's mask; empty where a mask was withdrawn.

    Rows that name no image, or no digest, are passed over.
    """
    return {
        image: mask
        for image, (mask,) in listings.cells(path, "mask").items()
        if is_item(image) and (not mask or re.fullmatch(r"[0-9a-f]{16}", mask))
    }


def digest(path: Path) -> str:
    """Return what names a mask's file; empty if it is not there."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:DIGEST] if path.is_file() else ""


def reason(why: object, mask: str) -> str:
    """Return why a cutout came to nothing, and by which mask."""
    return f"{why} (mask {mask})"


def stale_cutouts(masks: Mapping[str, str], cutouts: Path, ledger: Ledger) -> set[str]:
    """Name the images whose cutout, or rejection, is by another mask than the one that is valid."""
    found = set()
    for image, mask in masks.items():
        path = cutouts / f"{image}.png"
        if path.exists():
            by = noted(path).get("mask", "")
        elif ledger.rejected(image):
            told = TOLD.search(ledger.outcomes[image][1])
            by = told.group(1) if told else ""
        else:
            continue
        if by != mask:
            found.add(image)
    return found


def stale_thumbnails(
    masks: Iterable[str], cutouts: Path, pictures: tuple[Path, Path], ledger: Ledger
) -> set[str]:
    """Name the images whose thumbnail or sprite is older than the cutout.

    `pictures`: the folders of thumbnails and sprites. What their `ledger` calls rejected is tried
    again when there is a newer cutout.
    """
    found = set()
    for image in masks:
        cutout = time(cutouts / f"{image}.png")
        thumbnail = time(pictures[0] / f"{image}.jpg")
        made = min(thumbnail, time(pictures[1] / f"{image}{SUFFIX}"))
        was_rejected = ledger.rejected(image) and ledger.times[image] + 1 <= cutout
        if (thumbnail and made < cutout) or was_rejected:
            found.add(image)
    return found


def undone(masks: Iterable[str], cutouts: Path, thumbnails: Path, ledger: Ledger) -> set[str]:
    """Name the images with a thumbnail whose cutout is gone: the `ledger` of cutouts rejects it."""
    return {
        image
        for image in masks
        if ledger.rejected(image)
        and not (cutouts / f"{image}.png").exists()
        and (thumbnails / f"{image}.jpg").exists()
    }


def time(path: Path) -> float:
    """Return when a file was written, in seconds; 0 if it is not there."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def noted(cutout: Path) -> dict[str, object]:
    """Return the note of a cutout: box, confidence, others, mask; empty if it has none."""
    try:
        return dict(json.loads(notes.read(cutout)))
    except (OSError, ValueError, TypeError):
        return {}


LISTED = ("image", "x", "y", "w", "h", "confidence", "others", "mask")


def list_cutouts(cutouts: Path, path: Path) -> None:
    """Write a row for each cutout: its box in the photograph in pixels, and how it came about."""

    def row(cutout: Path) -> list[object]:
        told = noted(cutout)
        box = told.get("box")
        if not isinstance(box, list) or len(box) != 4:
            return []
        return [*box, told.get("confidence", ""), told.get("others", ""), told.get("mask", "")]

    def rows(some: Sequence[Path]) -> list[list[object]]:
        return [row(cutout) for cutout in some]

    listings.keep_up(path, cutouts, ".png", header=LISTED, told=rows)
