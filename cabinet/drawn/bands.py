"""Marks that run across or along a wing: bands, margins, zones, bars, rays, veins, fringes.

Lengths are shares of u (base 0, margin 1). Each takes (painter, inks, ...); small irregularities
come from the painter's generator.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np

from cabinet.drawn.kinds import Colour, Points
from cabinet.drawn.painting import Painter, along

Inks = Sequence[Colour]


def band(painter: Painter, inks: Inks, u: float = 0.6, width: float = 0.08, **how: Any) -> None:
    """Paint a band across: slope, bow, wave (once per interspace), jag, taper, v range, blur."""
    v = along(how.get("start", -0.12), how.get("end", 1.12))
    phase = np.cos(2 * np.pi * painter.wing.spaces * v)
    course = u + how.get("slope", 0.0) * (v - 0.5) + how.get("bow", 0.0) * (v - 0.5) ** 2
    course = course + how.get("wave", 0.0) * phase + ripple(painter, v, how.get("jag", 0.004))
    half = width / 2 * (1 - how.get("taper", 0.0) * np.clip(v, 0, 1))
    other = ripple(painter, v, how.get("jag", 0.004)) - how.get("wave2", 0.0) * phase
    shape = painter.strip(course - half, np.minimum(course + half + other, 1.06), v)
    if how.get("blur", 0.0) > 0:
        painter.glow(shape, inks[0], how["blur"], how.get("strength", 1.0))
    else:
        painter.fill(shape, inks[0])


def margin(painter: Painter, inks: Inks, width: float = 0.14, **how: Any) -> None:
    """Paint the outer margin: teeth inward on the veins, wider to the apex, blur."""
    v = along(how.get("start", -0.12), how.get("end", 1.12), 140)
    on_vein = np.abs(np.cos(np.pi * painter.wing.spaces * v)) ** 3
    grow = 1 + how.get("apex", 0.0) * np.clip(1 - v / how.get("reach", 0.55), 0, 1.3) ** 1.5
    depth = width * grow + how.get("teeth", 0.0) * on_vein + ripple(painter, v, width * 0.03)
    if v[-1] < 1.1:
        depth *= np.sqrt(np.clip((v[-1] - v) / 0.25, 0, 1))
    if v[0] > -0.1:
        depth *= np.sqrt(np.clip((v - v[0]) / 0.25, 0, 1))
    shape = painter.strip(1 - np.clip(depth, 0.002, 0.95), np.full_like(v, 1.07), v)
    painter.glow(shape, inks[0], how.get("blur", 0.0015), how.get("strength", 1.0))
    if how.get("costa", 0.0) > 0:
        edge(painter, inks, width=how["costa"], blur=how.get("blur", 0.0))


def edge(painter: Painter, inks: Inks, width: float = 0.03, **how: Any) -> None:
    """Paint the costa from the base to the apex."""
    outline = painter.wing.outline
    base = painter.wing.net[0, 0]
    first = int(np.argmin(np.hypot(*(outline - base).T)))
    last = int(np.argmin(np.hypot(*(outline - painter.wing.at(1.0, 0.0)).T)))
    ways = (first + np.arange((last - first) % len(outline))) % len(outline)
    line = outline[ways]
    mask = np.zeros(painter.canvas.shape[:2], np.uint8)
    thick = max(1, round(2 * width * painter.scale))
    cv2.polylines(mask, [painter.pixels(line)], False, 255, thick, cv2.LINE_AA, 4)
    spread = max(how.get("blur", 0.0), width * 0.2) * painter.scale
    veil = cv2.blur(mask, (max(1, int(spread)), max(1, int(spread))))
    painter.tint(veil, (slice(None), slice(None)), inks[0], how.get("strength", 1.0))


def suffuse(painter: Painter, inks: Inks, start: float = 0.0, end: float = 0.4, **how: Any) -> None:
    """Paint a soft zone from u `start` to u `end` between v0 and v1."""
    v = along(how.get("v0", -0.12), how.get("v1", 1.12))
    ragged = end + ripple(painter, v, 0.015)
    shape = painter.strip(np.full_like(v, start), ragged, v)
    painter.glow(shape, inks[0], how.get("blur", 0.06), how.get("strength", 0.8))


def bars(painter: Painter, inks: Inks, places: Sequence[float] = (0.25, 0.4), **how: Any) -> None:
    """Paint bars across the discal cell."""
    for place in places:
        width = how.get("width", 0.035) * painter.rng.uniform(0.85, 1.15)
        v = along(how.get("start", 0.16), how.get("end", 0.74), 24)
        bent = place + how.get("bow", 0.03) * np.cos(np.pi * (v - 0.2) / 0.55)
        bent = bent + ripple(painter, v, 0.006)
        shape = painter.strip(bent - width / 2, bent + width / 2, v)
        painter.glow(shape, inks[0], how.get("blur", 0.001), how.get("strength", 1.0))


def rays(painter: Painter, inks: Inks, start: float = 0.6, end: float = 1.02, **how: Any) -> None:
    """Paint wedges along the interspaces (or on the veins with shift 0.5)."""
    wide = how.get("wide", 0.4)
    for k in painter.spaces(how.get("spaces")):
        u = np.linspace(start, end, 12)
        share = ((u - start) / (end - start)) ** how.get("power", 1.0)
        if how.get("inward"):
            share = share[::-1]
        half = wide / painter.wing.spaces / 2 * share
        mid = painter.middle(k + how.get("shift", 0.0))
        shape = np.vstack([painter.wing.at(u, mid - half), painter.wing.at(u, mid + half)[::-1]])
        painter.glow(shape, inks[0], how.get("blur", 0.002), how.get("strength", 1.0))


def veins(painter: Painter, inks: Inks, width: float = 0.008, **how: Any) -> None:
    """Paint the veins in a colour, wider towards the margin with `flare`."""
    for vein in painter.wing.veins:
        painter.line(vein, inks[0], width)
        if how.get("flare"):
            painter.line(vein[-len(vein) // 3 :], inks[0], width * how["flare"])


def stripes(painter: Painter, inks: Inks, xs: Sequence[float] = (0.3, 0.5), **how: Any) -> None:
    """Paint straight stripes down the wing, as in kite swallowtails; xs at the inner margin."""
    lean, wide = how.get("lean", 0.3), how.get("width", 0.04)
    for x in xs:
        top, foot = how.get("top", -0.95), how.get("foot", 0.9)
        half = wide / 2 * painter.rng.uniform(0.85, 1.15)
        corners = [(x - lean * top - half * 1.4, top), (x - lean * top + half * 1.4, top)]
        corners += [(x - lean * foot + half * 0.4, foot), (x - lean * foot - half * 0.4, foot)]
        painter.fill(corners, inks[0])


def fringe(painter: Painter, inks: Inks, width: float = 0.014, **how: Any) -> None:
    """Paint the hairs along the margin; a second ink is laid at the veins (chequered)."""
    v = along(-0.06, 1.06, 160)
    line = painter.wing.at(np.full_like(v, 1.0), v)
    painter.line(line, inks[0], width * 2)
    if len(inks) > 1:
        for k in range(painter.wing.spaces + 1):
            near = np.linspace(k - how.get("share", 0.2), k + how.get("share", 0.2), 7)
            at = near / painter.wing.spaces
            painter.line(painter.wing.at(np.full_like(at, 1.0), at), inks[1], width * 2)


def ripple(painter: Painter, v: Points, size: float) -> Points:
    """Small irregular waves along v with the given amplitude."""
    if size == 0:
        return np.zeros_like(v)
    knots = painter.rng.normal(0, size, max(4, painter.wing.spaces * 3))
    return np.interp(v, np.linspace(v.min(), v.max(), len(knots)), knots)
