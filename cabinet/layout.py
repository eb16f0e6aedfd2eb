"""Moves the specimens of an embedding apart, so that none overlaps another, as little as possible.

Each gets the nearest free cell of a grid that is a little wider than a specimen; swaps shorten the
ways; then every specimen is drawn back towards its wish as far as its neighbours leave room, which
takes the grid out of the picture. Places are whole pixels of the deepest zoom: see `geometry`.
"""

import numpy as np

from cabinet import placing
from cabinet.geometry import SPECIMEN, width

MARGIN = 0.02  # of the world, left free on each side
TAKEN = 0.62  # the share of the grid's cells that may be taken: the fewer, the wider they are
WIDEST, NARROWEST = 1.4, 1.0  # a cell of the grid, in specimens
SWAPS, PULLS = 24, 24  # passes over all specimens
CORE = 16  # cells of the grid that tell how dense a place is, across


def spread(embedding: np.ndarray, depth: int) -> np.ndarray:
    """Return places without overlap for an embedding.

    `embedding`: float (n, 2), finite. Returns int32 (n, 2), pixels of the zoom `depth`: any two
    differ by 128 px or more in x or in y. Raises `ValueError` if they cannot all fit.
    """
    wish = wishes(embedding, depth)
    if len(wish) < 2:
        return wish
    cells, pitch = grid(len(wish), depth)
    offset = (width(depth) - cells * pitch) // 2
    scaled = (wish - offset) / pitch
    taken = placing.nearest_free(scaled, order(scaled), cells)
    placing.swap(scaled, taken, cells, SWAPS)
    placed = (taken * pitch + offset + pitch // 2).astype(np.int32)
    placing.pull(wish, placed, width(depth), PULLS)
    return placed


def wishes(embedding: np.ndarray, depth: int) -> np.ndarray:
    """Return where the specimens would lie if they could overlap: int32 (n, 2), pixels.

    The longest direction of the map is laid across; both axes have one scale.
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
    room = world * (1 - 2 * MARGIN) - SPECIMEN
    scale = room / max(np.ptp(centred, axis=0).max(), 1e-9) if len(points) > 1 else 0.0
    return np.rint(centred * scale + world / 2).astype(np.int32)


def grid(count: int, depth: int) -> tuple[int, int]:
    """Return how many cells the grid has across, and a cell's width in pixels."""
    world = width(depth)
    most = world // SPECIMEN
    if count > most * most:
        raise ValueError(f"{count:,} specimens do not fit a map of depth {depth}")
    fitting = np.sqrt(TAKEN / (count / (most * most)))
    pitch = int(SPECIMEN * np.clip(fitting, NARROWEST, WIDEST))
    return world // pitch, pitch


def order(scaled: np.ndarray) -> np.ndarray:
    """Return the order in which specimens choose: those in the densest places first."""
    cell = (scaled // CORE).astype(np.int64)
    cell -= cell.min(0)
    key = cell[:, 0] * (cell[:, 1].max() + 1) + cell[:, 1]
    _, inverse, counts = np.unique(key, return_inverse=True, return_counts=True)
    centre = (np.floor(scaled) + 0.5 - scaled) ** 2  # those in the middle of a cell first
    return np.lexsort((centre.sum(1), -counts[inverse]))


def overlaps(placed: np.ndarray, depth: int) -> int:
    """Return how many pairs are less than 128 px apart in both directions."""
    return int(placing.count_overlaps(np.ascontiguousarray(placed, np.int32), width(depth)))
