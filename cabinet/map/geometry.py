"""The map's geometry: a square world, tiles, and how wide a specimen is at a zoom.

Places are whole pixels of the deepest zoom `depth`, x to the right and y down; the world is
`256 * 2**depth` px wide there. So every rule about overlaps is exact integer arithmetic.
"""

import numpy as np

TILE = 256  # px
SPECIMEN = 128  # px: as wide as a specimen ever is on the screen
MIN_FULL_ZOOM = 3  # a specimen is never wider than 1/16 of the world
LEVELS = 5  # sizes at one zoom: 128, 64, 32, 16 and 8 px
FILL = 0.36  # the share of 128 px cells taken at the deepest zoom, at most


def depth_for(count: int) -> int:
    """Return the deepest zoom for a number of specimens: at most `FILL` of its cells are taken."""
    depth = MIN_FULL_ZOOM
    while count > FILL * 4 ** (depth + 1):
        depth += 1
    return depth


def width(depth: int) -> int:
    """Return the width of the world at a zoom, in its pixels."""
    return TILE << depth


def to_world(pixels: np.ndarray, depth: int) -> np.ndarray:
    """Return places in -1 to 1 (float32, exact up to zoom 15) from pixels of the zoom `depth`."""
    return (pixels * (2.0 / width(depth)) - 1.0).astype(np.float32)


def to_pixels(places: np.ndarray, depth: int) -> np.ndarray:
    """Return whole pixels (int64) of the zoom `depth` from places in -1 to 1."""
    scaled = (np.asarray(places, np.float64) + 1.0) * (width(depth) / 2.0)
    return np.rint(scaled).astype(np.int64)


def side(zoom: int, full: np.ndarray, depth: int) -> np.ndarray:
    """Return how wide specimens are at a zoom, in pixels of the zoom `depth`."""
    return np.left_shift(SPECIMEN, depth - np.maximum(zoom, np.asarray(full, np.int64)))


def drawn_size(zoom: int, full: np.ndarray) -> np.ndarray:
    """Return how wide specimens are drawn at a zoom, in pixels of that zoom."""
    return np.right_shift(SPECIMEN, np.maximum(np.asarray(full, np.int64) - zoom, 0))


def z_order(pixels: np.ndarray) -> np.ndarray:
    """Return the rows of places (n, 2) so that those that lie near each other come together.

    Loops over many places are twice as fast in such an order: what they look at is at hand.
    """
    key = np.zeros(len(pixels), np.uint64)
    for axis in (0, 1):
        spread = (np.maximum(pixels[:, axis], 0) // SPECIMEN).astype(np.uint64)
        for shift, kept in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
            spread = (spread | (spread << np.uint64(shift))) & np.uint64(kept)
        key |= spread << np.uint64(axis)
    return np.argsort(key, kind="stable")
