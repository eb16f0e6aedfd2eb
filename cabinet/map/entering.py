"""Compiled loops of the level of detail: which squares are taken at a zoom, and who may enter."""

from dataclasses import dataclass

import numpy as np
from numba import njit

from cabinet.map.geometry import LEVELS, MIN_FULL_ZOOM, SPECIMEN, TILE

UNSEEN = 255
COMPILED = {"cache": True, "nogil": True}


@dataclass
class State:
    """Who is drawn, and who lies where: for each size a grid of squares of that size.

    Squares of one size that do not overlap have their centres in different cells of a grid of that
    size, so a cell holds one specimen at most.
    """

    placed: np.ndarray
    depth: int
    first: np.ndarray
    full: np.ndarray
    owners: np.ndarray  # of the cells of all grids, one behind the other
    starts: np.ndarray  # of each size's grid in `owners`
    blocker: np.ndarray  # who was in the way last: most often it still is

    @classmethod
    def of(cls, placed: np.ndarray, depth: int) -> "State":
        """Return the state in which nobody is drawn yet."""
        cells = [4 ** (zoom + 1) for zoom in range(depth + 1)]
        starts = np.cumsum([0, *cells])
        unseen = np.full(len(placed), UNSEEN, np.uint8)
        owners = np.full(starts[-1], -1, np.int32)
        nobody = np.full(len(placed), -1, np.int32)
        return cls(placed, depth, unseen, unseen.copy(), owners, starts, nobody)

    def shrink(self, zoom: int) -> None:
        """Let those that were 128 px wide at the zoom before take their smaller squares."""
        if zoom > MIN_FULL_ZOOM:
            drawn = np.flatnonzero(self.full < zoom).astype(np.int64)
            shift = SPECIMEN.bit_length() - 1 + self.depth - zoom
            column, row = (self.placed[drawn] >> shift).T.astype(np.int64)
            self.owners[self.starts[zoom] + (row << (zoom + 1)) + column] = drawn

    def enter(self, zoom: int, full: int, order: np.ndarray) -> None:
        """Let specimens enter at a zoom with a full zoom, in order, where there is room."""
        last = min(zoom + LEVELS - 1, self.depth)
        sizes = np.arange(max(zoom, MIN_FULL_ZOOM), last + 1)
        _enter(
            (self.placed, self.first, self.full, self.blocker),
            (self.owners, self.starts, self.depth),
            (zoom, full, sizes),
            order[self.first[order] == UNSEEN],
        )

    def finish(self, depth: int) -> tuple[np.ndarray, np.ndarray]:
        """Let all the rest enter at the deepest zoom, where there is room for all."""
        self.full[self.first == UNSEEN] = depth
        self.first[self.first == UNSEEN] = depth
        return self.first, self.full


@njit(**COMPILED)
def _enter(specimens, grids, entry, order):
    """Draw each specimen whose square is free, and note it in its grid."""
    placed, first, full, blocker = specimens
    owners, starts, depth = grids
    zoom, size, sizes = entry
    half = (SPECIMEN << (depth - size)) // 2
    world = TILE << depth
    shift = 7 + depth - size
    for index in order:
        x, y = placed[index, 0], placed[index, 1]
        if min(x, y) < half or max(x, y) > world - half:
            continue
        other = blocker[index]
        if other >= 0:
            near = half + (SPECIMEN << (depth - max(zoom, full[other]))) // 2
            if abs(placed[other, 0] - x) < near and abs(placed[other, 1] - y) < near:
                continue
        blocker[index] = _in_the_way(placed, grids, (x, y, size), sizes)
        if blocker[index] < 0:
            first[index], full[index] = zoom, size
            owners[starts[size] + ((y >> shift) << (size + 1)) + (x >> shift)] = index


@njit(**COMPILED)
def _in_the_way(placed, grids, square, sizes):
    """Return who is drawn and overlaps a square of a size; -1 if nobody does."""
    owners, starts, depth = grids
    x, y, size = square
    for other_size in sizes:
        shift = 7 + depth - other_size
        near = ((SPECIMEN << (depth - size)) + (SPECIMEN << (depth - other_size))) // 2
        across = 2 << other_size
        for row in range(max(y - near, 0) >> shift, min(((y + near) >> shift) + 1, across)):
            line = starts[other_size] + row * across
            low, high = max(x - near, 0) >> shift, min(((x + near) >> shift) + 1, across)
            for column in range(low, high):
                other = owners[line + column]
                if other < 0:
                    continue
                if abs(placed[other, 0] - x) < near and abs(placed[other, 1] - y) < near:
                    return other
    return -1


@njit(**COMPILED)
def distances(codes, square, counts):
    """Return each code's squared distance (float32) from the mean code of its square."""
    mean = np.zeros((len(counts), codes.shape[1]), np.float32)
    for index in range(len(codes)):
        mean[square[index]] += codes[index]
    far = np.empty(len(codes), np.float32)
    for index in range(len(codes)):
        total = np.float32(0.0)
        for axis in range(codes.shape[1]):
            gap = codes[index, axis] - mean[square[index], axis] / counts[square[index]]
            total += gap * gap
        far[index] = total
    return far
