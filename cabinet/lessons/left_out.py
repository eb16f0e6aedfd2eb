"""Antennae and legs that a mask leaves out: painted over, so that photograph and mask agree.

Masks drawn by a machine have some antennae and lack others, of one photograph even. A network that
learns from both halves of that doubts every antenna. So what hangs on the specimen as a thin line
and is not in its mask is given its ground's colour: what is left is right. What counts as a line
was set by eye on museums' photographs.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Mask = NDArray[np.bool_]

WIDE = 4.0  # pixels, where the specimen is 512 long: as wide as the widest line
NEAR, FAR = 7.0, 0.45  # pixels, as above, within which a line begins; share of its length beyond
LEAST = 0.035  # share of the specimen's length that a line leads away from it
SLIM = 3.5  # how much longer than wide a line is
APART = 7.0  # distance of a line's colour from its ground's, in Lab as OpenCV has it, at least
CLEAR = 3.0  # how much farther that is than the ground's own grain
UPRIGHT = 0.1  # width of a line's box over its height, or the other way, below which it is a thread


def painted_over(photograph: Picture, mask: Picture) -> Picture:
    """Return an RGB photograph [h, w, 3] without the lines that its mask [h, w] leaves out."""
    lines, reach = left_out(photograph, mask)
    if not lines.any():
        return photograph
    ground = cv2.medianBlur(photograph, 2 * reach + 1)
    kernel = np.ones((3, 3), np.uint8)
    grown = cv2.dilate(lines.astype(np.uint8), kernel, iterations=max(1, reach // 3))
    share = cv2.blur((grown * np.uint8(255)) & ~mask, (3, 3))[..., None].astype(np.float32) / 255
    mixed = photograph + (ground.astype(np.float32) - photograph) * share
    return mixed.round().astype(np.uint8)


def left_out(photograph: Picture, mask: Picture) -> tuple[Mask, int]:
    """Return the pixels [h, w] of lines that hang on what a mask shows, and are not in it.

    Also how far the ground is looked for on each side of them. Threads, which are straight and
    upright, are none of the specimen's: they stay as they are.
    """
    solid = mask > 127
    rows, columns = np.flatnonzero(solid.any(1)), np.flatnonzero(solid.any(0))
    if not len(rows):
        return np.zeros(mask.shape, np.bool_), 0
    length = int(max(np.ptp(rows), np.ptp(columns))) + 1
    scale = max(1.0, length / 512)
    reach = max(3, round(WIDE * scale))
    lab = cv2.cvtColor(photograph, cv2.COLOR_RGB2LAB)
    ground = cv2.medianBlur(lab, 2 * reach + 1)
    apart = np.linalg.norm(lab.astype(np.float32) - ground, axis=2)
    away = cv2.distanceTransform((~solid).astype(np.uint8), cv2.DIST_L2, 5)
    around = (away > 6 * scale) & (away < 40 * scale)
    grain = float(np.median(apart[around])) if around.any() else 0.0
    near = (away > max(2.0, 2.5 * scale)) & (away < FAR * length)
    seen = (near & (apart > max(APART, CLEAR * grain))).astype(np.uint8)
    seen = np.asarray(cv2.morphologyEx(seen, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(seen, connectivity=8)
    depth = cv2.distanceTransform(seen, cv2.DIST_L2, 3)
    kept = np.zeros(count, np.bool_)
    for number in range(1, count):
        x, y, width, height, area = boxes[number]
        part = np.s_[y : y + height, x : x + width]
        own = labels[part] == number
        wide = 4 * float(depth[part][own].mean())
        kept[number] = (
            area >= 12
            and away[part][own].min() <= NEAR * scale
            and away[part][own].max() >= LEAST * length
            and np.hypot(width, height) >= SLIM * wide
            and wide <= max(8.0, 2 * WIDE * scale)
            and min(width, height) > UPRIGHT * max(width, height) + wide / 2
        )
    return kept[labels], reach
