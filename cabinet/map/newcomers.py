"""Finds room for new specimens between those that stay where they are."""

import numpy as np
from numba import njit

from cabinet.map.geometry import SPECIMEN

COMPILED = {"cache": True, "nogil": True}
STEP = SPECIMEN // 2  # pixels between two places that are tried


def settle(wish: np.ndarray, placed: np.ndarray, world: int) -> np.ndarray:
    """Return for each wish in turn the nearest free place, int64 (n, 2); -1 where there is none.

    `wish`: float (n, 2), `placed`: int (m, 2), pixels of the deepest zoom. Places are multiples of
    64 px; no two specimens come nearer to each other than 128 px in both x and y.
    """
    taken = np.zeros((world // STEP + 1, world // STEP + 1), np.bool_)
    taken[[0, -1]] = taken[:, [0, -1]] = True  # half of the specimen would lie outside
    _take_all(taken, np.ascontiguousarray(placed, np.int64))
    return _settle(taken, np.ascontiguousarray(wish, np.float64))


@njit(**COMPILED)
def _take(taken, x, y):
    """Note that no place nearer than a specimen's width is free any more."""
    across = len(taken)
    for row in range(max((y - SPECIMEN) // STEP + 1, 0), min(-(-(y + SPECIMEN) // STEP), across)):
        low, high = (x - SPECIMEN) // STEP + 1, -(-(x + SPECIMEN) // STEP)
        for column in range(max(low, 0), min(high, across)):
            taken[row, column] = True


@njit(**COMPILED)
def _take_all(taken, placed):
    """Note all specimens that are there."""
    for index in range(len(placed)):
        _take(taken, placed[index, 0], placed[index, 1])


@njit(**COMPILED)
def _settle(taken, wish):
    """Give each wish in turn the nearest free place."""
    found = np.full((len(wish), 2), -1, np.int64)
    for index in range(len(wish)):
        column, row = _nearest(taken, wish[index, 0] / STEP, wish[index, 1] / STEP)
        if column >= 0:
            found[index, 0], found[index, 1] = column * STEP, row * STEP
            _take(taken, column * STEP, row * STEP)
    return found


@njit(**COMPILED)
def _nearest(taken, x, y):
    """Search square rings about a point until no nearer free place can follow."""
    across = len(taken)
    column, row = int(min(max(x, 0), across - 1)), int(min(max(y, 0), across - 1))
    best, best_column, best_row = np.inf, -1, -1
    for reach in range(across):
        if reach > 1 and (reach - 1) ** 2 > best:
            break
        for to_row in range(max(row - reach, 0), min(row + reach + 1, across)):
            step = 1 if abs(to_row - row) == reach else 2 * reach
            for to_column in range(column - reach, column + reach + 1, step):
                if not 0 <= to_column < across or taken[to_row, to_column]:
                    continue
                far = (to_column - x) ** 2 + (to_row - y) ** 2
                if far < best:
                    best, best_column, best_row = far, to_column, to_row
    return best_column, best_row
