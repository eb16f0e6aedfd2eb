"""Draws the tiles of the map, one subtree at a time: each sprite is read once for five zooms.

A subtree is a tile and all tiles below it down to the next band of zooms. Its pixels are drawn in
blocks of 8 x 8 tiles, which are cut into tiles when they are complete. Memory is bounded by the
area: specimens do not overlap, so those of a subtree never hold more pixels than the subtree.
"""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import cv2
import numpy as np

from cabinet.map import sprites
from cabinet.map.geometry import TILE, drawn_size, side
from cabinet.map.occupancy import Specimens, keys, tiles

BAND = 5  # zooms of a subtree
BLOCK = 8  # tiles across that are drawn at once
SPARSE = 0.2  # share of a block's tiles below which each is drawn by itself

Tile = tuple[int, int, int]  # zoom, x, y
Write = Callable[[Tile, int, np.ndarray], None]  # a tile, its scale (1 or 2), its RGBA pixels


@dataclass(frozen=True)
class Sheet:
    """A layout, and what can be told of it without drawing: its tiles, its subtrees."""

    specimens: Specimens

    @cached_property
    def tiles(self) -> list[np.ndarray]:
        """Return the tiles that exist, for each zoom."""
        return tiles(self.specimens)

    @cached_property
    def keys(self) -> list[np.ndarray]:
        """Return one number for each tile that exists, sorted, for each zoom."""
        return [keys(found, zoom) for zoom, found in enumerate(self.tiles)]

    @cached_property
    def bands(self) -> list[tuple[int, int]]:
        """Return the first and last zoom of each band, from the top."""
        bottoms = list(range(self.specimens.depth, -1, -BAND))
        return [(max(bottom - BAND + 1, 0), bottom) for bottom in reversed(bottoms)]

    @cached_property
    def roots(self) -> list[str]:
        """Name all subtrees: `z/x/y` of their uppermost tiles."""
        return [f"{top}/{x}/{y}" for top, _ in self.bands for x, y in self.tiles[top].tolist()]

    @cached_property
    def buckets(self) -> dict[int, tuple[np.ndarray, np.ndarray]]:
        """Return for the first zoom of each band the specimens sorted by tile, and their keys."""
        found = {}
        for top, _ in self.bands:
            tile = self.specimens.placed >> (TILE.bit_length() - 1 + self.specimens.depth - top)
            key = keys(tile, top)
            rows = np.argsort(key, kind="stable")
            found[top] = rows, key[rows]
        return found

    def bottom(self, top: int) -> int:
        """Return the last zoom of the band that begins with a zoom."""
        return dict(self.bands)[top]

    def members(self, root: Tile) -> np.ndarray:
        """Return the specimens that are drawn in a subtree, or whose shadows reach into it."""
        top, x, y = root
        rows, key = self.buckets[top]
        across = 1 << top
        left, right = max(x - 1, 0), min(x + 1, across - 1)
        near = []
        for line in range(max(y - 1, 0), min(y + 2, across)):
            start = np.searchsorted(key, (line << top) | left)
            near.append(rows[start : np.searchsorted(key, (line << top) | right, side="right")])
        found = np.sort(np.concatenate(near))
        seen = found[self.specimens.first[found] <= self.bottom(top)]
        edge = TILE << (self.specimens.depth - top)
        reach = side(top, self.specimens.full[seen], self.specimens.depth)[:, None] * 9 // 16
        away = np.abs(2 * (self.specimens.placed[seen] - np.array([x, y]) * edge) - edge)
        return seen[(away < edge + 2 * reach + 2).all(1)]

    def below(self, root: Tile) -> Iterator[Tile]:
        """Yield the tiles of a subtree that exist, deepest first, its root last."""
        top, x, y = root
        for zoom in range(self.bottom(top), top - 1, -1):
            across = 1 << (zoom - top)
            for line in range(y * across, (y + 1) * across):
                start = (line << zoom) | (x * across)
                low, high = np.searchsorted(self.keys[zoom], [start, start + across])
                yield from ((zoom, int(tx), line) for tx, _ in self.tiles[zoom][low:high])


class Painter:
    """Draws one subtree."""

    def __init__(
        self, sheet: Sheet, root: Tile, sprite: Callable[[str], Path], scales: tuple[int, ...]
    ) -> None:
        """Keep what to draw; `sprite` tells an image's file; the scales are 1, and 2 for @2x."""
        self.sheet, self.root, self.sprite, self.scales = sheet, root, sprite, scales
        self.members = sheet.members(root)
        self.without: list[str] = []  # images whose sprites are missing or broken
        self.kept: dict[int, sprites.Sizes | None] = {}

    def sizes(self, member: int) -> sprites.Sizes | None:
        """Return a specimen in all sizes that this subtree needs; None if it has no sprite."""
        if member not in self.kept:
            specimens = self.sheet.specimens
            largest = int(drawn_size(self.sheet.bottom(self.root[0]), specimens.full[member]))
            image = specimens.image[member].decode("ascii")
            picture = sprites.read(self.sprite(image), largest * max(self.scales))
            if picture is None:
                self.without.append(image)
            self.kept[member] = None if picture is None else sprites.Sizes(picture)
        return self.kept[member]

    def unseen(self, images: Iterable[str]) -> list[str]:
        """Return those of some images that are members, but whose sprites were not asked for."""
        names = self.sheet.specimens.image
        asked = {names[member].decode("ascii") for member in self.kept}
        members = {names[member].decode("ascii") for member in self.members.tolist()}
        return [image for image in images if image in members - asked]

    def paint(self, write: Write, only: Container[Tile] | None = None) -> None:
        """Draw the tiles of the subtree, or only some, and hand each to `write`, the root last."""
        blocks: dict[Tile, list[Tile]] = {}
        for tile in self.sheet.below(self.root):
            if only is None or tile in only:
                blocks.setdefault((tile[0], tile[1] // BLOCK, tile[2] // BLOCK), []).append(tile)
        for (zoom, _, _), members in blocks.items():
            across = min(BLOCK, 1 << (zoom - self.root[0]))
            if len(members) < SPARSE * across**2:
                for tile in members:
                    self.cut_up(write, [tile], tile, 1)
                continue
            left, top = min(tile[1] for tile in members), min(tile[2] for tile in members)
            corner = (zoom, left // across * across, top // across * across)
            self.cut_up(write, members, corner, across)

    def cut_up(self, write: Write, members: list[Tile], corner: Tile, across: int) -> None:
        """Draw a square of tiles, and hand some of them to `write`."""
        for scale in self.scales:
            block = self.block(corner, across, scale)
            for tile in members:
                write(tile, scale, cut(block, tile, corner, TILE * scale))

    def block(self, corner: Tile, across: int, scale: int) -> np.ndarray:
        """Return the pixels of a square of tiles: RGBA, multiplied by alpha."""
        zoom = corner[0]
        specimens, edge = self.sheet.specimens, TILE * scale * across
        shown = self.members[specimens.first[self.members] <= zoom]
        size = drawn_size(zoom, specimens.full[shown]) * scale
        shift = specimens.depth - zoom
        place = specimens.placed[shown] * scale / (1 << shift) - size[:, None] / 2
        place = np.floor(place + 0.5).astype(np.int64)
        place -= np.array(corner[1:]) * TILE * scale
        reach = size[:, None] // 16 + 2
        near = ((place + size[:, None] + reach > 0) & (place - reach < edge)).all(1)
        canvas = np.zeros((edge, edge, 4), np.uint8)
        shade = np.zeros((edge, edge), np.uint8)
        for member, wide, (x, y) in zip(
            shown[near].tolist(), size[near].tolist(), place[near].tolist(), strict=True
        ):
            sizes = self.sizes(member)
            if sizes is None:
                continue
            lay(canvas, sizes.picture(wide), x, y)
            if wide >= sprites.LEAST_SHADED * scale:
                around = sprites.pad(wide)
                lay(shade, sizes.shadow(wide), x - around, y - around)
        return over(canvas, shade)


def lay(canvas: np.ndarray, picture: np.ndarray, x: int, y: int) -> None:
    """Lay a picture on a canvas where it is inside; what overlaps (shadows) does not add up."""
    height, width = canvas.shape[:2]
    left, top = max(x, 0), max(y, 0)
    right, bottom = min(x + picture.shape[1], width), min(y + picture.shape[0], height)
    if left < right and top < bottom:
        part = canvas[top:bottom, left:right]
        np.maximum(part, picture[top - y : bottom - y, left - x : right - x], out=part)


def over(canvas: np.ndarray, shade: np.ndarray) -> np.ndarray:
    """Return the canvas over its shadows, which are black: only the alpha changes."""
    alpha = canvas[..., 3]
    unseen = cv2.multiply(shade, cv2.bitwise_not(alpha), scale=1 / 255)
    canvas[..., 3] = cv2.add(alpha, unseen)
    return canvas


def cut(block: np.ndarray, tile: Tile, corner: Tile, edge: int) -> np.ndarray:
    """Return the pixels of one tile of a block."""
    left, top = (tile[1] - corner[1]) * edge, (tile[2] - corner[2]) * edge
    return block[top : top + edge, left : left + edge]
