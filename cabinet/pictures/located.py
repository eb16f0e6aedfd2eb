"""The locator's answer as boxes: where in a photograph specimens lie, and which of them counts."""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Light = NDArray[np.float32]

FAINT, ALIKE = 0.1, 0.5  # boxes less sure than this, or that overlap a surer one so far, are none
SURE = 0.3  # chance from which a box is worth a look
AS_SURE = 0.7  # of the surest box's chance
LOOKS = 2
MOST = 20  # boxes of one photograph
LIKE = 0.7  # area from which a box is as large as the largest one: of these the upper counts


class Box(NamedTuple):
    """A specimen's box, as shares 0..1 of the photograph's width and height, and how sure it is."""

    chance: float
    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        """The share of the photograph that it takes."""
        return (self.right - self.left) * (self.bottom - self.top)


def told(answer: Light) -> list[Box]:
    """Return the boxes of a locator's answer [5, h, w], the surest first."""
    chances = 1 / (1 + np.exp(-answer[0].clip(-30, 30)))
    highest = cv2.dilate(chances, np.ones((3, 3), np.uint8))
    here = np.where(chances >= highest, chances, 0)
    height, width = here.shape
    kept: list[Box] = []
    for place in np.argsort(-here, axis=None, kind="stable")[:MOST]:
        y, x = divmod(int(place), width)
        if here[y, x] < FAINT:
            break
        left, up, right, down = np.exp(answer[1:, y, x].clip(-4, 6))
        edges = (x + 0.5 - left, y + 0.5 - up, x + 0.5 + right, y + 0.5 + down)
        sizes = (width, height, width, height)
        shares = [float(np.clip(e / size, 0, 1)) for e, size in zip(edges, sizes, strict=True)]
        box = Box(float(here[y, x]), *shares)
        if all(overlap(box, other) < ALIKE for other in kept):
            kept.append(box)
    return kept


def overlap(one: Box, other: Box) -> float:
    """Return the IoU of two boxes."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    tall = min(one.bottom, other.bottom) - max(one.top, other.top)
    shared = max(0.0, wide) * max(0.0, tall)
    return shared / max(one.area + other.area - shared, 1e-12)


def ranked(boxes: Sequence[Box]) -> list[Box]:
    """Return the boxes that are worth a look, at most `LOOKS`, the one that counts first.

    That is, of those about as sure as the surest, the largest; of several alike the upper. Then
    come the others, the surest first.
    """
    sure = sorted((box for box in boxes if box.chance > SURE), key=lambda box: -box.chance)
    if not sure:
        return []
    surest = [box for box in sure if box.chance >= AS_SURE * sure[0].chance]
    largest = max(box.area for box in surest)
    first = min((b for b in surest if b.area >= LIKE * largest), key=lambda box: box.top)
    return [first, *(box for box in sure if box is not first)][:LOOKS]
