"""The names that the pages show beside a specimen, read from the catalogue while people work."""

import csv
from collections.abc import Callable
from pathlib import Path
from sys import intern
from threading import Thread

SHOWN = ("scientificName", "scientificNameAuthorship", "family", "genus", "sex", "country")


class Names:
    """What data/metadata.csv says about each image; empty until it is read, or if it is absent."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows: dict[str, tuple[str, ...]] = {}
        self._reading = Thread(target=self._read, daemon=True)
        self._reading.start()

    def of(self, image: str) -> dict[str, str]:
        """Return the terms that are known of an image: Darwin Core name to text."""
        cells = self._rows.get(image, ("",) * len(SHOWN))
        return {term: text for term, text in zip(SHOWN, cells, strict=True) if text}

    def term(self, image: str, term: str) -> str:
        """Return one term of an image; empty if it is not known."""
        cells = self._rows.get(image)
        return cells[SHOWN.index(term)] if cells else ""

    def with_text(self, text: str) -> Callable[[str], bool]:
        """Return what tells whether a text, whatever its case, is in an image's id or its terms.

        Each different term is looked at once, however many images have it.
        """
        self.wait()
        wanted = text.casefold()
        different = {term for cells in set(self._rows.values()) for term in cells}
        found = {term for term in different if wanted in term.casefold()}
        return lambda image: (
            wanted in image.casefold() or not found.isdisjoint(self._rows.get(image, ()))
        )

    def wait(self) -> None:
        """Wait until the catalogue is read: for what needs the names of all."""
        self._reading.join()

    def _read(self) -> None:
        if not self._path.exists():
            return
        with self._path.open(newline="", encoding="utf-8", errors="replace") as file:
            rows = csv.reader(file)
            header = next(rows, [])
            if "image" not in header:
                return
            image = header.index("image")
            places = [header.index(term) if term in header else -1 for term in SHOWN]
            for row in rows:
                if len(row) == len(header):
                    cells = (row[place] if place >= 0 else "" for place in places)
                    self._rows[row[image]] = tuple(map(intern, cells))
