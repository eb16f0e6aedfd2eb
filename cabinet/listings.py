"""Lists of what each file of a folder tells, kept up by reading only the files that are new."""

import csv
import os
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from cabinet import files

SLACK = 2_000_000_000  # nanoseconds: clocks that stamp files are not those that programs read

TOGETHER = 128  # files of which is asked at once

Told = Callable[[Sequence[Path]], Iterable[Sequence[object]]]


def keep_up(path: Path, folder: Path, suffix: str, *, header: Sequence[str], told: Told) -> None:
    """Write a CSV with a row for each file of a folder, sorted: its name, and what it tells.

    `told` returns the cells of some files, in their order. Rows of files that are older than the
    list are taken over from it; it carries the time at which the folder was looked at. A file that
    tells nothing has no row, and is asked again next time.
    """
    began = time.time_ns() - SLACK
    known, listed = rows(path, header)
    names, _, times = files.stamped(folder, suffix)
    kept = {
        name: known[name]
        for name, changed in zip(names, times, strict=True)
        if changed < listed and name in known
    }
    fresh = [name for name in names if name not in kept]
    for first in range(0, len(fresh), TOGETHER):
        some = fresh[first : first + TOGETHER]
        answers = told([folder / f"{name}{suffix}" for name in some])
        for name, cells in zip(some, answers, strict=True):
            if cells:
                kept[name] = ",".join([name, *map(str, cells)])
    listing = (kept[name] for name in names if name in kept)
    with files.atomic(path) as part:
        part.write_text("\n".join([",".join(header), *listing, ""]), encoding="utf-8")
        os.utime(part, ns=(began, began))


def date_as(path: Path, other: Path) -> None:
    """Give a copy of a list the time at which the list was made."""
    made = other.stat().st_mtime_ns
    os.utime(path, ns=(made, made))


def rows(path: Path, header: Sequence[str]) -> tuple[dict[str, str], int]:
    """Return the lines of a list by name, and when it was made, in nanoseconds.

    Nothing and 0, if it is not there, or has other columns.
    """
    if not path.exists():
        return {}, 0
    first, *lines = path.read_text(encoding="utf-8", errors="replace").splitlines() or [""]
    if first != ",".join(header):
        return {}, 0
    return {line.partition(",")[0]: line for line in lines}, path.stat().st_mtime_ns


def cells(path: Path, *names: str) -> dict[str, tuple[str, ...]]:
    """Return columns of a CSV by its first column; a row that comes later wins.

    A file that is not there, or has no such columns, is empty; rows that are too short are passed
    over.
    """
    if not path.is_file():
        return {}
    with path.open(newline="", encoding="utf-8-sig", errors="replace") as file:
        reader = csv.reader(file)
        places = {name: place for place, name in enumerate(next(reader, []))}
        if not places.keys() >= set(names):
            return {}
        wanted = [places[name] for name in names]
        return {
            row[0].strip(): tuple(row[place].strip() for place in wanted)
            for row in reader
            if row and len(row) > max(wanted)
        }
