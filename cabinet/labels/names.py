"""The names that the page shows beside a specimen, read from the catalogue while people work."""

import csv
from pathlib import Path
from sys import intern
from threading import Thread

SHOWN = ("scientificName", "scientificNameAuthorship", "family", "sex", "country")


class Names:
    """What data/metadata.csv says about each image; empty until it is read, or if it is absent."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows: dict[str, tuple[str, ...]] = {}
        self.reading = Thread(target=self._read, daemon=True)
        self.reading.start()

    def of(self, image: str) -> dict[str, str]:
        """Return the terms that are known of an image: Darwin Core name to text."""
        cells = self._rows.get(image, ("",) * len(SHOWN))
        return {term: text for term, text in zip(SHOWN, cells, strict=True) if text}

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
