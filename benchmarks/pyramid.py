"""All tiles of 5,500 specimens: Cabinet beside a reference-style loop and pyvips' dzsave.

    python -m benchmarks pyramid

The same places and sprites (WebP, 256 px, from a warm cache), JPEG quality 90 with halved colour,
seven zooms, one thread. The loop asks all points for each tile, opens a sprite for each tile that
it touches, and makes upper tiles of the four below, read again. dzsave gets the canvas of 16,384 px
made in memory, which takes part of its time. Each runs once. Before the times count: where Cabinet
has a deepest tile the others have one, and it shows the same but for the shadows, which only
Cabinet draws; on upper zooms Cabinet shows the most typical specimens large, where the others let
all shrink to dots.
"""

import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks import samples
from benchmarks.decode import likeness
from benchmarks.layout import patches
from benchmarks.sidebyside import Row, absent, faster, in_turns, main, peer, threads
from cabinet.map import arrays, detail, geometry, layout, subtrees
from cabinet.map.occupancy import Specimens

COUNT, KINDS, QUALITY = 5_500, 300, 90
TILE, SIDE = geometry.TILE, geometry.SPECIMEN


@lru_cache(maxsize=1)
def sprites() -> Path:
    """Return a folder of sprites: a few hundred drawn ones under many names."""
    folder = samples.FOLDER / "sprites"
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(COUNT):
        path = folder / f"s{number:05d}.webp"
        if path.exists():
            continue
        if number < KINDS:
            picture = Image.fromarray(samples.specimen(number, 256))
            picture.thumbnail((248, 248))
            square = Image.new("RGBA", (256, 256))
            square.paste(picture, ((256 - picture.width) // 2, (256 - picture.height) // 2))
            square.save(path, quality=90)
        else:
            path.hardlink_to(folder / f"s{number % KINDS:05d}.webp")
    return folder


def sprite(number: int) -> Image.Image:
    """Open a sprite as wide as it is drawn."""
    with Image.open(sprites() / f"s{number:05d}.webp") as image:
        return image.convert("RGBA").resize((SIDE, SIDE), Image.Resampling.BILINEAR)


def loop(places: NDArray[np.int32], depth: int, into: Path) -> None:
    """Draw tile after tile."""
    corners = places - SIDE // 2
    for x in range(1 << depth):
        folder = into / f"{depth}/{x}"
        for y in range(1 << depth):
            near = (corners > np.array([x, y]) * TILE - SIDE).all(1)
            near &= (corners < np.array([x + 1, y + 1]) * TILE).all(1)
            if not near.any():
                continue
            tile = Image.new("RGB", (TILE, TILE), "white")
            for number in np.flatnonzero(near).tolist():
                picture = sprite(number)
                left, top = (corners[number] - np.array([x, y]) * TILE).tolist()
                tile.paste(picture, (left, top), picture)
            folder.mkdir(parents=True, exist_ok=True)
            tile.save(folder / f"{y}.jpg", quality=QUALITY)
    for zoom in range(depth - 1, -1, -1):
        for x in range(1 << zoom):
            for y in range(1 << zoom):
                halves(into, zoom, x, y)


def halves(into: Path, zoom: int, x: int, y: int) -> None:
    """Make a tile of the four below it, if there are any."""
    below = [(dx, dy, into / f"{zoom + 1}/{2 * x + dx}/{2 * y + dy}.jpg")
             for dx in (0, 1) for dy in (0, 1)]  # fmt: skip
    if not any(path.exists() for *_, path in below):
        return
    four = Image.new("RGB", (2 * TILE, 2 * TILE), "white")
    for dx, dy, path in below:
        if path.exists():
            four.paste(Image.open(path), (dx * TILE, dy * TILE))
    path = into / f"{zoom}/{x}/{y}.jpg"
    path.parent.mkdir(parents=True, exist_ok=True)
    four.resize((TILE, TILE), Image.Resampling.BILINEAR).save(path, quality=QUALITY)


def dzsave(places: NDArray[np.int32], depth: int, into: Path) -> None:
    """Compose the whole canvas and let pyvips cut it."""
    vips = peer("pyvips")
    assert vips is not None
    edge = TILE << depth
    canvas = np.full((edge, edge, 3), 255, np.uint8)
    for number, (x, y) in enumerate((places - SIDE // 2).tolist()):
        picture = np.asarray(sprite(number))
        alpha = picture[..., 3:].astype(np.uint16)
        part = canvas[y : y + SIDE, x : x + SIDE]
        part[:] = (picture[..., :3] * alpha + part * (255 - alpha)) // 255
    image = vips.Image.new_from_memory(canvas.data, edge, edge, 3, "uchar")
    image.dzsave(str(into), layout="google", tile_size=TILE, suffix=".jpg[Q=90,subsample_mode=on]",
                 skip_blanks=0)  # fmt: skip


def cabinet(table: NDArray[np.void], into: Path) -> None:
    """Draw subtree after subtree, as create_tiles.py does, shadows and all."""
    drawing = subtrees.Drawing(
        sheet=subtrees.Sheet(Specimens.of(table)), sprites=sprites(), folder=into,
        kind="jpeg", quality=QUALITY, scales=(1,),
    )  # fmt: skip
    for root in drawing.sheet.roots:
        manifest = drawing.manifest(root)
        manifest.parent.mkdir(parents=True, exist_ok=True)
        drawing.draw(root, manifest, may_keep=False)


def rows() -> Iterator[Row]:
    """Compare, time, and yield the rows."""
    threads(1)
    embedding = patches(COUNT)
    depth = geometry.depth_for(COUNT)
    placed = layout.spread(embedding, depth)
    codes = np.random.default_rng(0).standard_normal((COUNT, 128), np.float32)
    first, full = detail.levels_of_detail(placed, codes, depth)
    x, y = geometry.to_world(placed, depth).T
    images = np.array([f"s{number:05d}" for number in range(COUNT)], "S64")
    table = arrays.table(arrays.LAYOUT, image=images, x=x, y=y, first_zoom=first, full_zoom=full)
    sprites()
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        sides = {
            "Cabinet": lambda: cabinet(table, here / "ours"),
            "loop": lambda: loop(placed, depth, here / "loop"),
        }
        if peer("pyvips"):
            sides["pyvips dzsave"] = lambda: dzsave(placed, depth, here / "vips")
        taken = in_turns(sides, 1)
        deepest = sorted((here / f"ours/tiles/{depth}").rglob("*.jpg"))
        theirs = {path.relative_to(here / "loop") for path in (here / "loop").rglob("*.jpg")}
        known = [path for path in deepest if path.relative_to(here / "ours/tiles") in theirs]
        like = [
            likeness(
                np.asarray(Image.open(path)),
                np.asarray(Image.open(here / "loop" / path.relative_to(here / "ours/tiles"))),
            )
            for path in known[::20]
        ]
        tiles = len(list((here / "ours/tiles").rglob("*.jpg")))
        print(f"  {tiles} tiles, theirs {len(theirs)}; deepest {np.median(like):.1f} dB alike")
        assert np.median(like) > 16
    work = f"tiles, {COUNT:,} specimens, all levels"
    for against, goal in (("loop", 6.0), ("pyvips dzsave", 3.0)):
        if against not in taken:
            yield absent(work, against, f"≥ {goal:g}×")
            continue
        name = {"loop": "reference-style loop"}.get(against, against)
        yield faster(work, name, ours=taken["Cabinet"], theirs=taken[against], least=goal,
                     beside=f"{tiles} tiles with shadows, theirs {len(theirs)}")  # fmt: skip


if __name__ == "__main__":
    main(rows)
