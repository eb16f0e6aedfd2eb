"""The CSVs that the chain and the users know, written from the journals.

They may also be written by others: a colleague's file, git, a spreadsheet, the ancestor (40-hex
ids, no header). A row whose value the journal has never seen is somebody's label, and is taken
into the journal; a value that the journal has seen is only an old copy of it. The file as it was
is kept beside the journal whenever something is taken from it.
"""

import csv
import io
import json
import shutil
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

from cabinet.files import atomic
from cabinet.labels.journal import Journal

PAUSE = 1.0  # seconds between two writings at least


@dataclass(frozen=True)
class Columns:
    """How labels stand in a CSV.

    `parsed` makes a value of a row's cells behind the image, or None of cells that are none (the
    header, what a spreadsheet has spoilt); `cells` writes a value. With `withdrawn`, an image whose
    label was undone keeps a row of empty cells, by which the chain knows that it must look again.
    """

    names: tuple[str, ...]
    parsed: Callable[[Sequence[str]], Any]
    cells: Callable[[Any], Sequence[object]]
    withdrawn: bool = False

    def read(self, path: Path) -> dict[str, Any]:
        """Return a file's labels by image; an image's last row holds, bad rows are passed over."""
        found: dict[str, Any] = {}
        if not path.exists():
            return found
        with path.open(newline="", encoding="utf-8-sig", errors="replace") as file:
            for row in csv.reader(file):
                value = self.parsed(row[1:]) if row else None
                if value is not None and row[0].strip():
                    found[row[0].strip()] = value
        return found

    def written(self, values: Mapping[str, Any]) -> bytes:
        """Return the content of the file; None stands for a label that was undone."""
        text = io.StringIO()
        rows = csv.writer(text, lineterminator="\n")
        rows.writerow(["image", *self.names])
        empty = ("",) * len(self.names)
        rows.writerows(
            [image, *(empty if value is None else self.cells(value))]
            for image, value in values.items()
        )
        return text.getvalue().encode()


class Table:
    """Keeps a CSV up with its journal: at most once a second, and at the end."""

    def __init__(self, path: Path, journal: Journal, columns: Columns, backups: Path) -> None:
        """Take in what others wrote, and write the file if it is not up to date."""
        self._path = path
        self._journal = journal
        self._columns = columns
        self._backups = backups
        self._writing = Lock()
        self._due, self._ended = Event(), Event()
        self._known: bytes | None = None  # the file as it was last written
        self.imported = 0
        if path.exists() or journal.values():
            self.write()
        self._writer = Thread(target=self._keep_up, daemon=True)
        self._writer.start()

    def changed(self) -> None:
        """Say that the journal has a new entry."""
        self._due.set()

    def close(self) -> None:
        """Write what is still to be written."""
        self._ended.set()
        self._due.set()
        self._writer.join()
        if self._path.exists() or self._journal.labelled_ever():
            self.write()

    def write(self) -> None:
        """Write the labels that hold, after taking in what others have written meanwhile."""
        with self._writing:
            while True:
                there = self._bytes()
                if there not in (None, self._known):
                    self.imported += self._take_in()
                text = self._columns.written(self._values())
                if self._bytes() == there:  # else somebody added a row just now
                    break
            if there != text:
                with atomic(self._path) as part:
                    part.write_bytes(text)
            self._known = text

    def _values(self) -> Mapping[str, Any]:
        holding = self._journal.values()
        if not self._columns.withdrawn:
            return holding
        return {image: holding.get(image) for image in self._journal.labelled_ever()}

    def _take_in(self) -> int:
        """Import the rows whose value the journal has never seen for their image."""
        new = [
            (f"import-{image}-{_name(value)}", image, value)
            for image, value in self._columns.read(self._path).items()
            if all(value != entry.value for entry in self._journal.history(image))
        ]
        if not new:
            return 0
        self._backups.mkdir(parents=True, exist_ok=True)
        digest = zlib.crc32(self._path.read_bytes())
        kept = self._backups / f"{self._path.stem}-{digest:08x}.csv"
        shutil.copyfile(self._path, kept)
        return len(self._journal.set_all(self._path.name, new))

    def _bytes(self) -> bytes | None:
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return None

    def _keep_up(self) -> None:
        while not self._ended.is_set():
            self._due.wait()
            self._due.clear()
            try:
                if not self._ended.is_set():
                    self.write()
            except OSError:  # a full disk: the journal has it all, the next writing brings it here
                self._due.set()
            self._ended.wait(PAUSE)


def _name(value: Any) -> str:
    """Return what tells a value from others, in a few characters."""
    if isinstance(value, dict):
        return f"{zlib.crc32(json.dumps(value, sort_keys=True).encode()):08x}"
    return str(value)
