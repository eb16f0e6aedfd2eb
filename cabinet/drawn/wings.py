"""One painted wing: pattern, wing scales, veins in relief, darker edges; and its wear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from cabinet.drawn.genera import Mark, Palette
from cabinet.drawn.grounds import noise, smooth_field
from cabinet.drawn.kinds import Bytes, Floats
from cabinet.drawn.markings import MARKINGS
from cabinet.drawn.outlines import Wing
from cabinet.drawn.painting import Painter
from cabinet.drawn.sprites import soft


@dataclass(frozen=True)
class PaintedWing:
    """One wing of a pair in colour, not yet cut out.

    rgb: uint8 (h, w, 3) at `scale` pixels per wing length. origin: its left top corner in wing
    lengths from the wing's base. ragged: (2, 2h, 2w), displaces edges, in half pixels.
    """

    rgb: Bytes
    wing: Wing
    scale: float
    origin: Floats
    ragged: Floats
    fore: bool


def paint_wing(
    which: tuple[Wing, bool],
    marks: Sequence[Mark],
    palette: Palette,
    scale: float,
    rng: np.random.Generator,
) -> PaintedWing:
    """Paint a wing; `which` is the wing and whether it is seen from below."""
    wing, under = which
    painter = Painter(wing, scale * 2, rng, palette["ground"])
    for tail in wing.tails:
        painter.fill(tail, palette.get("tail", palette["ground"]))
    for item in marks:
        spare = palette.get("dark", palette["ground"])
        inks = [palette.get(role, spare) for role in item.roles]
        MARKINGS[item.kind](painter, inks, **item.how)
    shape = painter.canvas.shape[:2]
    ragged = _ragged(rng, shape, scale)
    rough = _displaced(painter.canvas, ragged)
    size = (shape[1] // 2, shape[0] // 2)
    flat = cv2.resize(rough, size, interpolation=cv2.INTER_AREA)
    relief = _relief(painter, size, rng) * (0.94 if under else 1.0)
    lit = flat * relief[..., None] + _scales(rng, (size[1], size[0]), scale)
    rgb = np.clip(lit, 0, 255).astype(np.uint8)
    return PaintedWing(rgb, wing, scale, painter.origin, ragged, wing.spaces > 7)


def _ragged(rng: np.random.Generator, shape: tuple[int, int], scale: float) -> Floats:
    """Displacements that make the edge of a colour one of scales, not of a pen."""
    fine = 0.0022 * scale
    coarse = 0.0028 * scale
    planes = [fine * noise(rng, shape, 1.2) + coarse * noise(rng, shape, 14.0) for _ in range(2)]
    return np.stack(planes).astype(np.float32)


def _displaced(picture: Bytes, sway: Floats) -> Bytes:
    height, width = picture.shape[:2]
    columns = np.arange(width, dtype=np.float32)[None, :] + sway[0]
    rows = np.arange(height, dtype=np.float32)[:, None] + sway[1]
    edge = cv2.BORDER_REPLICATE
    return np.asarray(cv2.remap(picture, columns, rows, cv2.INTER_LINEAR, borderMode=edge))


def _scales(rng: np.random.Generator, shape: tuple[int, int], scale: float) -> Floats:
    """Brightness of single scales and of rubbed places, (h, w, 1), in levels."""
    fine = 4.2 * noise(rng, shape, 0.7) + 1.6 * noise(rng, shape, 2.2)
    return (fine + 3.0 * noise(rng, shape, max(6.0, scale / 40)))[..., None]


def _relief(painter: Painter, size: tuple[int, int], rng: np.random.Generator) -> Floats:
    """Gain (h, w): veins stand out, membranes sag between them, edges and the root are darker."""
    scale = painter.scale / 2
    half = Painter(painter.wing, scale, rng, (0, 0, 0))
    shape = (size[1], size[0])
    veins = np.zeros(shape, np.uint8)
    paths = [half.pixels(vein) for vein in painter.wing.veins]
    cv2.polylines(veins, paths, False, 255, max(1, round(0.006 * scale)), cv2.LINE_AA, 4)
    fine = cv2.GaussianBlur(veins, (0, 0), max(0.5, 0.003 * scale)).astype(np.float32) / 255
    wide = soft(veins, 0.022 * scale).astype(np.float32) / 255
    shift = max(1, round(0.004 * scale))
    emboss = np.roll(fine, -shift, 0) - np.roll(fine, shift, 0)
    solid = np.zeros(shape, np.uint8)
    cv2.fillPoly(solid, [half.pixels(painter.wing.outline)], 255, cv2.LINE_8, 4)
    depth = cv2.distanceTransform(solid, cv2.DIST_L2, 3) / scale
    x = np.arange(shape[1], dtype=np.float32)[None, :] / scale + np.float32(half.origin[0])
    y = np.arange(shape[0], dtype=np.float32)[:, None] / scale + np.float32(half.origin[1])
    root = np.sqrt(x * x + y * y)
    gain = 1.03 - 0.16 * fine - 0.22 * wide + 0.13 * emboss
    gain -= 0.17 * np.exp(-depth / 0.011) + 0.06 * np.exp(-depth / 0.06)
    gain -= 0.2 * np.exp(-root / 0.09)
    gain += 0.05 * smooth_field(rng, shape, 4)
    return np.asarray(gain, np.float32)


def cut(painted: PaintedWing, wear: float, rng: np.random.Generator) -> Bytes:
    """Cut one wing out along its outline, with tears by wear; uint8 RGBA, exact coverage."""
    scale = painted.scale * 2
    shape = painted.ragged.shape[1:]
    alpha = np.zeros(shape, np.uint8)
    outline = (painted.wing.outline - painted.origin) * scale * 16
    cv2.fillPoly(alpha, [np.round(outline).astype(np.int32)], 255, cv2.LINE_AA, 4)
    for _ in range(int(rng.poisson(1.6 * wear**2))):
        tear = (_tear(painted.wing, wear, rng) - painted.origin) * scale * 16
        cv2.fillPoly(alpha, [np.round(tear).astype(np.int32)], 0, cv2.LINE_AA, 4)
    rough = _displaced(alpha, painted.ragged * np.float32(0.45))
    height, width = painted.rgb.shape[:2]
    small = cv2.resize(rough, (width, height), interpolation=cv2.INTER_AREA)
    return np.dstack([painted.rgb, small])


def _tear(wing: Wing, wear: float, rng: np.random.Generator) -> Floats:
    """Give a notch in the margin, ragged, deeper with wear."""
    v = rng.uniform(0.0, 1.0)
    depth = rng.uniform(0.05, 0.12 + 0.3 * wear)
    half = rng.uniform(0.02, 0.07)
    share = np.linspace(-1, 1, 13)
    u = 1 - depth * (1 - np.abs(share)) * rng.uniform(0.75, 1.1, 13)
    inner = wing.at(u, v + share * half)
    outer = wing.at(np.full(2, 1.0), np.array([v + half, v - half]))
    away = 1.25 * (outer - wing.net[0, 0]) + wing.net[0, 0]
    return np.vstack([inner, away])
