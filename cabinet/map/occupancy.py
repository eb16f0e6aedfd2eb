"""Which tiles of the map exist: those that a drawn specimen reaches into, and all above them."""

from dataclasses import dataclass

import numpy as np

from cabinet.map.geometry import SPECIMEN, TILE, side, to_pixels


@dataclass(frozen=True)
class Specimens:
    """What is drawn where: columns of equal length."""

    image: np.ndarray  # bytes
    placed: np.ndarray  # int64 (n, 2), pixels of the zoom `depth`
    first: np.ndarray  # int64 (n,)
    full: np.ndarray  # int64 (n,)
    depth: int

    @classmethod
    def of(cls, layout: np.ndarray) -> "Specimens":
        """Return the specimens of a layout file; its deepest zoom is the deepest it mentions."""
        depth = max(int(layout["full_zoom"].max()), int(layout["first_zoom"].max()))
        placed = to_pixels(np.stack([layout["x"], layout["y"]], axis=1), depth)
        first, full = (layout[name].astype(np.int64) for name in ("first_zoom", "full_zoom"))
        return cls(np.asarray(layout["image"]), placed, first, full, depth)

    def taken(self, rows: np.ndarray) -> "Specimens":
        """Return the specimens of these rows, in their order."""
        image, placed, first, full = (
            column[rows] for column in (self.image, self.placed, self.first, self.full)
        )
        return Specimens(image, placed, first, full, self.depth)


def tiles(specimens: Specimens) -> list[np.ndarray]:
    """Return for each zoom the tiles that exist: int64 (m, 2), x and y, by rows from the top."""
    found = [touched(specimens, zoom) for zoom in range(specimens.depth + 1)]
    for zoom in range(specimens.depth, 0, -1):
        above = keys(places(found[zoom], zoom) // 2, zoom - 1)
        found[zoom - 1] = np.union1d(found[zoom - 1], above)
    found[0] = np.zeros(1, np.int64)
    return [places(tile, zoom) for zoom, tile in enumerate(found)]


def touched(specimens: Specimens, zoom: int) -> np.ndarray:
    """Return the keys of the tiles that the squares drawn at a zoom reach into, sorted."""
    shown = specimens.first <= zoom
    centres = specimens.placed[shown]
    half = side(zoom, specimens.full[shown], specimens.depth)[:, None] // 2
    shift = TILE.bit_length() - 1 + specimens.depth - zoom
    low = np.maximum(centres - half, 0) >> shift
    high = np.minimum((centres + half - 1) >> shift, (1 << zoom) - 1)
    corners = [(low[:, 0], low[:, 1]), (high[:, 0], low[:, 1])]
    corners += [(low[:, 0], high[:, 1]), (high[:, 0], high[:, 1])]
    return np.unique(np.concatenate([keys(np.stack(corner, 1), zoom) for corner in corners]))


def keys(tile: np.ndarray, zoom: int) -> np.ndarray:
    """Return one number for each tile, in the order of rows from the top."""
    return (tile[:, 1] << zoom) | tile[:, 0]


def places(key: np.ndarray, zoom: int) -> np.ndarray:
    """Return x and y of tiles from their numbers."""
    return np.stack([key & ((1 << zoom) - 1), key >> zoom], axis=1)


def pack(levels: list[np.ndarray]) -> bytes:
    """Return the tree of tiles, breadth first: a byte for each tile, a bit for each child.

    The format is told in docs/reference/viewer-data.md.
    """
    tree = []
    parents = np.zeros((1, 2), np.int64)
    for zoom in range(len(levels) - 1):
        there = keys(levels[zoom + 1], zoom + 1)
        children = 2 * parents[:, None] + np.array([[0, 0], [1, 0], [0, 1], [1, 1]])
        exists = np.isin(keys(children.reshape(-1, 2), zoom + 1), there).reshape(-1, 4)
        tree.append((exists << np.arange(4)).sum(1).astype(np.uint8))
        parents = children[exists]
    return b"".join(level.tobytes() for level in tree)


def unpack(tree: bytes, depth: int) -> list[set[tuple[int, int]]]:
    """Return the tiles of each zoom from a packed tree."""
    levels, level, at = [{(0, 0)}], [(0, 0)], 0
    for _ in range(depth):
        below = []
        for x, y in level:
            byte, at = tree[at], at + 1
            below += [(2 * x + (q & 1), 2 * y + (q >> 1)) for q in range(4) if byte >> q & 1]
        level = below
        levels.append(set(level))
    return levels


def bounds(specimens: Specimens) -> list[float]:
    """Return the occupied part of the world: x0, y0, x1, y1 in -1 to 1."""
    world = TILE << specimens.depth
    half = side(0, specimens.full, specimens.depth)[:, None] // 2
    low = np.maximum((specimens.placed - half).min(0), 0)
    high = np.minimum((specimens.placed + half).max(0), world)
    return [round(float(value) * 2 / world - 1, 6) for value in (*low, *high)]


assert SPECIMEN * 2 == TILE  # a specimen reaches into four tiles at most: `touched` relies on it
