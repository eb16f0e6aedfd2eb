"""The names of a collection that look wrong: data/suspects.csv, and what it rests on.

In data/suspects stand confusion.csv and confusion.png (what is written, and what it looks like),
top.jpg (the most suspicious, to look at) and report.md (accuracy by the catalogue's names, and by
those that people corrected).
"""

import csv
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from cabinet import files
from cabinet.datasets import cleaning, confusions, corrected, reviews, subsets, units
from cabinet.datasets.cleaning import Judged
from cabinet.datasets.likeness import Codes, Numbers
from cabinet.map import arrays

COLUMNS = ("image", "reason", "score", "written", "probable")
LEAST = 0.02  # probability of being wrong from which a name is listed
CODES, FOLDER = "data/latent_codes.npy", "data/suspects"


@dataclass(frozen=True)
class Named:
    """Photographs that have a code and a species' name; specimens are numbered from 0."""

    images: list[str]
    codes: Codes
    specimens: Numbers
    names: list[str]

    @cached_property
    def classes(self) -> list[str]:
        """All names, sorted."""
        return sorted(set(self.names))

    @cached_property
    def written(self) -> Numbers:
        """Each photograph's name as its number in `classes`."""
        number = {name: place for place, name in enumerate(self.classes)}
        return np.array([number[name] for name in self.names], np.int64)

    def judged(self) -> Judged:
        """Return what the names look like. Raises ValueError with a sentence if none can be."""
        return cleaning.judge(self.codes, self.written, self.specimens)


def gathered(collection: Path) -> tuple[Named, Named]:
    """Return the named photographs as the catalogue has them, and as people corrected them.

    Those that people exclude are in the first only.
    """
    table = arrays.load(collection / CODES, arrays.CODES)
    place = {image: row for row, image in enumerate(arrays.names(table))}
    records = subsets.read(collection / "data" / "metadata.csv", ())
    records = records[records["image"].isin(place)].reset_index(drop=True)
    keys = units.specimen_keys(records)
    codes = np.asarray(table["code"], np.float32)
    rows = records["image"].map(place).to_numpy(np.int64)

    def named(names: pd.Series) -> Named:
        kept = (names != "").to_numpy()
        numbers = pd.factorize(keys[kept])[0].astype(np.int64)
        images = records["image"][kept].tolist()
        given = np.ascontiguousarray(codes[rows[kept]])
        return Named(images, given, numbers, names[kept].tolist())

    now, why = corrected.applied(records, reviews.read(collection))
    return named(records["species"]), named(now["species"].where(why == "", ""))


def write(collection: Path, path: Path) -> None:
    """Judge a collection's names, and write the list to `path`, all else beside it."""
    catalogue, corrected = gathered(collection)
    before = catalogue.judged()
    after = before if catalogue.names == corrected.names else corrected.judged()
    folder = collection / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    order = cleaning.ordered(after, corrected.images)
    listed = order[after.wrong[order] >= LEAST]
    thumbnails = collection / "data" / "images_rotated_128"
    confusions.write(folder, corrected.classes, corrected.written, after)
    with files.atomic(folder / "top.jpg") as part:
        confusions.sheet(part, thumbnails, captions(corrected, after, listed[: confusions.SHOWN]))
    with files.atomic(folder / "report.md") as part:
        part.write_text(report((catalogue, before), (corrected, after), len(listed)))
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        table.writerows(row(corrected, after, at) for at in listed)


def row(named: Named, judged: Judged, at: int) -> tuple[str, ...]:
    """Return a line of the list: `score` is the probability that the written name is wrong."""
    reason = f"{judged.other[at]:.2f} like another species, {judged.own[at]:.2f} like its own"
    score = f"{judged.wrong[at]:.4f}"
    probable = named.classes[judged.probable[at]]
    return named.images[at], reason, score, named.names[at], probable


def captions(named: Named, judged: Judged, rows: Numbers) -> list[tuple[str, list[str]]]:
    """Return images with the lines to be read under them."""
    return [
        (
            named.images[at],
            [named.names[at], f"{judged.wrong[at]:.0%} {named.classes[judged.probable[at]]}"],
        )
        for at in rows
    ]


def report(before: tuple[Named, Judged], after: tuple[Named, Judged], listed: int) -> str:
    """Return what was found, in Markdown."""
    lines = ["# Names that look wrong", ""]
    lines += ["| | photographs | species | judged | called as written |"]
    lines += ["|-|-|-|-|-|"]
    for what, (named, judged) in (("the catalogue", before), ("as corrected", after)):
        lines.append(
            f"| {what} | {len(named.images):,} | {len(named.classes):,} |"
            f" {int(judged.is_judged.sum()):,} | {judged.accuracy(named.written):.1%} |"
        )
    lines += ["", f"{listed:,} photographs are listed in data/suspects.csv.", ""]
    return "\n".join(lines)
