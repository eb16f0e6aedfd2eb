"""How t-SNE's points push each other away: the slope of a potential, by Fourier transforms.

A point's potential is the sum of 1 / (1 + distance^2) over the others; the push is half its slope
downhill. So one convolution on a grid serves for both, where FIt-SNE (Linderman et al., Nature
Methods 2019) needs several. Points are laid on the grid, and the potential read off it, by quintic
B-splines, whose blur the transform takes back: between any two nodes the potential is exact.
"""

from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numba import njit
from scipy import fft

COMPILED = {"cache": True, "nogil": True}
STEP = 0.375  # width of the grid's cells at most; the potential of a point falls by half in 1
FEWEST = 128  # cells across, at least
NODES = 6  # that a point is laid on, across: of a quintic spline
MARGIN = 4  # nodes beyond the outermost points, which the splines reach into
PARTS = 16  # of the points, for the threads: as many on any machine, so that sums are the same


def repulsion(
    places: np.ndarray, pool: ThreadPoolExecutor, threads: int
) -> tuple[np.ndarray, float]:
    """Return the push on each point, float64 (n, 2), and the sum of all potentials.

    `places`: float64 (n, 2). The push is the sum over the others of (own - other) /
    (1 + distance^2)^2; divided by the sum of the potentials it is t-SNE's.
    """
    low = places.min(0)
    across = places.max(0) - low
    step = min(STEP, max(across.max(), 1e-12) / FEWEST)
    nodes = np.ceil(across / step).astype(np.int64) + 2 * MARGIN
    halves = tuple(fft.next_fast_len(int(count), real=True) for count in nodes)
    whole = tuple(2 * half for half in halves)
    grid = np.zeros(tuple(nodes), np.float32)
    start = low - MARGIN * step
    lay(places, start, step, grid)
    spectrum = fft.rfft(grid, whole[1], axis=1, workers=threads)
    spectrum = fft.fft(spectrum, whole[0], axis=0, workers=threads, overwrite_x=True)
    transform, far = potential(halves, step, threads)
    spectrum[: halves[0] + 1] *= transform
    spectrum[halves[0] + 1 :] *= transform[-2:0:-1]
    spectrum = fft.ifft(spectrum, axis=0, workers=threads, overwrite_x=True)[: nodes[0]]
    grid = fft.irfft(spectrum, whole[1], axis=1, workers=threads)[:, : nodes[1]]
    push = np.empty_like(places)

    def part(rows: tuple[int, int]) -> float:
        some = slice(*rows)
        return float(read_off(places[some], start, step, grid, push[some]))

    count = len(places)
    return push, sum(pool.map(part, parts(count))) + (count * far - 1) * count


def parts(count: int) -> list[tuple[int, int]]:
    """Return where parts of so many points begin and end."""
    bounds = np.linspace(0, count, PARTS + 1).astype(int).tolist()
    return list(pairwise(bounds))


@lru_cache(maxsize=1)
def potential(halves: tuple[int, int], step: float, threads: int) -> tuple[np.ndarray, float]:
    """Return the transform of one point's potential on a grid, sharpened against the splines.

    The grid is twice `halves` across; a quarter of it, float32 (h + 1, w + 1), stands for all.
    What is left of it at the far end is taken off, and returned: nearly all, at the beginning.
    """
    squares = [(np.arange(half + 1) * step) ** 2 for half in halves]
    squared = squares[0][:, None] + squares[1]
    far = 1 / (1 + squared[-1, -1])
    found = (squared[-1, -1] - squared) * far / (1 + squared)
    found = fft.dctn(found, type=1, workers=threads, overwrite_x=True)
    turns = [np.pi * np.arange(half + 1) / half for half in halves]
    blur = [(33 + 26 * np.cos(turn) + np.cos(2 * turn)) / 60 for turn in turns]
    found /= blur[0][:, None] ** 2
    found /= blur[1] ** 2
    return found.astype(np.float32), float(far)


@njit(**COMPILED)
def weigh(u, weights, slopes):
    """Set the weights of a point's nodes, and their slopes, for its place (0..1) between two."""
    weights[0], weights[1] = 1 - u, u
    for order in range(3, NODES + 1):
        if order == NODES:
            slopes[0], slopes[order - 1] = -weights[0], weights[order - 2]
            for node in range(1, order - 1):
                slopes[node] = weights[node - 1] - weights[node]
        weights[order - 1] = u * weights[order - 2] / (order - 1)
        for node in range(order - 2, 0, -1):
            rise = (u + order - 1 - node) * weights[node - 1]
            weights[node] = (rise + (node + 1 - u) * weights[node]) / (order - 1)
        weights[0] *= (1 - u) / (order - 1)


@njit(**COMPILED)
def lay(places, start, step, grid):
    """Add every point to the nodes about it."""
    across, down, slopes = np.empty(NODES), np.empty(NODES), np.empty(NODES)
    for number in range(len(places)):
        x, y = (places[number, 0] - start[0]) / step, (places[number, 1] - start[1]) / step
        left, top = int(x), int(y)
        weigh(x - left, across, slopes)
        weigh(y - top, down, slopes)
        for i in range(NODES):
            for j in range(NODES):
                grid[left - 2 + i, top - 2 + j] += across[i] * down[j]


@njit(**COMPILED)
def read_off(places, start, step, grid, push):
    """Write half the downhill slope at every point; return the sum of the potentials."""
    across, down = np.empty(NODES), np.empty(NODES)
    along, below = np.empty(NODES), np.empty(NODES)
    total = 0.0
    for number in range(len(places)):
        x, y = (places[number, 0] - start[0]) / step, (places[number, 1] - start[1]) / step
        left, top = int(x), int(y)
        weigh(x - left, across, along)
        weigh(y - top, down, below)
        height = right = under = 0.0
        for i in range(NODES):
            line = slope = 0.0
            for j in range(NODES):
                value = grid[left - 2 + i, top - 2 + j]
                line += down[j] * value
                slope += below[j] * value
            height += across[i] * line
            right += along[i] * line
            under += across[i] * slope
        push[number, 0], push[number, 1] = -right / (2 * step), -under / (2 * step)
        total += height
    return total
