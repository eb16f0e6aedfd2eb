"""All tiles of 5,500 specimens: Cabinet beside a reference-style loop and pyvips' dzsave.

    python -m benchmarks pyramid

The same places and specimens of 256 px (Cabinet's sprites; PNG for the others, as the ancestor
keeps its cutouts), the same shadows, JPEG quality 90 with halved colour, seven zooms, one thread,
from a warm cache. The loop asks all points for each tile, opens a picture for each tile that it
touches, and makes upper tiles of the four below, read again. dzsave gets the canvas of 16,384 px
made in memory, which takes part of its time. Each runs once. Before the times count: where Cabinet
has a deepest tile the others have one, and it shows the same; on upper zooms Cabinet shows the most
typical specimens large, where the others let all shrink to dots.
"""

import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageFilter

from benchmarks import samples
from benchmarks.decode import likeness
from benchmarks.layout import patches
from benchmarks.sidebyside import Row, absent, faster, in_turns, main, peer, threads
from cabinet.map import arrays, detail, geometry, layout, subtrees
from cabinet.map import sprites as map_sprites
from cabinet.map.occupancy import Specimens
from cabinet.pictures.framing import premultiplied
from cabinet.pictures.sprite_files import SUFFIX, encoded

COUNT, KINDS, QUALITY = 5_500, 300, 90
TILE, SIDE = geometry.TILE, geometry.SPECIMEN
AROUND = map_sprites.pad(SIDE)  # px that a shadow reaches beyond its specimen


@lru_cache(maxsize=1)
def folder() -> Path:
    """Return a folder of a few hundred drawn specimens under many names, as sprites and as PNG."""
    folder = samples.FOLDER / "pyramid"
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(COUNT):
        ours, theirs = (folder / f"s{number:05d}{suffix}" for suffix in (SUFFIX, ".png"))
        if theirs.exists():
            continue
        if number < KINDS:
            picture = samples.sprite(number)
            ours.write_bytes(encoded(premultiplied(picture)))
            Image.fromarray(picture).save(theirs)
        else:
            for path in (ours, theirs):
                path.hardlink_to(folder / f"s{number % KINDS:05d}{path.suffix}")
    return folder


def opened(number: int) -> Image.Image:
    """Open a specimen as wide as it is drawn."""
    with Image.open(folder() / f"s{number:05d}.png") as image:
        return image.resize((SIDE, SIDE), Image.Resampling.BILINEAR)


def shadow(picture: Image.Image) -> Image.Image:
    """Return the opacity of a specimen's shadow, `AROUND` px wider on each side."""
    alpha = Image.new("L", (SIDE + 2 * AROUND,) * 2)
    alpha.paste(picture.getchannel("A"), (AROUND, AROUND))
    soft = alpha.filter(ImageFilter.GaussianBlur(SIDE * map_sprites.BLUR))
    fallen = ImageChops.offset(soft, 0, round(SIDE * map_sprites.DROP))
    return fallen.point(lambda value: value * map_sprites.SHADE)


def compose(ground: Image.Image, numbers: list[int], corners: NDArray[np.int64]) -> None:
    """Lay specimens on a ground, all shadows first; `corners`: x, y of each on the ground."""
    pictures = [opened(number) for number in numbers]
    for picture, (x, y) in zip(pictures, corners.tolist(), strict=True):
        ground.paste("black", (x - AROUND, y - AROUND), shadow(picture))
    for picture, (x, y) in zip(pictures, corners.tolist(), strict=True):
        ground.paste(picture, (x, y), picture)


def loop(places: NDArray[np.int64], depth: int, into: Path) -> None:
    """Draw tile after tile."""
    corners = places - SIDE // 2
    for x in range(1 << depth):
        column = into / f"{depth}/{x}"
        for y in range(1 << depth):
            near = (corners > np.array([x, y]) * TILE - SIDE - AROUND).all(1)
            near &= (corners < np.array([x + 1, y + 1]) * TILE + AROUND).all(1)
            if not near.any():
                continue
            tile = Image.new("RGB", (TILE, TILE), "white")
            compose(tile, np.flatnonzero(near).tolist(), corners[near] - np.array([x, y]) * TILE)
            column.mkdir(parents=True, exist_ok=True)
            tile.save(column / f"{y}.jpg", quality=QUALITY)
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


def dzsave(places: NDArray[np.int64], depth: int, into: Path) -> None:
    """Compose the whole canvas and let pyvips cut it."""
    vips = peer("pyvips")
    assert vips is not None
    canvas = Image.new("RGB", (TILE << depth,) * 2, "white")
    compose(canvas, list(range(len(places))), places - SIDE // 2)
    image = vips.Image.new_from_array(np.asarray(canvas))
    image.dzsave(str(into), layout="google", tile_size=TILE, suffix=".jpg[Q=90,subsample_mode=on]",
                 skip_blanks=0)  # fmt: skip


def cabinet(table: NDArray[np.void], into: Path) -> None:
    """Draw subtree after subtree, as create_tiles.py does, shadows and all."""
    drawing = subtrees.Drawing(
        sheet=subtrees.Sheet(Specimens.of(table)), sprites=folder(), folder=into,
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
    folder()
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
        assert np.median(like) > 20
    work = f"tiles, {COUNT:,} specimens, all levels"
    for against, goal in (("loop", 6.0), ("pyvips dzsave", 3.0)):
        if against not in taken:
            yield absent(work, against, f"≥ {goal:g}×")
            continue
        name = {"loop": "reference-style loop"}.get(against, against)
        yield faster(work, name, ours=taken["Cabinet"], theirs=taken[against], least=goal,
                     beside=f"{tiles} tiles, theirs {len(theirs)}")  # fmt: skip


if __name__ == "__main__":
    main(rows)
