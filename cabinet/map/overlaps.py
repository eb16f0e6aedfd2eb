"""Counts specimens that overlap: the check of what the layout promises."""

import numpy as np
from numba import njit

from cabinet.map.geometry import SPECIMEN


@njit(cache=True, nogil=True)
def count_overlaps(placed, world):
    """Count pairs that overlap, by lists of who lies in each square of 128 px."""
    across = world // SPECIMEN + 1
    head = np.full((across, across), -1, np.int32)
    below = np.full(len(placed), -1, np.int32)
    pairs = 0
    for index in range(len(placed)):
        x, y = placed[index, 0], placed[index, 1]
        column, row = x // SPECIMEN, y // SPECIMEN
        for to_row in range(max(row - 1, 0), min(row + 2, across)):
            for to_column in range(max(column - 1, 0), min(column + 2, across)):
                other = head[to_row, to_column]
                while other >= 0:
                    near_x = abs(placed[other, 0] - x) < SPECIMEN
                    pairs += near_x and abs(placed[other, 1] - y) < SPECIMEN
                    other = below[other]
        below[index] = head[row, column]
        head[row, column] = index
    return pairs
