"""Files that are either whole or absent, and the ledger of what came to nothing."""

import csv
import os
import re
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path

PARTIAL = re.compile(r"\.[0-9a-f]{32}\.part(\.\w+)?")


def partial(path: Path) -> Path:
    """Return a path to write to: in the same folder, hidden, with the same suffix."""
    return path.with_name(f".{uuid.uuid4().hex}.part{path.suffix}")


@contextmanager
def atomic(path: Path) -> Iterator[Path]:
    """Yield a path to write to, and move what was written to `path` at the end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    written = partial(path)
    try:
        yield written
        written.replace(path)
    except BaseException:
        written.unlink(missing_ok=True)
        raise


def stems(folder: Path, suffix: str) -> list[str]:
    """Name the files that are whole, sorted: one that is being written begins with a dot."""
    return sorted(whole(names(folder), suffix))


def names(folder: Path) -> list[str]:
    """Return the names in a folder, in any order; none if it is not there."""
    return os.listdir(folder) if folder.is_dir() else []  # noqa: PTH208 - there are many


def whole(names: list[str], suffix: str) -> list[str]:
    """Return the stems of the names of whole files."""
    end = -len(suffix)
    return [name[:end] for name in names if name.endswith(suffix) and name[0] != "."]


def sweep(folder: Path, found: list[str] | None = None) -> None:
    """Remove what killed runs left half-written in a folder, whose names may be known already."""
    for name in names(folder) if found is None else found:
        if name[0] == "." and PARTIAL.fullmatch(name):
            (folder / name).unlink(missing_ok=True)


def stamped(folder: Path, suffix: str) -> tuple[list[str], list[int], list[int]]:
    """Return the stems of a folder's whole files, sorted, their sizes, and times in nanoseconds.

    Asked again, it answers from memory as long as no file came, went or was replaced.
    """
    if not folder.is_dir():
        return [], [], []
    return _stamped(folder, suffix, folder.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _stamped(folder: Path, suffix: str, _changed: int) -> tuple[list[str], list[int], list[int]]:
    stems_found, sizes, times = stems(folder, suffix), [], []
    stat, start = os.stat, f"{folder}/"
    for name in stems_found:  # in plain loops and lists: there are many
        facts = stat(f"{start}{name}{suffix}")
        sizes.append(facts.st_size)
        times.append(facts.st_mtime_ns)
    return stems_found, sizes, times


class Ledger:
    """A CSV file of the items that have no output: an item's last row holds."""

    def __init__(self, path: Path) -> None:
        """Read what earlier runs noted; a row that a crash cut short is passed over."""
        self.path = path
        self.outcomes: dict[str, tuple[str, str]] = {}
        self.times: dict[str, float] = {}  # of each item's last row, in whole seconds
        if path.exists():
            with path.open(newline="", encoding="utf-8") as file:
                for row in csv.reader(file):
                    if len(row) == 4:
                        self.outcomes[row[1]] = (row[2], row[3])
                        self.times[row[1]] = _seconds(row[0])

    def rejected(self, item: str) -> bool:
        """Whether the item is known to have no output, and need not be tried again."""
        return self.outcomes.get(item, ("", ""))[0] == "rejected"

    def count(self, outcome: str) -> int:
        """Return how many items have this outcome by their last row."""
        return sum(noted == outcome for noted, _ in self.outcomes.values())

    def note(self, item: str, outcome: str, reason: str) -> None:
        """Add a row, unless the item was made at the first attempt or it failed as before."""
        known = self.outcomes.get(item)
        same = known == (outcome, reason) and outcome != "rejected"
        if same or (outcome == "done" and known is None):
            return
        self.outcomes[item] = (outcome, reason)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", newline="", encoding="utf-8") as file:
            line = " ".join(reason.split())
            csv.writer(file).writerow([time.strftime("%FT%T%z"), item, outcome, line])


def _seconds(stamp: str) -> float:
    """Return the time of a row in seconds; 0 for one that somebody has edited."""
    try:
        return datetime.fromisoformat(stamp).timestamp()
    except ValueError:
        return 0.0
