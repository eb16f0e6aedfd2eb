"""Outlines and venation of right-hand wings, in lengths of the forewing, x outward, y down.

A wing is given by three short lists of points (costa from the base to the apex, termen from the
apex to the tornus, inner margin back to the base), scallops and tails. From it follows a
coordinate net: `u` 0 at the base to 1 at the margin, `v` 0 at the costa before the apex to 1 at the
tornus, whose lines of constant v run as veins do: out of the discal cell, then to the margin.
Patterns are laid out in (u, v), so that they follow the wing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from cabinet.drawn.curves import even, lengths, rounded, spline
from cabinet.drawn.kinds import Points

Path = tuple[tuple[float, float], ...]

V_RANGE = (-0.12, 1.12)
_NET = (41, 125)


@dataclass(frozen=True)
class Tail:
    """A tail at `v` of the margin: length and widths in wing lengths, degrees of heading and bend.

    heading: 0 points down, positive outward. A width at the neck below 0.012 is a hair.
    """

    v: float
    length: float
    neck: float = 0.03
    tip: float = 0.05
    heading: float = 5.0
    bend: float = 0.0
    root: float = 0.12


@dataclass(frozen=True)
class Shape:
    """The outline of a wing; see the module's text."""

    costa: Path
    termen: Path
    inner: Path
    spaces: int = 8
    scallop: float = 0.0
    tails: tuple[Tail, ...] = ()
    round_off: float = 0.02
    cell: float = 0.55


@dataclass(frozen=True)
class Wing:
    """Outline (n, 2), coordinate net (41, 125, 2), veins, all in wing lengths."""

    outline: Points
    net: Points
    veins: tuple[Points, ...]
    spaces: int
    tails: tuple[Points, ...] = ()

    def at(self, u: object, v: object) -> Points:
        """Give points (..., 2) for net coordinates, interpolated linearly; clipped to the net."""
        share_u = np.clip(np.asarray(u, float), 0, 1.08) * (_NET[0] - 1)
        low, high = V_RANGE
        share_v = (np.clip(np.asarray(v, float), low, high) - low) / (high - low) * (_NET[1] - 1)
        row = np.minimum(share_u.astype(int), _NET[0] - 2)
        column = np.minimum(share_v.astype(int), _NET[1] - 2)
        a, b = (share_u - row)[..., None], (share_v - column)[..., None]
        net = self.net
        near = net[row, column] * (1 - b) + net[row, column + 1] * b
        far = net[row + 1, column] * (1 - b) + net[row + 1, column + 1] * b
        return np.asarray(near * (1 - a) + far * a)


@lru_cache(maxsize=256)
def wing(shape: Shape) -> Wing:
    """Build the wing of a shape (cached)."""
    costa, termen, inner = spline(shape.costa), spline(shape.termen), spline(shape.inner)
    closed = rounded(np.vstack([costa[:-1], termen[:-1], inner]), shape.round_off)
    base = costa[0]
    margin = _margin(closed, costa, inner)
    contour = _contour(base, margin, shape.cell)
    net = _net(base, margin, contour)
    plain = Wing(closed, net, (), shape.spaces)
    outline = _scalloped(closed, margin, shape)
    tails = []
    for tail in shape.tails:
        outline, piece = _with_tail(outline, plain, tail)
        tails.append(piece)
    veins = _veins(base, margin, contour, shape.spaces) + _radials(base, contour, costa)
    return Wing(outline, net, veins, shape.spaces, tuple(tails))


def _margin(closed: Points, costa: Points, inner: Points) -> Points:
    """Give the margin at the 125 values of v: from near the apex to past the tornus."""
    targets = costa[int(len(costa) * 0.86)], inner[int(len(inner) * 0.22)]
    first, last = (int(np.argmin(np.hypot(*(closed - t).T))) for t in targets)
    length = (last - first) % len(closed)
    order = (first + np.arange(length + 1)) % len(closed)
    return even(closed[order], _NET[1])


def _contour(base: Points, margin: Points, cell: float) -> Points:
    """Give the edge of the discal cell at the 125 values of v: where the veins begin."""
    low, high = V_RANGE
    v = np.linspace(low, high, _NET[1])
    top = base + cell * 1.02 * (margin[np.searchsorted(v, 0.24)] - base)
    bottom = base + cell * 0.92 * (margin[np.searchsorted(v, 0.7)] - base)
    waist = (top + bottom) / 2 + 0.1 * (base - (top + bottom) / 2)
    rim = spline([base + 0.4 * (top - base), top, waist, bottom, base + 0.3 * (bottom - base)])
    ends = [float(np.argmin(np.hypot(*(rim - corner).T))) for corner in (top, waist, bottom)]
    ranks = np.interp(v, [low, 0.22, 0.47, 0.72, high], [0.0, *ends, len(rim) - 1])
    return np.column_stack([np.interp(ranks, np.arange(len(rim)), rim[:, a]) for a in (0, 1)])


def _net(base: Points, margin: Points, contour: Points) -> Points:
    reach = np.hypot(*(contour - base).T)
    turn = (reach / (reach + np.hypot(*(margin - contour).T)))[:, None]
    u = np.linspace(0, 1, _NET[0])[:, None, None]
    inside = base + (contour - base) * (u / turn)
    outside = contour + (margin - contour) * ((u - turn) / (1 - turn))
    return np.asarray(np.where(u < turn, inside, outside))


def _veins(base: Points, margin: Points, contour: Points, spaces: int) -> tuple[Points, ...]:
    """Draw the veins: the cell's edges, its end, and one to the margin beside each interspace."""
    low, high = V_RANGE
    v = np.linspace(low, high, _NET[1])
    steps = np.linspace(0, 1, 24)[:, None]
    lines = []
    for k in range(spaces + 1):
        column = int(np.searchsorted(v, k / spaces))
        bow = 0.012 * np.sin(np.pi * steps) * np.sign(0.5 - k / spaces)
        straight = contour[column] + (margin[column] - contour[column]) * steps
        lines.append(straight + bow * np.array([0.3, -1.0]))
    top, bottom = int(np.searchsorted(v, 0.22)), int(np.searchsorted(v, 0.72))
    lines += [base + (contour[column] - base) * steps for column in (top, bottom)]
    return (*lines, contour[top : bottom + 1])


def _radials(base: Points, contour: Points, costa: Points) -> tuple[Points, ...]:
    """Draw the veins that leave the cell's upper edge for the costa."""
    top = contour[np.searchsorted(np.linspace(*V_RANGE, _NET[1]), 0.22)]
    steps = np.linspace(0, 1, 12)[:, None]
    ends = ((0.42, 0.4), (0.62, 0.58), (0.84, 0.74))
    roots = [(base + (top - base) * share, costa[int(len(costa) * end)]) for share, end in ends]
    return tuple(root + (end - root) * steps for root, end in roots)


def _scalloped(closed: Points, margin: Points, shape: Shape) -> Points:
    if shape.scallop == 0:
        return closed
    distance = np.hypot(*(closed[:, None] - margin[None]).transpose(2, 0, 1))
    nearest = distance.argmin(axis=1)
    low, high = V_RANGE
    v = low + nearest / (len(margin) - 1) * (high - low)
    touches = (distance.min(axis=1) < 0.02) & (v > 0.02) & (v < 1.0)
    wave = np.sin(np.pi * np.clip(v, 0, 1) * shape.spaces) ** 2
    depth = np.where(touches, shape.scallop * (wave - 0.25), 0)
    tangent = np.roll(closed, -3, 0) - np.roll(closed, 3, 0)
    normal = np.column_stack([tangent[:, 1], -tangent[:, 0]])
    normal /= np.maximum(np.hypot(*normal.T), 1e-9)[:, None]
    inward = np.sign(((closed.mean(axis=0) - closed) * normal).sum(axis=1))[:, None]
    return np.asarray(closed + normal * inward * depth[:, None])


def _with_tail(outline: Points, plain: Wing, tail: Tail) -> tuple[Points, Points]:
    """Put a tail in place of the piece of margin at its root; also the tail on its own."""
    spot = plain.at(1.0, tail.v)
    middle = int(np.argmin(np.hypot(*(outline - spot).T)))
    step = lengths(outline)[-1] / len(outline)
    half = max(2, int(tail.root / 2 / step))
    s = np.linspace(0, 1, 24)
    heading = np.deg2rad(tail.heading + tail.bend * s)
    steps = np.column_stack([np.sin(heading), np.cos(heading)]) * tail.length / 23
    path = outline[middle] - 0.02 * steps[0] / np.hypot(*steps[0]) + np.cumsum(steps, axis=0)
    side = np.column_stack([np.cos(heading), -np.sin(heading)])
    root = tail.root * np.exp(-(s / 0.16))
    club = tail.neck + (tail.tip - tail.neck) * np.clip((s - 0.35) / 0.45, 0, 1)
    width = (np.maximum(root, 0) + club)[:, None] / 2
    width *= np.sqrt(np.clip((1 - s) / 0.12, 0, 1))[:, None]
    rise, fall = path + side * width, (path - side * width)[::-1]
    before, after = middle - half, middle + half
    turned = np.roll(outline, -after, axis=0)
    kept = turned[: len(outline) - (after - before)]
    return np.vstack([kept, rise[2:], fall[:-2]]), np.vstack([rise, fall])
