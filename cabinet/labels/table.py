"""The CSV that the chain and the users know, `image,rotation`, written from the journal.

It may also be written by others: a colleague's file, git, the ancestor (40-hex ids, angles beyond
360 degrees, no header). A row whose value the journal has never seen is somebody's label, and is
taken into the journal; a value that the journal has seen is only an old copy of it. The file as it
was is kept beside the journal whenever something is taken from it.
"""

import csv
import io
import math
import shutil
import zlib
from pathlib import Path
from threading import Event, Lock, Thread

from cabinet.files import atomic
from cabinet.labels.journal import Journal

IMPORTER = "rotations.csv"  # the user that imported labels carry
PAUSE = 1.0  # seconds between two writings at least


def normalised(degrees: float) -> float:
    """Return degrees brought into (-180, 180], to a ten-thousandth."""
    wrapped = round(180 - (180 - degrees) % 360, 4)
    return 180.0 if wrapped == -180 else wrapped + 0.0  # no -0.0


def read(path: Path) -> dict[str, float]:
    """Return a file's rotations by image, in degrees; an image's last row holds.

    Rows without a finite number are passed over: the header, and what a spreadsheet has spoilt.
    """
    found: dict[str, float] = {}
    if not path.exists():
        return found
    with path.open(newline="", encoding="utf-8-sig", errors="replace") as file:
        for row in csv.reader(file):
            try:
                image, degrees = row[0].strip(), float(row[1])
            except (IndexError, ValueError):
                continue
            if image and math.isfinite(degrees):
                found[image] = normalised(degrees)
    return found


def _written(values: dict[str, float]) -> bytes:
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["image", "rotation"])
    rows.writerows(values.items())
    return text.getvalue().encode()


class RotationsTable:
    """Keeps `data/rotations.csv` up with the journal: at most once a second, and at the end."""

    def __init__(self, path: Path, journal: Journal, backups: Path) -> None:
        """Take in what others wrote, and write the file if it is not up to date."""
        self._path = path
        self._journal = journal
        self._backups = backups
        self._writing = Lock()
        self._due, self._ended = Event(), Event()
        self._known: bytes | None = None  # the file as it was last written
        self.imported = 0
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
        self.write()

    def write(self) -> None:
        """Write the labels that hold, after taking in what others have written meanwhile."""
        with self._writing:
            while True:
                there = self._bytes()
                if there not in (None, self._known):
                    self.imported += self._take_in()
                text = _written(self._journal.values())
                if self._bytes() == there:  # else somebody added a row just now
                    break
            if there != text:
                with atomic(self._path) as part:
                    part.write_bytes(text)
            self._known = text

    def _take_in(self) -> int:
        """Import the rows whose value the journal has never seen for their image."""
        new = []
        for image, rotation in read(self._path).items():
            if all(rotation != entry.value for entry in self._journal.history(image)):
                new.append((f"import-{image}-{rotation}", image, rotation))
        if not new:
            return 0
        self._backups.mkdir(parents=True, exist_ok=True)
        digest = zlib.crc32(self._path.read_bytes())
        shutil.copyfile(self._path, self._backups / f"rotations-{digest:08x}.csv")
        return self._journal.set_all(IMPORTER, new)

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
                self.write()
            except OSError:  # a full disk: the journal has it all, the next writing brings it here
                self._due.set()
            self._ended.wait(PAUSE)
