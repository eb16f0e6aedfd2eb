"""The collection that is labelled: its images by what there is of them, and what is known."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cached_property
from pathlib import Path

from cabinet import listings
from cabinet.files import stems
from cabinet.labels.names import Names
from cabinet.stage import is_item
from config import Config

PHOTOGRAPHS, CUTOUTS = "data/raw/{}.jpg", "data/images_alpha/{}.png"
THUMBNAILS = "data/images_rotated_128/{}.jpg"


class Collection:
    """A folder that the chain has worked on. Lists are read once, when first asked for."""

    def __init__(self, config: Config, only: Set[str] | None = None) -> None:
        """Begin to read the catalogue; nothing else is read yet. `only`: images to be offered."""
        self.config = config
        self.only = only
        self._left_out: tuple[int, Set[str]] = 0, frozenset()
        self.names = Names(config.path("data/metadata.csv"))

    def path(self, place: str, image: str = "") -> Path:
        """Return a file of the collection, or of an image that was looked up."""
        return self.config.path(place, image) if "{}" in place else self.config.path(place)

    def has(self, place: str, image: str) -> bool:
        """Whether there is a file of an image whose name is plain."""
        return self.is_plain(image) and self.path(place, image).is_file()

    @staticmethod
    def is_plain(image: str) -> bool:
        """Whether a text can be an image's id at all: nothing that leads elsewhere."""
        return is_item(image) and "/" not in image

    @cached_property
    def cutouts(self) -> list[str]:
        """Return the images that were cut out."""
        return self._offered(CUTOUTS)

    @cached_property
    def photographs(self) -> list[str]:
        """Return the images whose photographs are there."""
        return self._offered(PHOTOGRAPHS)

    @cached_property
    def thumbnails(self) -> list[str]:
        """Return the images that have a thumbnail."""
        return self._offered(THUMBNAILS)

    def _offered(self, place: str) -> list[str]:
        found = stems(self.path(place, "x").parent, Path(place).suffix)
        return found if self.only is None else [image for image in found if image in self.only]

    @cached_property
    def found(self) -> dict[str, dict[str, float]]:
        """Return what was found in each photograph: x, y, w, h in pixels, confidence 0 to 1."""
        wanted = ("x", "y", "w", "h", "confidence", "others")
        return {
            row["image"]: {name: float(row[name]) for name in wanted}
            for row in self.rows("data/cutouts.csv")
            if all(_is_number(row.get(name)) for name in wanted)
        }

    @cached_property
    def suspects(self) -> dict[str, dict[str, str]]:
        """Return the images whose name a classifier that never saw them doubts."""
        return {row["image"]: row for row in self.rows("data/suspects.csv")}

    @property
    def left_out(self) -> Set[str]:
        """Return the images that people left out of the map; the list is read when it changes."""
        path = self.path("data/identifications.csv")
        changed = path.stat().st_mtime_ns if path.is_file() else 0
        if changed != self._left_out[0]:
            out = listings.cells(path, "excluded").items()
            self._left_out = changed, frozenset(image for image, (is_out,) in out if is_out == "1")
        return self._left_out[1]

    @property
    def has_map(self) -> bool:
        """Whether the collection's map has been published."""
        return self.path("server/index.html").is_file()

    def rows(self, place: str) -> Iterator[dict[str, str]]:
        """Yield the rows of a CSV that have an image; none if the file is not there."""
        path = self.path(place)
        if not path.is_file():
            return
        with path.open(newline="", encoding="utf-8-sig", errors="replace") as file:
            for row in csv.DictReader(file):
                if row.get("image"):
                    yield row


def numbers(rows: Iterable[Mapping[str, str]], name: str) -> dict[str, float]:
    """Return a column of numbers by image; rows without one are passed over."""
    return {row["image"]: float(row[name]) for row in rows if _is_number(row.get(name))}


def _is_number(text: str | None) -> bool:
    try:
        return abs(float(text or "")) < float("inf")
    except ValueError:
        return False
