"""Marks that stand alone, one to an interspace or anywhere: spots, eyes, blocks, crescents, fields.

Radii are in wing lengths, places in (u, v). Each takes (painter, inks, ...).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np

from cabinet.drawn.kinds import Colour
from cabinet.drawn.painting import Painter

Inks = Sequence[Colour]


def patch(painter: Painter, inks: Inks, points: Sequence[tuple[float, float]], **how: Any) -> None:
    """Paint a rounded field through (u, v) points."""
    uv = np.asarray(points, float)
    ring = np.vstack([uv, uv[:1]])
    dense = np.column_stack(
        [np.interp(np.linspace(0, len(uv), 90), range(len(uv) + 1), ring[:, a]) for a in (0, 1)]
    )
    kernel = np.hanning(13)[1:-1]
    wide = np.vstack([dense[-7:-1], dense, dense[1:7]])
    smooth = np.column_stack(
        [np.convolve(wide[:, a], kernel / kernel.sum(), "same")[6:-6] for a in (0, 1)]
    )
    smooth += painter.rng.normal(0, how.get("jag", 0.003), smooth.shape)
    shape = painter.wing.at(smooth[:, 0], smooth[:, 1])
    painter.glow(shape, inks[0], how.get("blur", 0.003), how.get("strength", 1.0))


def macules(painter: Painter, inks: Inks, u: float = 0.7, length: float = 0.14, **how: Any) -> None:
    """Paint blocks between the veins: `spaces`, `gap` to the veins, `slope`, `sizes`, `point`."""
    chosen = painter.spaces(how.get("spaces"))
    sizes = how.get("sizes", [1.0])
    for rank, k in enumerate(chosen):
        size = sizes[rank % len(sizes)] * painter.rng.uniform(0.92, 1.08)
        mid = painter.middle(k)
        centre = u + how.get("slope", 0.0) * (mid - 0.5) + how.get("bow", 0.0) * (mid - 0.5) ** 2
        half_u = length * size / 2
        half_v = (0.5 - how.get("gap", 0.1)) / painter.wing.spaces * min(1.0, size**0.5)
        t = np.linspace(0, 2 * np.pi, 40, endpoint=False)
        power = how.get("square", 0.55)
        cosine, sine = np.cos(t), np.sin(t)
        du = np.sign(cosine) * np.abs(cosine) ** power
        dv = np.sign(sine) * np.abs(sine) ** power
        squeeze = 1 + how.get("point", 0.0) * du
        notch = how.get("notch", 0.0) * (1 - np.abs(dv)) * (du > 0)
        shape = painter.wing.at(centre + half_u * (du - notch), mid + half_v * dv * squeeze)
        blur = how.get("blur", 0.0)
        if blur:
            painter.glow(shape, inks[0], blur, how.get("strength", 1.0))
        else:
            painter.fill(shape, inks[0])


def spots(painter: Painter, inks: Inks, u: float = 0.75, radius: float = 0.02, **how: Any) -> None:
    """Paint round or oval dots, one per interspace; a second ink is a ring around them."""
    chosen = painter.spaces(how.get("spaces"))
    sizes = how.get("sizes", [1.0])
    for rank, k in enumerate(chosen):
        mid = painter.middle(k + how.get("shift", 0.0))
        place = u + how.get("slope", 0.0) * (mid - 0.5) + how.get("bow", 0.0) * (mid - 0.5) ** 2
        place += painter.rng.normal(0, how.get("scatter", 0.004))
        r = radius * sizes[rank % len(sizes)] * painter.rng.uniform(0.9, 1.1)
        centre, angle = painter.wing.at(place, mid), painter.heading(place, mid)
        radii = r * how.get("oval", 1.0), r
        if len(inks) > 1:
            ring = how.get("ring", 0.5) * r
            painter.disc(centre, (radii[0] + ring, radii[1] + ring), angle, inks[1])
        painter.disc(centre, radii, angle, inks[0])


def eyes(painter: Painter, inks: Inks, u: float = 0.72, radius: float = 0.05, **how: Any) -> None:
    """Paint eyespots: inks from the outer ring to the pupil; `shares` are the rings' radii."""
    shares = how.get("shares", [1.0, 0.8, 0.55, 0.2])
    sizes = how.get("sizes", [1.0])
    for rank, k in enumerate(painter.spaces(how.get("spaces"))):
        mid = painter.middle(k + how.get("shift", 0.0))
        place = u + how.get("slope", 0.0) * (mid - 0.5)
        r = radius * sizes[rank % len(sizes)] * painter.rng.uniform(0.94, 1.06)
        centre, angle = painter.wing.at(place, mid), painter.heading(place, mid)
        outward = np.array([np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))])
        for share, ink in zip(shares, inks, strict=False):
            drift = outward * r * (1 - share) * how.get("drift", 0.0)
            radii = r * share * how.get("oval", 1.0), r * share
            painter.disc(centre - drift, radii, angle, ink)


def lunules(painter: Painter, inks: Inks, u: float = 0.88, depth: float = 0.03, **how: Any) -> None:
    """Paint crescents (depth > 0: open to the margin) or arrowheads (`sharp`)."""
    thick = how.get("thick", 0.02)
    for k in painter.spaces(how.get("spaces")):
        s = np.linspace(-1, 1, 17)
        v = painter.middle(k) + s * (0.5 - how.get("gap", 0.1)) / painter.wing.spaces
        arch = np.abs(s) if how.get("sharp") else s**2
        mid = painter.middle(k) - 0.5
        course = u + how.get("slope", 0.0) * mid + how.get("bow", 0.0) * mid**2
        inner = course - depth * (1 - arch) if depth > 0 else course + depth * arch
        width = thick * np.sqrt(np.clip(1 - s**2, 0, 1))
        painter.fill(painter.strip(inner - width / 2, inner + width / 2, v), inks[0])


def speckle(painter: Painter, inks: Inks, count: int = 600, **how: Any) -> None:
    """Strew single scales over the wing between u `start` and `end`."""
    u = painter.rng.uniform(how.get("start", 0.0), how.get("end", 1.0), count) ** 0.7
    v = painter.rng.uniform(-0.1, 1.1, count)
    r = max(1, round(how.get("radius", 0.0035) * painter.scale))
    ends = painter.pixels(painter.wing.at(u, v)) >> 4
    for number, (x, y) in enumerate(ends):
        ink = inks[number % len(inks)]
        cv2.line(painter.canvas, (int(x), int(y)), (int(x) + r, int(y) - r // 2), ink, max(1, r))
