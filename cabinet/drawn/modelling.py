"""A canvas on which a body is modelled: fixed extent, strokes in wing lengths."""

from __future__ import annotations

import cv2
import numpy as np

from cabinet.drawn.genera import Body, Palette
from cabinet.drawn.kinds import Bytes, Colour, Pixels, Points

EXTENT = (-0.5, -1.0, 0.5, 1.0)
_SHIFT = 4


class Modeller:
    """Draws a body at twice `scale` pixels per wing length; the origin is the thorax's middle."""

    def __init__(self, body: Body, palette: Palette, scale: float, rng: np.random.Generator):
        self.body, self.palette, self.rng = body, palette, rng
        self.scale = scale * 2
        left, top, right, bottom = EXTENT
        size = int((bottom - top) * self.scale), int((right - left) * self.scale)
        self.colour: Colour = palette.get("body", (90, 74, 56))
        self.canvas: Bytes = np.zeros((*size, 4), np.uint8)
        self.canvas[..., :3] = self.colour
        self.profile = profile(body, rng)

    def pixels(self, points: object) -> Pixels:
        """Turn wing lengths into fixed-point pixels, shift 4."""
        moved = (np.asarray(points, float) - EXTENT[:2]) * self.scale * 2**_SHIFT
        return np.asarray(np.round(moved), np.int32)

    def fill(self, points: object, colour: Colour) -> None:
        """Fill a polygon, opaque."""
        ink = (*colour, 255)
        cv2.fillPoly(self.canvas, [self.pixels(points)], ink, cv2.LINE_AA, _SHIFT)

    def line(self, points: object, colour: Colour, width: float) -> None:
        """Draw a line of a width in wing lengths."""
        thick = max(1, round(width * self.scale))
        path, ink = [self.pixels(points)], (*colour, 255)
        cv2.polylines(self.canvas, path, False, ink, thick, cv2.LINE_AA, _SHIFT)

    def oval(self, centre: tuple[float, float], radii: tuple[float, float], colour: Colour) -> None:
        """Fill an ellipse."""
        t = np.linspace(0, 2 * np.pi, 48, endpoint=False)
        ring = np.column_stack([np.cos(t) * radii[0], np.sin(t) * radii[1]])
        self.fill(np.asarray(centre) + ring, colour)


def shaded(colour: Colour, gain: float) -> Colour:
    """Make a colour darker or lighter by a gain."""
    red, green, blue = (min(255, int(c * gain)) for c in colour)
    return red, green, blue


def profile(body: Body, rng: np.random.Generator) -> tuple[Points, Points, Points]:
    """Give the abdomen's middle line, half widths and the share along it."""
    share = np.linspace(0, 1, 48)
    half = np.interp(share, [0, 0.15, 0.45, 0.75, 0.93, 1], [0.8, 0.95, 1, 0.8, 0.45, 0.06])
    lean = rng.normal(0, 0.018)
    y = 0.06 + share * (body.length - 0.06)
    return np.column_stack([lean * share**2, y]), half * body.width * 0.92, share
