"""A closer look at a specimen that is small in its photograph: the network sees it larger.

At the working size a specimen in a drawer or a trap is a few dozen pixels wide, and its antennae
are nothing. Where the network found something small, it looks at that again; where it found
nothing, or the locator says that the specimen lies elsewhere, there first. The answer counts if it
tells of the same specimen.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cabinet.outcomes import Rejected
from cabinet.pictures import cutouts, located

Light = NDArray[np.float32]

AROUND = 0.3  # of the specimen's longer side, shown on each side of it
ALIKE = (0.5, 2.0)  # area of the second finding, as a share of the first, if it is the same
THERE = 0.4  # overlap of the box of what was found and the locator's, if it is the same


class Look(NamedTuple):
    """Where to look: a part of the photograph, and what was found there at first."""

    rows: slice
    columns: slice
    area: float  # of the specimen, in pixels of the photograph
    others: int  # specimens beside it
    asked: tuple[int, int, int, int] | None = None  # the box that a person drew, if one did
    box: located.Box | None = None  # the locator's, as shares of the part, if it said where


def is_enough(logits: Light, size: tuple[int, ...], below: float) -> bool:
    """Whether what the network found in a photograph of `size` (h, w) is large enough.

    `logits` [h', w'] is its answer to the whole photograph; `below` the share of the photograph's
    longer side from which a specimen is large enough; at 0 all is, also if nothing was found.
    """
    if not below:
        return True
    found = _found(logits)
    return found is not None and _around(_box(found), size, below) is None


def looks(logits: Light, size: tuple[int, ...], below: float) -> list[Look]:
    """Return where to look again: at what was found in a photograph of `size` (h, w), if small."""
    found = _found(logits)
    part = found and _around(_box(found), size, below)
    if not found or not part:
        return []
    return [Look(*part, float(found.pixels.mean() * size[0] * size[1]), found.others)]


def located_looks(boxes: Sequence[located.Box], size: tuple[int, ...], below: float) -> list[Look]:
    """Return where to look in a photograph of `size` (h, w) by the locator's boxes, if small."""
    found = []
    for box in located.ranked(boxes):
        part = _around(box, size, below)
        if part:
            alike = [one for one in boxes if one.chance > located.SURE and one is not box]
            others = sum(one.area >= cutouts.SECOND * box.area for one in alike)
            found.append(Look(*part, 0.0, others, box=_inside(box, part, size)))
    return found


def is_likewise(one: Look, other: Look) -> bool:
    """Whether two looks are at about the same part."""
    places = (located.Box(1.0, c.start, r.start, c.stop, r.stop) for r, c, *_ in (one, other))
    return located.overlap(*places) > THERE


def _inside(box: located.Box, part: tuple[slice, slice], size: tuple[int, ...]) -> located.Box:
    """Return a photograph's box as shares of a part of it."""
    (top, height), (left, width) = ((side.start, side.stop - side.start) for side in part)
    return located.Box(
        box.chance,
        (box.left * size[1] - left) / width,
        (box.top * size[0] - top) / height,
        (box.right * size[1] - left) / width,
        (box.bottom * size[0] - top) / height,
    )


def _found(logits: Light) -> cutouts.Found | None:
    try:
        return cutouts.specimen(cutouts.probability(logits))
    except Rejected:
        return None


def _around(box: located.Box, size: tuple[int, ...], below: float) -> tuple[slice, slice] | None:
    """Return the part of a photograph around a box; None if that is large enough as it is."""
    edges = np.array([[box.top, box.bottom], [box.left, box.right]]) * np.array([size[:2]]).T
    longer = float(np.ptp(edges, axis=1).max())
    if longer >= below * max(size[:2]):
        return None
    low = np.maximum(edges[:, 0] - AROUND * longer, 0).astype(int)
    high = np.minimum(np.ceil(edges[:, 1] + AROUND * longer), size[:2]).astype(int)
    return slice(int(low[0]), int(high[0])), slice(int(low[1]), int(high[1]))


def _box(found: cutouts.Found) -> located.Box:
    """Return the box of what was found."""
    rows, columns = np.flatnonzero(found.pixels.any(1)), np.flatnonzero(found.pixels.any(0))
    height, width = found.pixels.shape
    return located.Box(
        found.confidence,
        columns[0] / width,
        rows[0] / height,
        (columns[-1] + 1) / width,
        (rows[-1] + 1) / height,
    )


def within(outer: Look | None, looked: Look) -> Look:
    """Return a part of a part as a part of the whole photograph."""
    if outer is None:
        return looked
    down, across = outer.rows.start, outer.columns.start
    rows = slice(down + looked.rows.start, down + looked.rows.stop)
    columns = slice(across + looked.columns.start, across + looked.columns.stop)
    return outer._replace(rows=rows, columns=columns, others=max(outer.others, looked.others))


def is_same(logits: Light, looked: Look) -> bool:
    """Whether the network's answer to the part tells of the specimen that was found at first."""
    found = _found(logits)
    if found is None:
        return False
    if looked.box:
        return located.overlap(_box(found), looked.box) > THERE
    part = (looked.rows.stop - looked.rows.start) * (looked.columns.stop - looked.columns.start)
    return ALIKE[0] < found.pixels.mean() * part / looked.area < ALIKE[1]
