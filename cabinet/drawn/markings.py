"""The elements of wing patterns, each painted with one call: `MARKINGS[kind](painter, ink, **how)`.

Lengths are shares of u (base 0, margin 1) for bands and wing lengths for radii. `ink` is the colour
of the element, or several where it says so. Small irregularities come from the painter's generator.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import cv2
import numpy as np

from cabinet.drawn.outlines import Points
from cabinet.drawn.painting import Colour, Painter, along

Inks = Sequence[Colour]


def _ripple(painter: Painter, v: Points, size: float) -> Points:
    """Small irregular waves along v with the given amplitude."""
    if size == 0:
        return np.zeros_like(v)
    knots = painter.rng.normal(0, size, max(4, painter.wing.spaces * 3))
    return np.interp(v, np.linspace(v.min(), v.max(), len(knots)), knots)


def band(painter: Painter, inks: Inks, u: float = 0.6, width: float = 0.08, **how: Any) -> None:
    """Paint a band across: slope, bow, wave (once per interspace), jag, taper, v range, blur."""
    v = along(how.get("start", -0.12), how.get("end", 1.12))
    phase = np.cos(2 * np.pi * painter.wing.spaces * v)
    course = u + how.get("slope", 0.0) * (v - 0.5) + how.get("bow", 0.0) * (v - 0.5) ** 2
    course = course + how.get("wave", 0.0) * phase + _ripple(painter, v, how.get("jag", 0.004))
    half = width / 2 * (1 - how.get("taper", 0.0) * np.clip(v, 0, 1))
    other = _ripple(painter, v, how.get("jag", 0.004)) - how.get("wave2", 0.0) * phase
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
    depth = width * grow + how.get("teeth", 0.0) * on_vein + _ripple(painter, v, width * 0.03)
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
    mask = cv2.blur(mask, (max(1, int(spread)), max(1, int(spread))))
    painter.tint(mask, (slice(None), slice(None)), inks[0], how.get("strength", 1.0))


def suffuse(painter: Painter, inks: Inks, start: float = 0.0, end: float = 0.4, **how: Any) -> None:
    """Paint a soft zone from u `start` to u `end` between v0 and v1."""
    v = along(how.get("v0", -0.12), how.get("v1", 1.12))
    ragged = end + _ripple(painter, v, 0.015)
    shape = painter.strip(np.full_like(v, start), ragged, v)
    painter.glow(shape, inks[0], how.get("blur", 0.06), how.get("strength", 0.8))


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


def bars(painter: Painter, inks: Inks, places: Sequence[float] = (0.25, 0.4), **how: Any) -> None:
    """Paint bars across the discal cell."""
    for place in places:
        width = how.get("width", 0.035) * painter.rng.uniform(0.85, 1.15)
        v = along(how.get("start", 0.16), how.get("end", 0.74), 24)
        bent = place + how.get("bow", 0.03) * np.cos(np.pi * (v - 0.2) / 0.55)
        bent = bent + _ripple(painter, v, 0.006)
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


def speckle(painter: Painter, inks: Inks, count: int = 600, **how: Any) -> None:
    """Strew single scales over the wing between u `start` and `end`."""
    u = painter.rng.uniform(how.get("start", 0.0), how.get("end", 1.0), count) ** 0.7
    v = painter.rng.uniform(-0.1, 1.1, count)
    r = max(1, round(how.get("radius", 0.0035) * painter.scale))
    ends = painter.pixels(painter.wing.at(u, v)) >> 4
    for number, (x, y) in enumerate(ends):
        ink = inks[number % len(inks)]
        cv2.line(painter.canvas, (int(x), int(y)), (int(x) + r, int(y) - r // 2), ink, max(1, r))


MARKINGS: dict[str, Callable[..., None]] = {
    item.__name__: item
    for item in (
        band, margin, edge, suffuse, patch, macules, spots, eyes, lunules, bars, rays, veins,
        stripes, fringe, speckle,
    )
}  # fmt: skip
