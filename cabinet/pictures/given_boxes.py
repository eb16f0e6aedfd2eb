"""Boxes that people draw, data/boxes.csv: where the network is to look, or that it need not.

Only images that the list names are ever looked at. A cutout's note tells the box that it was made
by; a row without numbers is a box that was withdrawn.
"""

from collections.abc import Mapping
from pathlib import Path

from cabinet import listings
from cabinet.files import Ledger
from cabinet.pictures import given_masks
from cabinet.stage import is_item

AROUND = 0.08  # of a box's longer side, shown on each side of it
LEFT_OUT = "a person left it out"

Box = tuple[int, int, int, int]  # x, y, width, height in pixels; all 0: withdrawn, -1: left out
WITHDRAWN, EXCLUDED = (0, 0, 0, 0), (-1, -1, -1, -1)


def read(path: Path) -> dict[str, Box]:
    """Return the box of each image; rows that are none are passed over."""
    found: dict[str, Box] = {}
    for image, cells in listings.cells(path, "exclude", "x", "y", "w", "h").items():
        try:
            x, y, w, h = (int(float(cell or 0)) for cell in cells[1:])
        except (ValueError, OverflowError):
            continue
        if is_item(image) and min(x, y, w, h) >= 0:
            left_out = cells[0].lower() in ("1", "true")
            found[image] = EXCLUDED if left_out else (x, y, w, h) if w and h else WITHDRAWN
    return found


def window(box: Box, size: tuple[int, ...]) -> tuple[slice, slice]:
    """Return the part of a photograph of `size` (h, w) to look at: the box and a little more.

    Raises ValueError for a box that lies outside.
    """
    x, y, width, height = box
    around = round(AROUND * max(width, height))
    rows = slice(max(0, y - around), min(size[0], y + height + around))
    columns = slice(max(0, x - around), min(size[1], x + width + around))
    if rows.stop - rows.start < 2 or columns.stop - columns.start < 2:
        raise ValueError(f"the box {box} lies outside of the photograph, {size[1]} x {size[0]}")
    return rows, columns


def stale_cutouts(boxes: Mapping[str, Box], cutouts: Path, ledger: Ledger) -> set[str]:
    """Name the images whose cutout, or rejection, is not by the box that is valid."""
    found = set()
    for image, box in boxes.items():
        path = cutouts / f"{image}.png"
        if path.exists():
            asked = given_masks.noted(path).get("asked")
            by = tuple(asked) if isinstance(asked, list) else WITHDRAWN
        elif ledger.rejected(image):
            why = ledger.outcomes[image][1]
            by = EXCLUDED if LEFT_OUT in why else told(why)
        else:
            continue
        if by != box:
            found.add(image)
    return found


def reason(why: object, box: Box) -> str:
    """Return why a cutout came to nothing, and by which box."""
    return f"{why} (box {' '.join(map(str, box))})"


def told(why: str) -> Box:
    """Return the box that a reason tells."""
    numbers = why.rpartition("(box ")[2].removesuffix(")").split() if "(box " in why else []
    return tuple(map(int, numbers)) if len(numbers) == 4 else WITHDRAWN  # type: ignore[return-value]
