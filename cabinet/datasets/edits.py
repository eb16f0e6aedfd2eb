"""Edits that come back: what somebody changed in an exported dataset becomes labels.

An edit is what differs from the export that it was made in. What was changed here since then stays;
where both changed one thing of one record, nothing at all is taken in, and the sentence says which.
No file is ever deleted: a record that is missing from the folder is excluded by a label.
"""

import csv
import getpass
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cabinet import files
from cabinet.datasets import choosing, reviews, taxon_tags
from cabinet.datasets.edited_copies import EditError, edited
from cabinet.datasets.taxon_tags import ERROR, EXCLUDED, RANKS, Tags
from cabinet.labels.journal import Journal

FOLDER, HERE = "folder", "here"
LIST = Path("data/identifications.csv")
MISSING = 0.2  # share of the records that may be missing without being asked for
SHOWN = 3  # conflicts that a sentence tells


@dataclass(frozen=True)
class Manner:
    """How edits are taken in: by whom they are, what wins, whether many may be missing."""

    by: str = ""
    wins: str = ""  # "folder" or "here" where both changed one record; else nothing is taken in
    deletions: bool = False


@dataclass(frozen=True)
class Plan:
    """What taking edits in would write: a journal's value for each image."""

    dataset: str
    values: Mapping[str, Mapping[str, Any]]
    name: str  # of the entries

    @property
    def count(self) -> int:
        """How many records would get a new label."""
        return len(self.values)


def plan(source: Path, collection: Path, manner: Manner) -> Plan:
    """Return what is to be written to take edits in.

    Raises ValueError with a sentence if they cannot be; nothing is written here.
    """
    if manner.wins not in ("", FOLDER, HERE):
        raise EditError(f"--edits-win is folder or here, not {manner.wins!r}")
    export, theirs = edited(source, collection)
    missing = [image for image in export.tags if image not in theirs]
    if len(missing) > MISSING * len(export.tags) and not manner.deletions:
        raise EditError(
            f"{len(missing):,} of {len(export.tags):,} records are missing from {source}, perhaps"
            " because only a view was exported; if they are to be excluded, say --edits-missing"
        )
    theirs |= {image: export.tags[image] | {EXCLUDED} for image in missing}
    changed = {image: tags for image, tags in theirs.items() if tags != export.tags[image]}
    held, terms = reviews.read(collection), choosing.records(collection, set(changed))
    values, conflicts = {}, []
    for image, tags in changed.items():
        said = held.named(image)
        ours = taxon_tags.effective(terms.get(image, {}), said.value if said else None)
        both, why = merged(export.tags[image], tags, ours, manner.wins)
        if why:
            conflicts.append(f"{image} ({why})")
        elif both != ours:
            values[image] = taxon_tags.value_of(terms.get(image, {}), both)
    if conflicts:
        raise EditError(_told(conflicts))
    journal = collection / reviews.JOURNAL  # only grows: what was undone can be said again
    told = [export.id, values, journal.stat().st_size if journal.is_file() else 0]
    name = hashlib.sha256(json.dumps(told).encode()).hexdigest()[:20]
    return Plan(export.dataset, values, f"import-{name}")


def _told(conflicts: list[str]) -> str:
    first = "; ".join(conflicts[:SHOWN])
    return (
        f"{len(conflicts):,} records were changed both here and in the folder, and nothing was"
        f" taken in: {first}. Undo one of the two, or say --edits-win folder or here"
    )


def merged(base: Tags, theirs: Tags, ours: Tags, wins: str = "") -> tuple[Tags, str]:
    """Return the tags that keep both sides' changes, and why that cannot be; empty if it can."""
    for slot in (*RANKS, ERROR):
        was, there, here = (_said(tags, slot) for tags in (base, theirs, ours))
        if len({was, there, here}) == 3:
            if wins:
                return (theirs if wins == FOLDER else ours), ""
            return ours, f"here {here or 'nothing'}, in the folder {there or 'nothing'}"
    gone = [(EXCLUDED in tags) - (EXCLUDED in base) for tags in (theirs, ours)]
    if gone[0] != gone[1] and base not in (theirs, ours) and any(gone):
        if wins:
            return (theirs if wins == FOLDER else ours), ""
        return ours, "excluded on one side, edited on the other"
    return (ours - (base - theirs)) | (theirs - base), ""


def _said(tags: Tags, slot: str) -> str:
    """Return what tags say where there can be one thing only: a rank's name, an error."""
    if slot == ERROR:
        return " ".join(sorted(one for one in tags if one.startswith(ERROR)))
    return taxon_tags.name(tags, slot)


def take_in(made: Plan, collection: Path, manner: Manner) -> int:
    """Write a plan into the journal of identifications, all or nothing; return how many labels.

    Raises cabinet.labels.lines.InUse while a labels server has it open.
    """
    if not made.values:
        return 0
    journal = Journal(collection / reviews.JOURNAL)
    try:
        labels = [
            (f"{made.name}-{number}", image, dict(value))
            for number, (image, value) in enumerate(sorted(made.values.items()))
        ]
        journal.set_all(manner.by or getpass.getuser(), labels)
        _list(collection / LIST, made.values)
    finally:
        journal.close()
    return len(labels)


def _list(path: Path, values: Mapping[str, Mapping[str, Any]]) -> None:
    """Bring the list that other stages read up to what the journal holds now."""
    rows: dict[str, list[str]] = {}
    if path.is_file():
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = {row[0]: row[1:] for row in csv.reader(file) if row}
    rows.setdefault("image", ["scientificName", "tags", "error", "excluded"])
    for image, value in sorted(values.items()):
        left_out = "1" if value["excluded"] else ""
        rows[image] = [value["scientificName"], " ".join(value["tags"]), value["error"], left_out]
    with files.atomic(path) as part, part.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([one, *row] for one, row in rows.items())
