"""The catalogue `data/metadata.csv`: one row per photograph, in Darwin Core terms."""

import csv
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow
from numpy.typing import NDArray

from cabinet.museum import texts
from cabinet.museum.specimens import COLUMNS, Specimen

NO_HEADER = "has no column 'image': is it the catalogue that create_metadata.py writes?"


def write(path: Path, pieces: Iterable[pyarrow.Table]) -> int:
    """Write the catalogue's rows, in pieces with COLUMNS; return how many."""
    count = 0
    with path.open("wb") as file:
        file.write((",".join(COLUMNS) + "\n").encode())
        for piece in pieces:
            file.write(texts.as_csv([texts.column(piece, name) for name in COLUMNS]))
            count += piece.num_rows
    return count


def read(path: Path) -> Iterator[Specimen]:
    """Yield the specimens of a catalogue in its order; columns that it lacks are empty texts."""
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        places = _places(path, next(reader, []))
        for row in reader:
            cells = [row[place] if -1 < place < len(row) else "" for place in places]
            yield Specimen(dict(zip(COLUMNS, cells, strict=True)))


def _places(path: Path, header: list[str]) -> list[int]:
    """Return where a header has each of COLUMNS, -1 for what it lacks."""
    if "image" not in header:
        raise ValueError(f"{path} {NO_HEADER}")
    found = {name: place for place, name in enumerate(header)}
    return [found.get(name, -1) for name in COLUMNS]


class Addresses:
    """The address of every photograph, in little memory: 150 bytes for each of 716,000."""

    def __init__(self, path: Path) -> None:
        """Read them from a catalogue; of rows with the same image id the first holds."""
        names, lengths, addresses = [], [], []
        with path.open(newline="", encoding="utf-8") as file:
            reader = csv.reader(file)
            places = _places(path, next(reader, []))
            image, identifier = places[0], places[tuple(COLUMNS).index("identifier")]
            for row in reader:
                if len(row) > max(image, identifier):
                    text = row[identifier].encode()
                    names.append(row[image].encode())
                    lengths.append(len(text))
                    addresses.append(text)
        self._names: NDArray[np.bytes_] = np.array(names, "S64")
        self._order = np.argsort(self._names, kind="stable")
        self._ends = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
        self._text = b"".join(addresses)

    def images(self) -> list[str]:
        """Name every photograph, in the order of the catalogue."""
        return [name.decode() for name in self._names.tolist()]

    def __contains__(self, image: object) -> bool:
        """Whether the catalogue has a photograph."""
        return isinstance(image, str) and self._place(image) is not None

    def __getitem__(self, image: str) -> str:
        """Return the address of a photograph; raises KeyError if the catalogue has no such one."""
        place = self._place(image)
        if place is None:
            raise KeyError(image)
        return self._text[self._ends[place] : self._ends[place + 1]].decode()

    def _place(self, image: str) -> int | None:
        name = np.bytes_(image.encode())
        found = int(np.searchsorted(self._names, name, sorter=self._order))
        if found == len(self._order) or self._names[self._order[found]] != name:
            return None
        return int(self._order[found])


def addresses(path: Path) -> Addresses:
    """Return the addresses of a catalogue's photographs, read once as long as it is unchanged."""
    return _addresses(path, path.stat().st_mtime_ns)


@lru_cache(1)
def _addresses(path: Path, _changed: int) -> Addresses:
    return Addresses(path)
