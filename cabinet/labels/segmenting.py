"""A mask from clicks: GrabCut near them, on a small picture, so that it answers at once.

GrabCut (Rother, Kolmogorov, Blake: "GrabCut", SIGGRAPH 2004) as OpenCV has it. What the mask says
is probable; a click is certain. Only the surroundings of the clicks can change, so that correcting
one antenna leaves the rest as it was; where there is no mask yet, everything can.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Click = tuple[float, float, bool]  # x and y in thousandths of width and height, whether inside

SIDE = 320  # pixels of the longer side that GrabCut sees
REACH = 0.22  # of the longer side: how far a click reaches
DISC = 0.012  # of the longer side: what a click is certain of
ROUNDS = 2
STEP = 5  # of 255: between two neighbouring pixels of one thing


def corrected(photograph: Picture, mask: Picture, clicks: Sequence[Click]) -> Picture:
    """Return the mask [h, w] of 0 and 255 as the clicks would have it.

    `photograph`: RGB [h', w', 3] of the same proportions, any size.
    """
    height, width = mask.shape
    scale = SIDE / max(height, width)
    size = (max(8, round(width * scale)), max(8, round(height * scale)))
    seen = np.ascontiguousarray(
        cv2.resize(photograph, size, interpolation=cv2.INTER_AREA), np.uint8
    )
    known = cv2.resize(mask, size, interpolation=cv2.INTER_AREA) > 127
    certain = np.where(known, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    near = np.full(known.shape, not known.any(), np.uint8)  # nothing yet: it may be anywhere
    for x, y, inside in clicks:
        at = (round(x / 1000 * (size[0] - 1)), round(y / 1000 * (size[1] - 1)))
        cv2.circle(near, at, round(REACH * SIDE), 1, -1)
        certain[_like(seen, at)] = cv2.GC_PR_FGD if inside else cv2.GC_PR_BGD
        cv2.circle(
            certain, at, max(1, round(DISC * SIDE)), cv2.GC_FGD if inside else cv2.GC_BGD, -1
        )
    found = _cut(seen, _anchored(certain, near))
    here = found != known
    changed = cv2.resize((here & (near > 0)).astype(np.uint8), (width, height)) > 0
    large = cv2.resize(found.astype(np.uint8) * 255, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.where(changed, np.where(large > 127, 255, 0), mask).astype(np.uint8)


def _like(seen: Picture, at: tuple[int, int]) -> NDArray[np.bool_]:
    """Return what goes over from a point without a step in colour: GrabCut's first guess."""
    filled = np.zeros((seen.shape[0] + 2, seen.shape[1] + 2), np.uint8)
    step = (STEP,) * 3
    only = cv2.FLOODFILL_MASK_ONLY | 4 | 1 << 8
    cv2.floodFill(seen.copy(), filled, at, (0, 0, 0), step, step, only)
    return np.asarray(filled[1:-1, 1:-1] > 0)


def _anchored(certain: Picture, near: Picture) -> Picture:
    """Make certain of what lies beyond the reach of every click: it must not change."""
    far = near == 0
    fixed = certain.copy()
    fixed[far & (certain == cv2.GC_PR_FGD)] = cv2.GC_FGD
    fixed[far & (certain == cv2.GC_PR_BGD)] = cv2.GC_BGD
    return fixed


def _cut(seen: Picture, certain: Picture) -> NDArray[np.bool_]:
    sides = (certain == cv2.GC_FGD) | (certain == cv2.GC_PR_FGD)
    if sides.all() or not sides.any():  # only one colour model could be learnt
        return np.asarray(sides)
    cv2.setRNGSeed(1)  # its colour models begin with k-means
    models = np.zeros((2, 1, 65), np.float64)
    anywhere = (0, 0, 0, 0)  # not read: the mask is what it begins with
    cv2.grabCut(seen, certain, anywhere, models[0], models[1], ROUNDS, cv2.GC_INIT_WITH_MASK)
    return np.asarray((certain == cv2.GC_FGD) | (certain == cv2.GC_PR_FGD))
