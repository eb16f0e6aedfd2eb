"""What is asked of a dataset, and whether the one that is there is what would be made now.

data/datasets/NAME/dataset.json tells what a dataset was made of. By it a dataset remembers its
choice and its formats, and by it is known whether anybody edited samples.json since.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from cabinet import files
from cabinet.datasets import edits, exports, formats, media
from cabinet.datasets.choosing import Choice

LAYOUT = 2  # of what is written; a higher one makes every dataset due
ALL = "all"  # the dataset of everything, where there is no subset
TABLES = (
    "metadata.csv", "quality.csv", "quality_calculated.csv", "rotations.csv",
    "rotations_calculated.csv", "latent_codes.npy", "layout.npy",
)  # fmt: skip
FOLDERS = ("raw", "images_alpha", "masks")


@dataclass(frozen=True)
class Order:
    """What is asked for: of which collection, chosen how, and which edits to take in before."""

    collection: Path
    choice: Choice = field(default_factory=Choice)
    limit: int = 0  # the photograph_limit that the cutouts were made with
    formats: str = ""  # besides FiftyOne's, by their names in `formats`
    contact: str = ""  # who can be asked about the dataset
    files: str = media.LINK
    edited: Path | None = None
    review: bool = False  # whether people look through it before it is made
    manner: edits.Manner = field(default_factory=edits.Manner)

    @property
    def folder(self) -> Path:
        """Where datasets lie."""
        return self.collection / "data" / "datasets"

    def names(self) -> list[str]:
        """Name the datasets to be made if nobody names any: see create_dataset.py.

        Raises ValueError with a sentence for what cannot be.
        """
        formats.named(self.formats)
        if self.edited:
            return [self.plan.dataset]
        if self.choice.name:
            return [self.choice.name]
        there = [path.parent.name for path in self.folder.glob("*/samples.json")]
        subsets = files.stems(self.collection / "data" / "subsets", ".csv")
        return sorted({*there, *subsets}) or [ALL]

    @cached_property
    def plan(self) -> edits.Plan:
        """Return what the edits come to. Raises ValueError with a sentence if they cannot be."""
        assert self.edited
        return edits.plan(self.edited, self.collection, self.manner)


def told(folder: Path) -> dict[str, Any]:
    """Return what dataset.json tells of a dataset; empty if nothing does.

    A copy stands among the exports: FiftyOne empties a folder that it is told to export into.
    """
    for path in (folder / "dataset.json", copied(folder)):
        try:
            about = json.loads(path.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            continue
        if isinstance(about, dict) and folder.is_dir():
            return about
    return {}


def copied(folder: Path) -> Path:
    """Return where a copy of a dataset's dataset.json stands."""
    return folder.parent / exports.FOLDER.name / f"{folder.name}.json"


def choice_of(order: Order, name: str) -> Choice:
    """Return the choice of a dataset: the one that is asked for, else the one it was made with."""
    if order.choice.name:
        return order.choice
    return Choice(**told(order.folder / name).get("choice", {}))


def formats_of(order: Order, name: str) -> list[str]:
    """Return a dataset's other formats: those asked for, else those it was made in."""
    asked = formats.named(order.formats)
    return asked or formats.named(" ".join(told(order.folder / name).get("formats", [])))


def holds(order: Order, name: str) -> bool:
    """Whether a dataset is what would be made now; edits and reviews always make it due."""
    about = told(order.folder / name)
    if order.edited or order.review or not about or edited_since(order.folder / name):
        return False
    written = sha((order.folder / name / "samples.json").read_bytes())
    return about["samples"][0] == written and about["inputs"] == digest(order, name)


def edited_since(folder: Path) -> bool:
    """Whether samples.json is another one than was exported here, now or before that.

    A run that was killed leaves the one from before beside what tells of the one to come.
    """
    path = folder / "samples.json"
    return path.is_file() and sha(path.read_bytes()) not in told(folder).get("samples", [])


def digest(order: Order, name: str) -> str:
    """Return a hash of all that decides a dataset: what is asked, tables, labels, pictures."""
    data = order.collection / "data"
    asked = [choice_of(order, name).plain(), formats_of(order, name), order.limit, order.files]
    asked.append(LAYOUT)
    found = hashlib.sha256(json.dumps(asked).encode())
    tables = [data / name for name in TABLES] + [data / "subsets" / f"{name}.csv"]
    for path in (*tables, *sorted((data / "labels").glob("*.jsonl"))):
        found.update(path.name.encode() + b"\0")
        if path.is_file():
            with path.open("rb") as file:
                found.update(hashlib.file_digest(file, "sha256").digest())
    for folder in FOLDERS:
        found.update("\n".join(_listed(data / folder)).encode())
    return found.hexdigest()


def _listed(folder: Path) -> Iterator[str]:
    """Yield names, sizes and times of a folder's files, sorted."""
    if folder.is_dir():
        with os.scandir(folder) as entries:
            told = {entry.name: entry.stat() for entry in entries if entry.name[0] != "."}
        for name in sorted(told):
            yield f"{name}/{told[name].st_size}/{told[name].st_mtime_ns}"


def sha(data: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
