"""Where a specimen lies in its photograph: box, outline, turned box, all in pixels."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from cabinet.pictures.framing import turning

Mask = NDArray[np.bool_]
LEAST = 0.002  # area of a piece of outline, as a part of the largest's
LONGEST = 4000  # numbers of an outline at most
Corners = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Shape:
    """A specimen's place in a photograph of `width` x `height` pixels, y down.

    `box` is left, top, width, height; `outlines` are x, y, x, y, ... of each piece; `area` counts
    the mask's pixels. All numbers are whole.
    """

    width: int
    height: int
    box: tuple[int, int, int, int]
    outlines: tuple[tuple[int, ...], ...]
    area: int

    def plain(self) -> dict[str, Any]:
        """Return it as JSON takes it."""
        names = ("width", "height", "box", "outlines", "area")
        return {name: getattr(self, name) for name in names}

    @property
    def relative_box(self) -> tuple[float, float, float, float]:
        """The box as parts of the photograph's width and height: left, top, width, height."""
        left, top, width, height = self.box
        return left / self.width, top / self.height, width / self.width, height / self.height

    def turned_box(self, rotation: float | None) -> Corners:
        """Return the four corners of the box that stands as the specimen does, in pixels.

        `rotation` is the turn that brings the specimen upright, degrees clockwise; without one
        (None) it is the smallest box there is. Clockwise, from the specimen's upper left.
        """
        points = np.concatenate([np.array(one).reshape(-1, 2) for one in self.outlines]) + 0.5
        if rotation is None:
            corners = cv2.boxPoints(cv2.minAreaRect(points.astype(np.float32)))
            return tuple((round(float(x), 2), round(float(y), 2)) for x, y in corners)
        turn = turning(rotation)
        upright = points @ turn.T
        (left, top), (right, bottom) = upright.min(0) - 0.5, upright.max(0) + 0.5
        square = np.array([(left, top), (right, top), (right, bottom), (left, bottom)]) @ turn
        return tuple((round(float(x), 2), round(float(y), 2)) for x, y in square)


def read(plain: Mapping[str, Any]) -> Shape:
    """Return the shape that `Shape.plain` wrote."""
    return Shape(
        width=int(plain["width"]),
        height=int(plain["height"]),
        box=tuple(plain["box"]),
        outlines=tuple(tuple(one) for one in plain["outlines"]),
        area=int(plain["area"]),
    )


def of_mask(mask: Mask) -> Shape | None:
    """Return the shape of what is true in a mask [h, w] of a photograph's size; None if nothing.

    Outlines keep to within a pixel or a thousandth of the specimen's longer side.
    """
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if not len(rows):
        return None
    left, top = int(columns[0]), int(rows[0])
    width, height = int(columns[-1]) + 1 - left, int(rows[-1]) + 1 - top
    part = mask[top : top + height, left : left + width]
    return Shape(
        width=mask.shape[1],
        height=mask.shape[0],
        box=(left, top, width, height),
        outlines=_outlines(part, left, top),
        area=int(part.sum()),
    )


def _outlines(part: Mask, left: int, top: int) -> tuple[tuple[int, ...], ...]:
    found, _ = cv2.findContours(part.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    areas = [cv2.contourArea(one) for one in found]
    pieces = [
        one for one, area in zip(found, areas, strict=True) if area >= LEAST * max(areas)
    ]  # a speck of one pixel has no area, and is kept where there is nothing else
    slack = max(0.7, 0.001 * max(part.shape))
    while True:
        lines = [cv2.approxPolyDP(one, slack, closed=True)[:, 0] for one in pieces]
        if sum(line.size for line in lines) <= LONGEST:
            break
        slack *= 1.5
    shifted = [_polygon(line) + np.array([left, top]) for line in lines]
    return tuple(tuple(int(v) for v in line.ravel()) for line in shifted)


def _polygon(line: NDArray[Any]) -> NDArray[Any]:
    """Return at least three corners: a line or a point is widened to a triangle."""
    if len(line) >= 3:
        return line
    (x, y), (right, bottom) = line[0], line[-1]
    return np.array([(x, y), (right + 1, bottom), (right, bottom + 1)], np.int32)
