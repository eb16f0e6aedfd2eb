"""Drawn photographs and cutouts to measure on, the same on every machine, made once."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cabinet.drawn import photographs
from cabinet.drawn.specimens import Individual, draw
from cabinet.drawn.taxonomy import all_species

Picture = NDArray[np.uint8]
FOLDER = Path(tempfile.gettempdir(), "cabinet-benchmarks")


def specimen(number: int, width: int) -> Picture:
    """Return a drawn specimen as RGBA, all species in turn."""
    species = all_species()
    genus, one = species[number % len(species)]
    sex, side = "mf"[number % 2], "dv"[number // 2 % 2]
    return draw(Individual(genus, one, sex, side, 0.3, 4000 + number), width)


def sprite(number: int, side: int = 256) -> Picture:
    """Return a drawn specimen in the middle of a clear square, RGBA."""
    picture = Image.fromarray(specimen(number, side))
    picture.thumbnail((side * 31 // 32,) * 2)
    square = Image.new("RGBA", (side, side))
    square.paste(picture, ((side - picture.width) // 2, (side - picture.height) // 2))
    return np.asarray(square)


def frames(count: int = 40, longer: int = 2048) -> list[tuple[Path, Path]]:
    """Return photographs (JPEG, the NHM's preview size) and their masks (PNG)."""

    def make(number: int, stem: Path) -> None:
        random = np.random.default_rng(number)
        frame = photographs.compose(
            random, specimen(number, longer // 2), (longer, longer * 342 // 512)
        )
        Image.fromarray(frame.mask).save(stem.with_suffix(".png"))
        Image.fromarray(frame.rgb).save(stem.with_suffix(".jpg"), quality=90)

    stems = _made(f"frames{longer}", count, ".jpg", make)
    return [(stem.with_suffix(".jpg"), stem.with_suffix(".png")) for stem in stems]


def cutouts(count: int = 60, side: int = 480) -> list[Path]:
    """Return cutouts (PNG, RGBA, square) of specimens that lie turned by any angle."""

    def make(number: int, stem: Path) -> None:
        lying = Image.fromarray(specimen(number, int(side * 1.2)))
        lying = lying.rotate(number * 37 % 360, Image.Resampling.BICUBIC, expand=True)
        lying.thumbnail((side - 20, side - 20), Image.Resampling.LANCZOS)
        square = Image.new("RGBA", (side, side))
        square.paste(lying, ((side - lying.width) // 2, (side - lying.height) // 2))
        square.save(stem.with_suffix(".png"))

    return [stem.with_suffix(".png") for stem in _made(f"cutouts{side}", count, ".png", make)]


def thumbnails(count: int = 4096, side: int = 128) -> list[Path]:
    """Return thumbnails (JPEG, on white); 256 drawn ones, again and again under other names."""

    def make(number: int, stem: Path) -> None:
        if number < 256:
            picture = Image.fromarray(specimen(number, 2 * side))
            picture.thumbnail((side, side))
            white = Image.new("RGB", (side, side), "white")
            at = ((side - picture.width) // 2, (side - picture.height) // 2)
            white.paste(picture, at, picture)
            white.save(stem.with_suffix(".jpg"), quality=93, subsampling=0)
        else:
            like = stem.with_name(f"{number % 256:06d}.jpg")
            stem.with_suffix(".jpg").write_bytes(like.read_bytes())

    return [stem.with_suffix(".jpg") for stem in _made(f"thumbs{side}", count, ".jpg", make)]


def _made(name: str, count: int, last: str, make: Callable[[int, Path], None]) -> list[Path]:
    """Return the paths without suffix; make those whose last file is not there."""
    folder = FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    stems = [folder / f"{number:06d}" for number in range(count)]
    for number, stem in enumerate(stems):
        if not stem.with_suffix(last).exists():
            make(number, stem)
    return stems
