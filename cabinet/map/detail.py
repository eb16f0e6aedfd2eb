"""The level of detail: from which zoom a specimen is drawn, and from which at its full width.

At zoom `z` a specimen with `first_zoom <= z` is drawn `128 * 2**(min(z, full_zoom) - full_zoom)`
px wide at its one place. It keeps its size in the world until it is 128 px wide, and shrinks in the
world from then on. So whatever is visible stays visible, and at no zoom do two overlap.
"""

import numpy as np

from cabinet.map import entering
from cabinet.map.geometry import LEVELS, MIN_FULL_ZOOM, SPECIMEN, z_order

ACROSS = 12  # specimens as wide as any, side by side, reach from end to end of the map at least
SAMPLE = 50_000  # codes whose principal axes stand for those of all
AXES = 24  # principal axes of the codes by which specimens are compared


def levels_of_detail(
    placed: np.ndarray, codes: np.ndarray, depth: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return `first_zoom` and `full_zoom`, both uint8 (n,).

    `placed`: int (n, 2), pixels of the zoom `depth`, no two overlapping; `codes`: float (n, d).
    The most typical of their neighbourhoods enter first, the large before the small.
    """
    rows = z_order(placed)
    first, full = np.empty((2, len(placed)), np.uint8)
    first[rows], full[rows] = _levels(np.asarray(placed)[rows], principal(codes)[rows], depth)
    return first, full


def _levels(placed: np.ndarray, plain: np.ndarray, depth: int) -> tuple[np.ndarray, np.ndarray]:
    """Return both zooms of specimens that come in the order in which they lie."""
    state = entering.State.of(np.ascontiguousarray(placed, np.int32), depth)
    coarsest = widest(placed, depth)
    orders = {
        full: typical_first(placed, plain, SPECIMEN << (depth - full + 1))
        for full in range(coarsest, depth + 1)
    }
    for zoom in range(depth):
        state.shrink(zoom)
        for full in range(max(zoom, coarsest), min(zoom + LEVELS, depth + 1)):
            state.enter(zoom, full, orders[full])
    return state.finish(depth)


def widest(placed: np.ndarray, depth: int) -> int:
    """Return the least `full_zoom`: that of the widest specimens, which must not crowd the map."""
    room = max(int(np.ptp(placed, axis=0).max()), 1) if len(placed) else 1
    full = MIN_FULL_ZOOM
    while full < depth and ACROSS * (SPECIMEN << (depth - full)) > room:
        full += 1
    return full


def principal(codes: np.ndarray) -> np.ndarray:
    """Return the codes along their principal axes: float32 (n, at most AXES)."""
    codes = np.ascontiguousarray(codes, np.float32)
    if codes.shape[1] <= AXES:
        return codes - codes.mean(0, dtype=np.float64).astype(np.float32)
    some = codes[:: 1 + len(codes) // SAMPLE]
    middle = some.mean(0, dtype=np.float64).astype(np.float32)
    _, axes = np.linalg.eigh(((some - middle).T @ (some - middle)).astype(np.float64))
    chosen = axes[:, : -AXES - 1 : -1].astype(np.float32)
    return codes @ chosen - middle @ chosen


def typical_first(placed: np.ndarray, codes: np.ndarray, cell: int) -> np.ndarray:
    """Return the order in which specimens enter at one size.

    First the most typical of each neighbourhood (a square of `cell` pixels), the fullest
    neighbourhoods before the others; then the second most typical of each, and so on. Typical is
    a code near the neighbourhood's mean code.
    """
    squares = np.asarray(placed, np.int64) // cell
    key = squares[:, 1] * (squares[:, 0].max() + 1) + squares[:, 0]
    _, square, counts = np.unique(key, return_inverse=True, return_counts=True)
    far = entering.distances(codes, square.astype(np.int64), counts)
    within = np.argsort((square.astype(np.uint64) << 32) | far.view(np.uint32), kind="stable")
    starts = np.cumsum(counts) - counts
    rank = np.empty(len(placed), np.uint64)
    rank[within] = np.arange(len(placed)) - starts[square[within]]
    fewer = (counts.max() - counts).astype(np.uint64)[square]
    return np.argsort((rank << 32) | fewer, kind="stable")


def visible_overlaps(layout: np.ndarray, placed: np.ndarray, zoom: int, depth: int) -> int:
    """Return how many pairs of the specimens drawn at a zoom overlap: none, if all is well.

    Compares all with all: for checks on small maps.
    """
    shown = layout["first_zoom"] <= zoom
    full = np.maximum(layout["full_zoom"][shown].astype(np.int64), zoom)
    sides = SPECIMEN << (depth - full)
    places = np.asarray(placed, np.int64)[shown]
    gap = np.abs(places[:, None] - places[None]).max(-1) * 2
    return int(np.triu(gap < sides[:, None] + sides[None], 1).sum())
