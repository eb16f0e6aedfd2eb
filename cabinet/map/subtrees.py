"""Subtrees of tiles as files: drawn from what is there, drawn again when that changes."""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from cabinet.files import atomic
from cabinet.map import appearance, arrays
from cabinet.map.encoding import encode
from cabinet.map.occupancy import Specimens
from cabinet.map.tiles import Painter, Sheet, Tile
from cabinet.pictures.sprite_files import SUFFIX

FOLDERS = {1: "tiles", 2: "tiles@2x"}  # by scale
MANIFEST = "_drawn.json"  # behind the name of a subtree's uppermost tile
SUFFIXES = {"webp": "webp", "png": "png", "jpeg": "jpg"}  # by tile_format


def read(layout: Path) -> Sheet:
    """Return the layout of a file, read once as long as the file is the same."""
    return _read(layout, *stamp(layout))


@lru_cache(maxsize=1)
def _read(layout: Path, *_: int) -> Sheet:
    """Read a layout."""
    return Sheet(Specimens.of(arrays.load(layout, arrays.LAYOUT)))


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """Where a map is drawn, from what, and how."""

    sheet: Sheet
    sprites: Path  # folder of <image>.jpg
    folder: Path  # the tiles are in its folders tiles and tiles@2x
    kind: str  # webp, png, jpeg
    quality: int  # 1 to 100
    scales: tuple[int, ...]  # 1, and 2 for @2x

    def sprite(self, image: str) -> Path:
        """Return the sprite of an image."""
        return self.sprites / f"{image}{SUFFIX}"

    def stamps(self, root: str) -> list[tuple[int, int]]:
        """Return size and time of the sprite of each member of a subtree."""
        specimens, folder = self.sheet.specimens, str(self.sprites)
        images = specimens.image[self.sheet.members(address(root))].tolist()
        return [stamp(f"{folder}/{image.decode('ascii')}{SUFFIX}") for image in images]

    @property
    def manner(self) -> str:
        """Return the settings of all tiles as text."""
        return repr((self.kind, self.quality, self.scales))

    def digest(self, root: str) -> str:
        """Return a hash of all that a subtree is drawn from: places, sprites, settings.

        A sprite counts by its size and time. The uppermost subtree, which removes what is stale,
        speaks for the list of all tiles too.
        """
        specimens, tile = self.sheet.specimens, address(root)
        members = self.sheet.members(tile)
        found = hashlib.sha256(self.manner.encode())
        for column in (specimens.image, specimens.placed, specimens.first, specimens.full):
            found.update(column[members].tobytes())
        found.update("".join(map(repr, self.stamps(root))).encode())
        for keys in self.sheet.keys if tile[0] == 0 else ():
            found.update(keys.tobytes())
        return found.hexdigest()

    def is_fresh(self, root: str) -> bool:
        """Whether a subtree was drawn from what is there now, and its uppermost tiles are there."""
        uppermost = [self.place(address(root), scale) for scale in self.scales]
        manifest = self.manifest(root)
        return all(tile.exists() for tile in uppermost) and noted(manifest).get(
            "digest"
        ) == self.digest(root)

    def place(self, tile: Tile, scale: int) -> Path:
        """Return the file of a tile."""
        zoom, x, y = tile
        return self.folder / FOLDERS[scale] / f"{zoom}/{x}/{y}.{SUFFIXES[self.kind]}"

    def manifest(self, root: str) -> Path:
        """Return the file that tells what a subtree was drawn from."""
        return self.folder / FOLDERS[1] / f"{root}{MANIFEST}"

    def draw(self, root: str, manifest: Path, *, may_keep: bool = True) -> None:
        """Draw the tiles of a subtree, and write down at last what they were drawn from.

        Tiles that show what they showed before are kept, if they may be.
        """
        tile, drawn_from = address(root), self.digest(root)
        shown = appearance.of(self.sheet, tile, np.array(self.stamps(root)), self.manner)
        before = noted(self.manifest(root)) if may_keep else {}

        def write(tile: Tile, scale: int, picture: np.ndarray) -> None:
            with atomic(self.place(tile, scale)) as path:
                path.write_bytes(encode(picture, self.kind, self.quality))

        painter = Painter(self.sheet, tile, self.sprite, self.scales)
        painter.paint(write, self.due(shown, before))
        if tile[0] == 0:
            for scale, name in FOLDERS.items():
                levels = self.sheet.keys if scale in self.scales else []
                remove_stale(self.folder / name, levels, SUFFIXES[self.kind], self.sheet.roots)
        without = sorted({*painter.without, *painter.unseen(before.get("without", ()))})
        note = {"digest": drawn_from, "tiles": shown, "without": without}
        manifest.write_text(json.dumps(note) + "\n", encoding="utf-8")

    def due(self, shown: appearance.Shown, before: Mapping[str, Any]) -> set[Tile]:
        """Return the tiles that show something else than before, or are not there."""
        told = before.get("tiles")
        known = told if isinstance(told, dict) else {}
        found = {address(name) for name, digest in shown.items() if known.get(name) != digest}
        there = {address(name) for name in shown} - found
        return found | {
            tile
            for tile in there
            if not all(self.place(tile, scale).exists() for scale in self.scales)
        }


def address(root: str) -> Tile:
    """Return zoom, x and y of an item such as `5/3/17`."""
    zoom, x, y = root.split("/")
    return int(zoom), int(x), int(y)


def stamp(path: Path | str) -> tuple[int, int]:
    """Return a file's size and time of writing; zeros if it is not there."""
    try:
        stat = os.stat(path)  # noqa: PTH116 - twice as fast, and there are many
    except OSError:
        return 0, 0
    return stat.st_size, stat.st_mtime_ns


def noted(manifest: Path) -> dict[str, Any]:
    """Return what a subtree's manifest tells; nothing if there is none that can be read."""
    try:
        return dict(json.loads(manifest.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def remove_stale(
    folder: Path, levels: Sequence[np.ndarray], suffix: str, roots: Sequence[str]
) -> int:
    """Remove tiles and manifests that are no longer part of the map; return how many.

    `levels`: the keys of the tiles that exist, for each zoom (none: all are stale); `roots`: the
    subtrees, which have manifests.
    """
    manifests = {f"{root}{MANIFEST}" for root in roots if levels}
    there = [set(level.tolist()) for level in levels]
    removed = 0
    for path in folder.glob("*/*/*"):
        zoom, x, name = path.parts[-3:]
        y, _, ending = name.removesuffix(MANIFEST).partition(".")
        if not (zoom.isdigit() and x.isdigit() and y.isdigit()):
            continue
        level = int(zoom)
        known = level < len(there) and (int(y) << level | int(x)) in there[level]
        is_tile = known and ending == suffix
        if not is_tile and f"{zoom}/{x}/{name}" not in manifests:
            path.unlink(missing_ok=True)
            removed += 1
    return removed
