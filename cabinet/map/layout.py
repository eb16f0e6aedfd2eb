"""Moves the specimens of an embedding apart, so that none overlaps another, as little as possible.

Each gets the nearest free cell of a grid that is a little wider than a specimen; swaps shorten the
ways; then every specimen is drawn back towards its wish as far as its neighbours leave room, which
takes the grid out of the picture. Places are whole pixels of the deepest zoom: see `geometry`.
"""

import numpy as np

from cabinet.map import placing
from cabinet.map.geometry import SPECIMEN, width, z_order
from cabinet.map.overlaps import count_overlaps

MARGIN = 0.02  # of the world, left free on each side
SHARE = 0.38  # of the map's room taken by specimens: the same for small and large collections
TAKEN = (
    0.62  # the share of the grid's cells to be taken where specimens are: sets how wide they are
)
WIDEST, NARROWEST = 1.4, 1.03  # a cell of the grid, in specimens
SWAPS, PULLS = 8, 16  # passes over all specimens, at most
CORE = 8  # cells, across, that tell how dense a place is


def spread(embedding: np.ndarray, depth: int) -> np.ndarray:
    """Return places without overlap for an embedding.

    `embedding`: float (n, 2), finite. Returns int32 (n, 2), pixels of the zoom `depth`: any two
    differ by 128 px or more in x or in y. Raises `ValueError` if they cannot all fit.
    """
    wish = wishes(embedding, depth)
    if len(wish) < 2:
        return wish
    rows = z_order(wish)
    placed = np.empty_like(wish)
    placed[rows] = _apart(wish[rows], depth)
    return placed


def _apart(wish: np.ndarray, depth: int) -> np.ndarray:
    """Return places without overlap, near the wished ones."""
    cells, pitch = grid(wish, depth)
    offset = (width(depth) - cells * pitch) // 2
    scaled = (wish - offset) / pitch
    taken = placing.nearest_free(scaled, order(scaled), cells)
    placing.swap(scaled, taken, cells, SWAPS)
    placed = (taken * pitch + offset + pitch // 2).astype(np.int32)
    placing.pull(wish, placed, width(depth), PULLS)
    return placed


def wishes(embedding: np.ndarray, depth: int) -> np.ndarray:
    """Return where the specimens would lie if they could overlap: int32 (n, 2), pixels.

    The longest direction of the map is laid across; both axes have one scale, at which specimens
    take `SHARE` of the room, so that a map is as full whether 400 or 500 lie on the same zooms.
    """
    points = np.asarray(embedding, np.float64)
    if not np.isfinite(points).all():
        raise ValueError("the embedding has places that are not numbers")
    centred = points - points.mean(0) if len(points) else points
    if len(points) > 1:
        _, axes = np.linalg.eigh(centred.T @ centred)
        axes = axes[:, ::-1] * np.sign(axes[:, ::-1].sum(0) + 1e-12)
        centred = centred @ axes
        centred -= (centred.max(0) + centred.min(0)) / 2
    world = width(depth)
    across, down = np.maximum(np.ptp(centred, axis=0), 1e-9) if len(points) > 1 else (1.0, 1.0)
    wanted = SPECIMEN * np.sqrt(len(points) / SHARE * across / max(down, 0.3 * across))
    scale = min(world * (1 - 2 * MARGIN) - SPECIMEN, wanted) / across
    return np.rint(centred * scale + world / 2).astype(np.int32)


def grid(wish: np.ndarray, depth: int) -> tuple[int, int]:
    """Return how many cells the grid has across, and a cell's width in pixels.

    The more room there is about the specimens, the wider a cell, and the less of a grid is seen.
    """
    world, count = width(depth), len(wish)
    if count > (world // SPECIMEN) ** 2:
        raise ValueError(f"{count:,} specimens do not fit a map of depth {depth}")
    crowd = crowding(wish / SPECIMEN).mean() / CORE**2
    widest = np.sqrt(TAKEN * (world / SPECIMEN) ** 2 / count)
    fitting = min(np.sqrt(TAKEN / crowd), widest, WIDEST)
    pitch = int(SPECIMEN * max(fitting, NARROWEST))
    if count > (world // pitch) ** 2:
        pitch = SPECIMEN
    return world // pitch, pitch


def crowding(scaled: np.ndarray) -> np.ndarray:
    """Return how many specimens wish to lie in each one's square of CORE cells."""
    square = (scaled // CORE).astype(np.int64)
    square -= square.min(0)
    key = square[:, 0] * (square[:, 1].max() + 1) + square[:, 1]
    _, inverse, counts = np.unique(key, return_inverse=True, return_counts=True)
    return counts[inverse]


def order(scaled: np.ndarray) -> np.ndarray:
    """Return the order in which specimens choose: those in the densest places first."""
    centre = (np.floor(scaled) + 0.5 - scaled) ** 2  # those in the middle of a cell first
    return np.lexsort((centre.sum(1), -crowding(scaled)))


def overlaps(placed: np.ndarray, depth: int) -> int:
    """Return how many pairs are less than 128 px apart in both directions."""
    return int(count_overlaps(np.ascontiguousarray(placed, np.int32), width(depth)))
