"""The number of each specimen on a map: its place in the order of the viewer's files.

Specimens are numbered by the zoom at which they first appear, and of one zoom along a Z-order curve
(Morton 1966). So the records of any square of the map are a run of numbers, and what lies near
each other compresses well together.
"""

import numpy as np

from cabinet.map.geometry import TILE
from cabinet.map.occupancy import Specimens

SPAN = 8  # tiles: a drawer holds the records of a square of so many, at the zoom of its specimens
UP = SPAN.bit_length() - 1  # how many zooms a drawer's square lies above its specimens' zoom


def morton(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return numbers along the Z-order curve, int64: the bits of x and y (< 2**31) in turn."""
    return _spread(x) | (_spread(y) << 1)


def _spread(values: np.ndarray) -> np.ndarray:
    bits = np.asarray(values, np.int64)
    for shift, mask in (
        (16, 0x0000FFFF0000FFFF),
        (8, 0x00FF00FF00FF00FF),
        (4, 0x0F0F0F0F0F0F0F0F),
        (2, 0x3333333333333333),
        (1, 0x5555555555555555),
    ):
        bits = (bits | (bits << shift)) & mask
    return bits


def order(specimens: Specimens) -> np.ndarray:
    """Return the rows of the specimens in the order of their numbers, int64 (n,)."""
    x, y = _inside(specimens).T
    return np.lexsort((morton(x, y), specimens.first))


def drawers(specimens: Specimens) -> tuple[np.ndarray, np.ndarray]:
    """Return the drawer of each specimen as first zoom, x, y, int64 (n, 3), and its Morton number.

    The square x, y is one of the zoom max(0, first zoom - 3).
    """
    square = np.maximum(specimens.first - UP, 0)
    shift = TILE.bit_length() - 1 + specimens.depth - square
    x, y = (axis >> shift for axis in _inside(specimens).T)
    return np.stack([specimens.first, x, y], axis=1), morton(x, y)


def corners(drawer: np.ndarray, depth: int) -> np.ndarray:
    """Return the upper left corners of drawers (n, 3), pixels of the deepest zoom, int64 (n, 2)."""
    square = np.maximum(drawer[:, 0] - UP, 0)
    shift = TILE.bit_length() - 1 + depth - square
    return np.left_shift(drawer[:, 1:], shift[:, None])


def _inside(specimens: Specimens) -> np.ndarray:
    """Return the places; one on the far edge of the world belongs to the last square."""
    return np.minimum(specimens.placed, (TILE << specimens.depth) - 1)
