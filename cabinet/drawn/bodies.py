"""Bodies of specimens: thorax, abdomen, head, eyes, fur and antennae, as one RGBA sprite."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np

from cabinet.drawn.curves import spline
from cabinet.drawn.genera import Body, Palette
from cabinet.drawn.kinds import Bytes, Colour, Pixels, Points
from cabinet.drawn.modelling import EXTENT, Modeller, shaded

_SHIFT = 4
PINS = ((24, 22, 22), (238, 236, 230), (196, 176, 92), (30, 28, 30), (206, 190, 120))


def draw_body(
    body: Body, palette: Palette, scale: float, rng: np.random.Generator, *, under: bool = False
) -> Bytes:
    """Draw a body; uint8 RGBA at `scale` pixels per wing length, of the size of `EXTENT`."""
    model = Modeller(body, palette, scale, rng)
    _abdomen(model)
    thorax = palette.get("thorax", model.colour)
    width = body.width
    model.oval((0, -0.02), (width * 1.05, 0.16), thorax)
    model.oval((0, -0.19), (width * 0.62, width * 0.55), shaded(thorax, 0.85))
    if under:
        _legs(model)
    _fur(model, thorax)
    _round_off(model)
    for side in (-1, 1):
        eye = (side * width * 0.52, -0.2)
        model.oval(eye, (width * 0.24, width * 0.3), (34, 26, 22))
        model.oval((eye[0] - 0.004, eye[1] - 0.008), (width * 0.07, width * 0.08), (120, 104, 92))
        _antenna(model, side)
    if not under:
        _pin(model)
    height, wide = model.canvas.shape[:2]
    return cv2.resize(model.canvas, (wide // 2, height // 2), interpolation=cv2.INTER_AREA)


def _abdomen(model: Modeller) -> None:
    middle, half, share = model.profile
    offset = np.column_stack([half, np.zeros_like(half)])
    model.fill(np.vstack([middle - offset, (middle + offset)[::-1]]), model.colour)
    rows = (np.linspace(0.14, 0.95, 8) * (len(share) - 1)).astype(int)
    if model.body.belt:
        _belt(model, rows)
    bow = np.linspace(-1, 1, 15)
    for row in rows:
        arc = middle[row] + np.column_stack([bow * half[row], 0.014 * (1 - bow**2)])
        model.line(arc, shaded(model.colour, 0.62), 0.006)


def _belt(model: Modeller, rows: Pixels) -> None:
    """Paint coloured flanks with dark edges on each ring of the abdomen."""
    middle, half, _ = model.profile
    second = model.palette.get("body2", model.palette.get("dark", shaded(model.colour, 0.6)))
    dark = shaded(model.palette.get("dark", (40, 32, 28)), 0.9)
    for row, following in pairwise(rows):
        split = row + max(1, (following - row) * 5 // 9)
        for start, stop, ink in ((row, split, second), (split, following, dark)):
            for side in (-1, 1):
                inner = middle[[start, stop]] + side * half[[start, stop], None] * (0.2, 0)
                outer = middle[[stop, start]] + side * half[[stop, start], None] * (1.0, 0)
                model.fill(np.vstack([inner, outer]), ink)


def _fur(model: Modeller, thorax: Colour) -> None:
    """Lay hairs over thorax, wing bases and abdomen, light and dark, pointing back."""
    rng, body = model.rng, model.body
    middle, half, _ = model.profile
    count = int(420 * (0.5 + body.fur))
    rows = rng.integers(0, len(middle) - 4, count)
    hairs = middle[rows] + np.column_stack(
        [rng.uniform(-1, 1, count) * half[rows], np.zeros(count)]
    )
    _strands(model, hairs, None, 0.5)
    count = int(650 * (0.5 + body.fur))
    angle, reach = rng.uniform(0, 2 * np.pi, count), np.sqrt(rng.uniform(0, 1, count))
    x, y = np.cos(angle) * reach * body.width * 1.06, np.sin(angle) * reach * 0.165 - 0.02
    _strands(model, np.column_stack([x, y]), thorax, 1.0)


def _strands(model: Modeller, roots: Points, colour: Colour | None, long: float) -> None:
    """Draw hairs from their roots; without a colour each takes that of its root."""
    rng, body = model.rng, model.body
    side = np.clip(roots[:, 0] / body.width, -1, 1)
    aim = np.pi / 2 - side * 0.62 + rng.normal(0, 0.26, len(roots))
    length = long * rng.uniform(0.012, 0.045, len(roots)) * (0.35 + body.fur)
    tips = roots + np.column_stack([np.cos(aim), np.sin(aim)]) * length[:, None]
    places = ((roots - EXTENT[:2]) * model.scale).astype(int)
    inks = model.canvas[places[:, 1], places[:, 0]].astype(float)
    if colour is not None:
        inks[:, :3] = colour
    inks[:, :3] = np.clip(inks[:, :3] * rng.uniform(0.7, 1.3, (len(roots), 1)), 0, 255)
    inks[:, 3] = 255
    ends = model.pixels(np.hstack([roots, tips]).reshape(-1, 2)).reshape(-1, 2, 2).tolist()
    for (start, stop), ink in zip(ends, inks.tolist(), strict=True):
        cv2.line(model.canvas, start, stop, ink, 1, cv2.LINE_AA, _SHIFT)


def _round_off(model: Modeller) -> None:
    """Shade the trunk as a round thing lit from above left, in place."""
    middle = model.canvas.shape[1] // 2
    reach = int(model.body.width * 1.7 * model.scale)
    part = model.canvas[:, middle - reach : middle + reach]
    solid = (part[..., 3] > 127).astype(np.uint8)
    depth = cv2.distanceTransform(solid, cv2.DIST_L2, 3) / (model.body.width * model.scale)
    gain = 0.6 + 0.52 * np.sqrt(np.minimum(depth * 1.15, 1))
    gain += np.linspace(0.07, -0.07, gain.shape[1], dtype=np.float32)
    lit = part[..., :3] * gain[..., None].astype(np.float32)
    part[..., :3] = np.minimum(lit, 255).astype(np.uint8)


def _antenna(model: Modeller, side: int) -> None:
    """Draw one antenna: clubbed, hooked, feathered, rod-like or a thread."""
    body, rng = model.body, model.rng
    moth = body.antenna in {"feather", "rod", "thread"}
    angle = np.deg2rad((46 if moth else 27) + rng.normal(0, 4))
    root = np.array([side * body.width * 0.25, -0.22])
    tip = root + body.reach * np.array([side * np.sin(angle), -np.cos(angle)])
    middle = (root + tip) / 2 + np.array([-side * 0.03, -0.02]) * (1 if moth else 0.6)
    shaft = spline([root, middle, tip], 40)
    dark = shaded(model.palette.get("antenna", model.palette.get("dark", (40, 32, 28))), 0.9)
    if body.antenna == "feather":
        _barbs(model, shaft, side)
        dark = shaded(model.palette.get("antenna", model.colour), 0.6)
    thick = 0.013 if body.antenna == "rod" else 0.0065
    model.line(shaft, dark, thick)
    if body.antenna in {"club", "hook"}:
        club = shaft[-7:]
        for rank, point in enumerate(club):
            size = 0.0045 + 0.0085 * np.sin(np.pi * (rank + 1.5) / 9)
            model.oval((point[0], point[1]), (size * 0.8, size * 0.9), dark)
    if body.antenna == "hook":
        model.line([tip, tip + np.array([side * 0.025, 0.006])], dark, 0.006)


def _barbs(model: Modeller, shaft: Points, side: int) -> None:
    colour = model.palette.get("antenna", shaded(model.colour, 0.75))
    step = np.gradient(shaft, axis=0)
    step /= np.hypot(*step.T)[:, None]
    across = np.column_stack([-step[:, 1], step[:, 0]])
    length = 0.042 * np.sin(np.pi * np.linspace(0.12, 0.97, len(shaft))) ** 0.7
    for point, out, ahead, reach in zip(shaft, across, step, length, strict=True):
        for flank in (-1, 1):
            tip = point + (out * flank * 0.9 + ahead * 0.45) * reach
            model.line([point, tip], shaded(colour, 1.05 if flank == side else 0.9), 0.0042)


def _legs(model: Modeller) -> None:
    for side in (-1, 1):
        for rank in range(3):
            start = np.array([side * 0.02, -0.12 + 0.08 * rank])
            knee = start + np.array([side * model.rng.uniform(0.05, 0.1), 0.05])
            foot = knee + np.array([-side * 0.02, model.rng.uniform(0.06, 0.12)])
            model.line([start, knee, foot], shaded(model.colour, 0.55), 0.009)


def _pin(model: Modeller) -> None:
    """Draw the pin's head, or the hole that it left."""
    x, y = model.rng.normal(0, 0.006), -0.03
    if model.rng.random() < 0.35:
        model.oval((x, y), (0.007, 0.007), (40, 36, 34))
        return
    head = PINS[int(model.rng.integers(len(PINS)))]
    model.oval((x + 0.006, y + 0.008), (0.012, 0.012), shaded(model.colour, 0.45))
    model.oval((x, y), (0.012, 0.012), head)
    model.oval((x - 0.004, y - 0.004), (0.004, 0.004), (250, 250, 246))
