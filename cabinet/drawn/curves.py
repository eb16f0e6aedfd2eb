"""Smooth curves through points: splines, even spacing, rounded corners; all (n, 2) floats."""

from __future__ import annotations

import numpy as np

from cabinet.drawn.kinds import Points


def spline(path: object, count: int = 40) -> Points:
    """Draw a Catmull-Rom curve through the points, `count` points evenly spaced along it."""
    points = np.asarray(path, float)
    ends = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    t = np.linspace(0, 1, 16, endpoint=False)[:, None]
    pieces = []
    for a, b, c, d in zip(ends[:-3], ends[1:-2], ends[2:-1], ends[3:], strict=True):
        bend = (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
        pieces.append(0.5 * (2 * b + (c - a) * t + bend))
    return even(np.vstack([*pieces, points[-1:]]), count)


def lengths(line: Points) -> Points:
    """Give the length of the line up to each of its points."""
    return np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])


def even(line: Points, count: int) -> Points:
    """Space `count` points evenly along a line."""
    along = lengths(line)
    at = np.linspace(0, along[-1], count)
    return np.column_stack([np.interp(at, along, line[:, axis]) for axis in (0, 1)])


def rounded(line: Points, spread: float) -> Points:
    """Round the corners of a closed line over about `spread` wing lengths."""
    closed = even(np.vstack([line, line[:1]]), 600)[:-1]
    step = lengths(closed)[-1] / len(closed)
    reach = max(1, round(spread / step))
    kernel = np.hanning(2 * reach + 3)[1:-1]
    kernel /= kernel.sum()
    wide = np.vstack([closed[-reach:], closed, closed[:reach]])
    return np.column_stack([np.convolve(wide[:, axis], kernel, "valid") for axis in (0, 1)])
