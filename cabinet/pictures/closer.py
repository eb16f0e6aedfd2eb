"""A closer look at a specimen that is small in its photograph: the network sees it again, larger.

At the working size a specimen in a drawer or a trap is a few dozen pixels wide, and its antennae
are nothing. What was found at first says where to look; the second answer counts if it tells of
the same specimen.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cabinet.outcomes import Rejected
from cabinet.pictures import cutouts

Light = NDArray[np.float32]

AROUND = 0.3  # of the specimen's longer side, shown on each side of it
ALIKE = (0.5, 2.0)  # area of the second finding, as a share of the first, if it is the same


class Look(NamedTuple):
    """Where to look again: a part of the photograph, and what was found there at first."""

    rows: slice
    columns: slice
    area: float  # of the specimen, in pixels of the photograph
    others: int  # specimens beside it
    asked: tuple[int, int, int, int] | None = None  # the box that a person drew, if one did


def look(logits: Light, size: tuple[int, ...], below: float) -> Look | None:
    """Return where to look again in a photograph of `size` (h, w); None if there is no need.

    `logits` [h', w'] is the network's answer to the whole photograph; `below` the share of the
    photograph's longer side from which a specimen is large enough.
    """
    try:
        found = cutouts.specimen(cutouts.probability(logits))
    except Rejected:
        return None
    scale = np.array(size[:2]) / found.pixels.shape
    rows, columns = np.flatnonzero(found.pixels.any(1)), np.flatnonzero(found.pixels.any(0))
    box = np.array([[rows[0], rows[-1] + 1], [columns[0], columns[-1] + 1]]) * scale[:, None]
    longer = float(np.ptp(box, axis=1).max())
    if longer >= below * max(size[:2]):
        return None
    low = np.maximum(box[:, 0] - AROUND * longer, 0).astype(int)
    high = np.minimum(np.ceil(box[:, 1] + AROUND * longer), size[:2]).astype(int)
    area = float(found.pixels.sum() * scale.prod())
    return Look(slice(low[0], high[0]), slice(low[1], high[1]), area, found.others)


def is_same(logits: Light, looked: Look) -> bool:
    """Whether the network's answer to the part tells of the specimen that was found at first."""
    try:
        found = cutouts.specimen(cutouts.probability(logits))
    except Rejected:
        return False
    part = (looked.rows.stop - looked.rows.start) * (looked.columns.stop - looked.columns.start)
    return ALIKE[0] < found.pixels.mean() * part / looked.area < ALIKE[1]
