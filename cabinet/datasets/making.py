"""A dataset from a collection: chosen, cut into patches, written; and edits taken in before that.

data/datasets/NAME/dataset.json tells what a dataset was made of, and is read to see whether it
still holds, and whether anybody edited samples.json since.
"""

import hashlib
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from cabinet import files
from cabinet.datasets import (
    choosing,
    dated,
    detections,
    edits,
    exports,
    fiftyone,
    media,
    patches,
    reviews,
)
from cabinet.datasets.choosing import Choice
from cabinet.datasets.detections import Detection
from cabinet.datasets.sources import Source
from cabinet.run import say

ALL = "all"  # the dataset of everything, where there is no subset
TABLES = (
    "metadata.csv", "quality.csv", "quality_calculated.csv", "rotations.csv",
    "rotations_calculated.csv",
)  # fmt: skip
FOLDERS = ("raw", "images_alpha", "masks")


@dataclass(frozen=True)
class Order:
    """What is asked for: of which collection, chosen how, and which edits to take in before."""

    collection: Path
    choice: Choice = field(default_factory=Choice)
    limit: int = 0  # the photograph_limit that the cutouts were made with
    files: str = media.LINK
    edited: Path | None = None
    manner: edits.Manner = field(default_factory=edits.Manner)

    @property
    def folder(self) -> Path:
        """Where datasets lie."""
        return self.collection / "data" / "datasets"

    def names(self) -> list[str]:
        """Name the datasets to be made if nobody names any: see create_dataset.py."""
        if self.edited:
            return [self.plan.dataset]
        if self.choice.name:
            return [self.choice.name]
        there = [path.parent.name for path in self.folder.glob("*/dataset.json")]
        subsets = files.stems(self.collection / "data" / "subsets", ".csv")
        return sorted({*there, *subsets}) or [ALL]

    @cached_property
    def plan(self) -> edits.Plan:
        """Return what the edits come to. Raises ValueError with a sentence if they cannot be."""
        assert self.edited
        return edits.plan(self.edited, self.collection, self.manner)


def told(folder: Path) -> dict[str, Any]:
    """Return what dataset.json tells of a dataset; empty if it is not there or no longer whole."""
    try:
        about = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return about if isinstance(about, dict) else {}


def choice_of(order: Order, name: str) -> Choice:
    """Return the choice of a dataset: the one that is asked for, else the one it was made with."""
    if order.choice.name:
        return order.choice
    return Choice(**told(order.folder / name).get("choice", {}))


def holds(order: Order, name: str) -> bool:
    """Whether a dataset is what would be made now; edits always make it due."""
    about = told(order.folder / name)
    if order.edited or not about or edited_since(order.folder / name):
        return False
    written = _sha((order.folder / name / "samples.json").read_bytes())
    return about["samples"][0] == written and about["inputs"] == digest(order, name)


def edited_since(folder: Path) -> bool:
    """Whether samples.json is another one than was exported here, now or before that.

    A run that was killed leaves the one from before beside what tells of the one to come.
    """
    path = folder / "samples.json"
    return path.is_file() and _sha(path.read_bytes()) not in told(folder).get("samples", [])


def digest(order: Order, name: str) -> str:
    """Return a hash of all that decides a dataset: what is asked, tables, labels, pictures."""
    data = order.collection / "data"
    asked = [choice_of(order, name).plain(), order.limit, order.files]
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


def make(order: Order, name: str, path: Path) -> None:
    """Make a dataset; `path` is where samples.json is written, last of all.

    Raises ValueError with a sentence, and leaves the old dataset as it is, if that cannot be.
    """
    folder = order.folder / name
    is_own = order.edited is not None and order.edited.resolve() == folder.resolve()
    if edited_since(folder) and not is_own:
        raise edits.EditError(
            f"{folder / 'samples.json'} was edited since it was exported. Take the edits in with"
            f" python create_dataset.py --import {folder}, or move the folder away"
        )
    if order.edited:
        count = edits.take_in(order.plan, order.collection, order.manner)
        say(f"{name}: {count:,} edits taken in as labels from {order.edited}", sys.stdout)
    inputs, choice = digest(order, name), choice_of(order, name)
    found, lost = _found(order, name, choice)
    before = told(folder).get("export")
    export = _export(name, found)
    files.sweep(folder)
    media.lay_out(folder, found, Source(order.collection, order.limit), order.files)
    text = fiftyone.samples(found)
    now = _sha(text.encode())
    _publish(folder, export, found)
    about = {
        "dataset": name, "export": export.id, "inputs": inputs, "choice": choice.plain(),
        "detections": len(found), "reviewed": sum(bool(one.reviews) for one in found),
        "left out": dict(sorted(lost.items())),
        "samples": [now, *(one for one in told(folder).get("samples", [])[:1] if one != now)],
    }  # fmt: skip
    path.write_text(text, encoding="utf-8")
    with files.atomic(folder / "dataset.json") as part:
        part.write_text(json.dumps(about, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if before and before != export.id:
        earlier = exports.read(order.collection, before).tags
        media.take_away(folder, sorted(set(earlier) - set(export.tags)))


def _found(order: Order, name: str, choice: Choice) -> tuple[list[Detection], Counter[str]]:
    """Return a dataset's detections, and how many photographs were left out for which reason."""
    collection = order.collection
    is_subset = (collection / "data" / "subsets" / f"{name}.csv").is_file()
    rows = choosing.chosen(collection, name if is_subset else "", choice)
    made, failed = patches.prepared(Source(collection, order.limit), rows["image"])
    say(f"{name}: {len(made):,} patches of {len(rows):,} photographs are there", sys.stdout)
    gathered = detections.gathered(rows, made, reviews.read(collection), collection)
    lost = Counter(failed.values())
    kept = []
    for one in gathered:
        why = detections.left_out(one.tags) or _unlike(one, choice)
        lost.update([why] if why else [])
        kept += [] if why else [one]
    if not kept:
        why = ", ".join(f"{reason}: {count:,}" for reason, count in lost.most_common(3))
        raise choosing.ChoiceError(f"nothing is left of {len(rows):,} photographs ({why})")
    return kept, lost


def _unlike(one: Detection, choice: Choice) -> str:
    """Return why a detection is not of a choice; empty if it is."""
    grades = choice.quality.replace(",", " ").split()
    if grades and one.quality not in grades:
        return f"quality {one.quality or 'not known'}"
    return "not reviewed" if choice.reviewed and not one.reviews else ""


def _export(name: str, found: Sequence[Detection]) -> exports.Export:
    tags = {one.image: one.tags for one in found}
    return exports.Export(name, tags, dated.text(found, name))


def _publish(folder: Path, export: exports.Export, found: Sequence[Detection]) -> None:
    """Write all but samples.json: the list of today, metadata.json, and what was exported."""
    export.keep(folder.parent.parent.parent)
    about = fiftyone.metadata(export.dataset, export.id, found)
    for name, text in (
        (f"detections-{time.strftime('%F')}.csv", dated.text(found, export.dataset_id)),
        ("metadata.json", about),
    ):
        with files.atomic(folder / name) as part:
            part.write_text(text, encoding="utf-8")


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
