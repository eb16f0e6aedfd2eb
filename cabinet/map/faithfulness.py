"""How faithful a map is to the codes that it was made from."""

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.floating]


def trustworthiness(codes: Rows, places: Rows, near: int = 15) -> float:
    """Return how far neighbours on the map are neighbours by their codes: 0..1.

    After Venna and Kaski (2001). `codes` [n, d] and `places` [n, 2]; takes n * n floats a thousand
    rows at a time.
    """
    count = len(codes)
    penalty = 0
    for rows in _parts(count):
        away = distances(codes, rows)
        shown = nearest(distances(places, rows), near)
        ranks = np.empty(away.shape, np.int64)
        order = np.argsort(away, 1, kind="stable")
        np.put_along_axis(ranks, order, np.arange(1, count + 1)[None], 1)
        penalty += int(np.maximum(np.take_along_axis(ranks, shown, 1) - near, 0).sum())
    return 1 - 2 * penalty / (count * near * (2 * count - 3 * near - 1))


def kept(codes: Rows, places: Rows, near: int = 15) -> float:
    """Return which share of a specimen's nearest by code are also its nearest on the map: 0..1."""
    shared = 0
    for rows in _parts(len(codes)):
        ours = nearest(distances(codes, rows), near)
        theirs = nearest(distances(places, rows), near)
        shared += sum(len(np.intersect1d(*pair)) for pair in zip(ours, theirs, strict=True))
    return shared / (len(codes) * near)


def distances(vectors: Rows, rows: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return squared distances of some vectors to all; to themselves infinite."""
    exact = vectors.astype(np.float64)
    squares = (exact**2).sum(1)
    away = squares[rows, None] - 2 * exact[rows] @ exact.T + squares[None]
    away[np.arange(len(rows)), rows] = np.inf
    return np.asarray(away)


def nearest(away: NDArray[np.float64], near: int) -> NDArray[np.intp]:
    """Return the columns of the smallest in each row, nearest first."""
    few = np.argpartition(away, near, 1)[:, :near]
    order = np.argsort(np.take_along_axis(away, few, 1), 1, kind="stable")
    return np.take_along_axis(few, order, 1)


def _parts(count: int) -> list[NDArray[np.intp]]:
    return np.array_split(np.arange(count), max(1, count // 1000))
