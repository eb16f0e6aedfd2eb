"""A painter of one wing: bands, spots, eyes and lines laid out on the wing's own net.

The canvas is uint8 RGB at twice the final resolution; edges are anti-aliased. Positions are (u, v)
of `cabinet.drawn.outlines`; sizes are in wing lengths. Interspaces count from the costa.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from cabinet.drawn.kinds import Bytes, Colour, Pixels, Points
from cabinet.drawn.outlines import V_RANGE, Wing
from cabinet.drawn.sprites import soft

_SHIFT = 4


class Painter:
    """Paints one wing at `scale` pixels per wing length on a canvas with its `origin` inside."""

    def __init__(self, wing: Wing, scale: float, rng: np.random.Generator, ground: Colour) -> None:
        self.wing = wing
        self.scale = scale
        self.rng = rng
        low, high = wing.outline.min(axis=0) - 0.03, wing.outline.max(axis=0) + 0.03
        self.origin = low
        width, height = np.ceil((high - low) * scale).astype(int)
        self.canvas: Bytes = np.full((height, width, 3), ground, np.uint8)

    def pixels(self, points: object) -> Pixels:
        """Turn wing lengths into fixed-point pixels for OpenCV, shift 4."""
        moved = (np.asarray(points, float) - self.origin) * self.scale * 2**_SHIFT
        return np.asarray(np.round(moved), np.int32)

    def fill(self, points: object, colour: Colour) -> None:
        """Fill a polygon given in wing lengths."""
        cv2.fillPoly(self.canvas, [self.pixels(points)], colour, cv2.LINE_AA, _SHIFT)

    def glow(self, points: object, colour: Colour, blur: float, strength: float = 1.0) -> None:
        """Fill a polygon with an edge softened over `blur` wing lengths."""
        mask = np.zeros(self.canvas.shape[:2], np.uint8)
        cv2.fillPoly(mask, [self.pixels(points)], 255, cv2.LINE_AA, _SHIFT)
        spread = blur * self.scale
        left, top, width, height = cv2.boundingRect(mask)
        pad = int(3 * spread) + 1
        rows = slice(max(0, top - pad), top + height + pad)
        columns = slice(max(0, left - pad), left + width + pad)
        veil = soft(np.ascontiguousarray(mask[rows, columns]), spread)
        self.tint(veil, (rows, columns), colour, strength)

    def tint(
        self, veil: Bytes, window: tuple[slice, slice], colour: Colour, strength: float
    ) -> None:
        """Blend a colour into a window of the canvas by a veil uint8."""
        part = self.canvas[window]
        weight = cv2.merge([veil] * 3).astype(np.float32) * np.float32(strength / 255)
        mixed = part + (np.array(colour, np.float32) - part) * weight
        self.canvas[window] = mixed.astype(np.uint8)

    def strip(self, inner: object, outer: object, v: Points) -> Points:
        """Build the polygon between two lines u(v), drawn on past the edges of the net."""
        there, back = self.wing.at(inner, v), self.wing.at(outer, v)
        ends = v[0] <= V_RANGE[0] + 0.01, v[-1] >= V_RANGE[1] - 0.01
        return np.vstack([_drawn_on(there, ends), _drawn_on(back, ends)[::-1]])

    def line(self, points: object, colour: Colour, width: float) -> None:
        """Draw a line of a width in wing lengths, at least one pixel."""
        thick = max(1, round(width * self.scale))
        path = [self.pixels(points)]
        cv2.polylines(self.canvas, path, False, colour, thick, cv2.LINE_AA, _SHIFT)

    def disc(
        self, centre: Points, radii: tuple[float, float], angle: float, colour: Colour
    ) -> None:
        """Draw an ellipse: centre and radii in wing lengths, angle in degrees."""
        x, y = (int(n) for n in self.pixels(centre))
        axes = tuple(max(1, round(r * self.scale * 2**_SHIFT)) for r in radii)
        cv2.ellipse(self.canvas, (x, y), axes, angle, 0, 360, colour, -1, cv2.LINE_AA, _SHIFT)

    def heading(self, u: float, v: float) -> float:
        """Angle in degrees of the wing's outward direction at a place."""
        step = self.wing.at(min(u + 0.03, 1.0), v) - self.wing.at(max(u - 0.03, 0.0), v)
        return float(np.degrees(np.arctan2(step[1], step[0])))

    def spaces(self, chosen: Sequence[int] | None) -> list[int]:
        """Give the interspaces that are meant; None: all of them."""
        count = self.wing.spaces
        return [k for k in (range(count) if chosen is None else chosen) if -1 <= k <= count]

    def middle(self, k: float) -> float:
        """Give v in the middle of interspace k."""
        return float((k + 0.5) / self.wing.spaces)


def _drawn_on(line: Points, ends: tuple[bool, bool]) -> Points:
    """Lengthen a line at the chosen ends in the direction it has there."""
    pieces = [line]
    for chosen, (near, far), at in ((ends[0], (0, 7), 0), (ends[1], (-1, -8), 1)):
        aim = line[near] - line[far]
        reach = float(np.hypot(*aim))
        if chosen and reach > 1e-3:
            tip = line[near] + aim / reach * 0.22
            pieces.insert(len(pieces) if at else 0, tip[None])
    return np.vstack(pieces)


def along(start: float = V_RANGE[0], end: float = V_RANGE[1], count: int = 90) -> Points:
    """Give evenly spaced v."""
    return np.linspace(start, end, count)
