"""Compiled loops of the layout: nearest free cells, swaps, and drawing back without overlap."""

import numpy as np
from numba import njit

from cabinet.map.geometry import SPECIMEN

COMPILED = {"cache": True, "nogil": True}
STEPS = 5  # a way back is tried whole, then halved so often
STACK = 256  # squares that a search for a free cell may have to come back to


def nearest_free(wish: np.ndarray, order: np.ndarray, cells: int) -> np.ndarray:
    """Give every wish the nearest cell that is still free, in turn.

    `wish`: float (n, 2) in cells. Returns int64 (n, 2): column and row, no two the same.
    """
    levels = max(cells - 1, 1).bit_length()
    starts = np.cumsum([0] + [4**level for level in range(levels + 1)])
    free = np.zeros(starts[-1], np.int32)
    bottom = np.zeros((1 << levels, 1 << levels), np.int32)
    bottom[:cells, :cells] = 1
    for level in range(levels, -1, -1):
        free[starts[level] : starts[level + 1]] = bottom.ravel()
        bottom = bottom.reshape(len(bottom) // 2 or 1, -1, len(bottom) // 2 or 1, 2 if level else 1)
        bottom = bottom.sum((1, 3), dtype=np.int32)
    return _nearest_free(wish, order, free, starts[:-1])


@njit(**COMPILED)
def _outside(value, low, high):
    """Return how far a number is from an interval."""
    return max(low - value, value - high, 0.0)


@njit(**COMPILED)
def _nearest_free(wish, order, free, starts):
    """Search a pyramid of counts of free cells, nearest squares first."""
    levels = len(starts) - 1
    taken = np.empty((len(wish), 2), np.int64)
    stack = np.empty((STACK, 3), np.int64)
    reach = np.empty(STACK)
    for index in order:
        x, y = wish[index, 0], wish[index, 1]
        best, column, row = np.inf, -1, -1
        stack[0, :], reach[0], height = 0, 0.0, 1
        while height:
            height -= 1
            if reach[height] >= best:
                continue
            level, left, top = stack[height, 0], stack[height, 1], stack[height, 2]
            if level == levels:
                best, column, row = reach[height], left, top
                continue
            height = _open((stack, reach, height), (level + 1, left, top), (x, y), (free, starts))
        taken[index, 0], taken[index, 1] = column, row
        for level in range(levels + 1):
            shift = levels - level
            free[starts[level] + ((row >> shift) << level) + (column >> shift)] -= 1
    return taken


@njit(**COMPILED)
def _open(pile, square, point, pyramid):
    """Put the four parts of a square that have free cells on the stack, the nearest on top."""
    stack, reach, height = pile
    free, starts = pyramid
    level, left, top = square
    edge = 1 << (len(starts) - 1 - level)
    first = height
    for part in range(4):
        column, row = 2 * left + (part & 1), 2 * top + (part >> 1)
        if not free[starts[level] + (row << level) + column]:
            continue
        if edge == 1:
            far = (column + 0.5 - point[0]) ** 2 + (row + 0.5 - point[1]) ** 2
        else:
            low_x, low_y = column * edge + 0.5, row * edge + 0.5
            far = _outside(point[0], low_x, low_x + edge - 1) ** 2
            far += _outside(point[1], low_y, low_y + edge - 1) ** 2
        at = height
        while at > first and reach[at - 1] < far:
            reach[at] = reach[at - 1]
            stack[at, :] = stack[at - 1, :]
            at -= 1
        reach[at] = far
        stack[at, 0], stack[at, 1], stack[at, 2] = level, column, row
        height += 1
    return height


@njit(**COMPILED)
def _way(wish, index, column, row):
    """Return how far a specimen would be from its wish in a cell."""
    across, down = wish[index, 0] - column - 0.5, wish[index, 1] - row - 0.5
    return np.sqrt(across * across + down * down)


@njit(**COMPILED)
def swap(wish, taken, cells, passes):
    """Move specimens to free cells, or swap two, wherever that shortens their ways together.

    After the first pass only those are tried beside whom something changed.
    """
    owner = np.full((cells, cells), -1, np.int32)
    for index in range(len(taken)):
        owner[taken[index, 1], taken[index, 0]] = index
    stirred = np.ones(len(taken), np.bool_)
    for _ in range(passes):
        better = 0
        for index in range(len(taken)):
            if stirred[index]:
                stirred[index] = False
                column, row = taken[index, 0], taken[index, 1]
                if _swap_one(wish, taken, owner, index):
                    better += 1
                    _stir(owner, stirred, column, row)
                    _stir(owner, stirred, taken[index, 0], taken[index, 1])
        if better * 50 < len(taken):
            return


@njit(**COMPILED)
def _stir(owner, stirred, column, row):
    """Note that something changed beside those in and about a cell."""
    for to_row in range(max(row - 1, 0), min(row + 2, len(owner))):
        for to_column in range(max(column - 1, 0), min(column + 2, len(owner))):
            if owner[to_row, to_column] >= 0:
                stirred[owner[to_row, to_column]] = True


@njit(**COMPILED)
def _swap_one(wish, taken, owner, index):
    """Try the cell that a specimen wishes and those around its own; return whether it moved."""
    cells = len(owner)
    column, row = taken[index, 0], taken[index, 1]
    mine = _way(wish, index, column, row)
    gain, best_column, best_row = 1e-9, -1, -1
    for part in range(10):
        if part < 9:
            to_column, to_row = column + part % 3 - 1, row + part // 3 - 1
        else:
            to_column, to_row = int(wish[index, 0]), int(wish[index, 1])
        if not (0 <= to_column < cells and 0 <= to_row < cells):
            continue
        saved = mine - _way(wish, index, to_column, to_row)
        other = owner[to_row, to_column]
        if other >= 0 and saved + mine > gain:
            saved += _way(wish, other, to_column, to_row) - _way(wish, other, column, row)
        if saved > gain:
            gain, best_column, best_row = saved, to_column, to_row
    if best_column < 0:
        return 0
    other = owner[best_row, best_column]
    owner[row, column] = other
    if other >= 0:
        taken[other, 0], taken[other, 1] = column, row
    owner[best_row, best_column] = index
    taken[index, 0], taken[index, 1] = best_column, best_row
    return 1


@njit(**COMPILED)
def _cells(placed, world):
    """Return who lies in each square of 128 px: at most one, if none overlaps another."""
    owner = np.full((world // SPECIMEN + 1, world // SPECIMEN + 1), -1, np.int32)
    for index in range(len(placed)):
        owner[placed[index, 1] // SPECIMEN, placed[index, 0] // SPECIMEN] = index
    return owner


@njit(**COMPILED)
def _is_free(owner, placed, index, x, y):
    """Whether a specimen would overlap no other at a place."""
    column, row = x // SPECIMEN, y // SPECIMEN
    for to_row in range(max(row - 1, 0), min(row + 2, len(owner))):
        for to_column in range(max(column - 1, 0), min(column + 2, len(owner))):
            other = owner[to_row, to_column]
            if other < 0 or other == index:
                continue
            if abs(placed[other, 0] - x) < SPECIMEN and abs(placed[other, 1] - y) < SPECIMEN:
                return False
    return True


@njit(**COMPILED)
def pull(wish, placed, world, passes):
    """Draw every specimen back towards its wish, whole pixels at a time, overlapping none."""
    owner = _cells(placed, world)
    half = SPECIMEN // 2
    for turn in range(passes):
        moved = 0
        for step in range(len(placed)):
            index = step if turn % 2 == 0 else len(placed) - 1 - step
            way_x = min(max(wish[index, 0], half), world - half) - placed[index, 0]
            way_y = min(max(wish[index, 1], half), world - half) - placed[index, 1]
            moved += _pull_one(owner, placed, index, way_x, way_y)
        if moved * 50 < len(placed):
            return


@njit(**COMPILED)
def _pull_one(owner, placed, index, way_x, way_y):
    """Move one specimen by the largest part of its way that is free; slide along one axis else."""
    if way_x == 0 and way_y == 0:
        return 0
    x, y = placed[index, 0], placed[index, 1]
    for halvings in range(STEPS):
        part_x, part_y = int(way_x / 2**halvings), int(way_y / 2**halvings)
        for kind in range(3):
            to_x = x + (part_x if kind != 2 else 0)
            to_y = y + (part_y if kind != 1 else 0)
            if (to_x == x and to_y == y) or not _is_free(owner, placed, index, to_x, to_y):
                continue
            owner[y // SPECIMEN, x // SPECIMEN] = -1
            placed[index, 0], placed[index, 1] = to_x, to_y
            owner[to_y // SPECIMEN, to_x // SPECIMEN] = index
            return 1
    return 0
