"""A dataset from a collection: edits taken in, chosen, cut into patches, written in its formats."""

import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from cabinet import files
from cabinet.datasets import (
    choosing,
    dated,
    detections,
    edits,
    exports,
    fiftyone,
    formats,
    media,
    patches,
    reviews,
    taxon_tags,
)
from cabinet.datasets.choosing import Choice
from cabinet.datasets.descriptions import About
from cabinet.datasets.detections import Detection
from cabinet.datasets.edited_copies import EditError
from cabinet.datasets.orders import (
    Order,
    choice_of,
    copied,
    digest,
    edited_since,
    formats_of,
    sha,
    told,
)
from cabinet.datasets.sources import Source
from cabinet.run import say


def make(order: Order, name: str, path: Path) -> None:
    """Make a dataset; `path` is where samples.json is written, last of all.

    Raises ValueError with a sentence, and leaves the old dataset as it is, if that cannot be.
    """
    if "/" in name:
        raise choosing.ChoiceError(f"a dataset's name has no /: {name}")
    folder = order.folder / name
    is_own = order.edited is not None and order.edited.resolve() == folder.resolve()
    if edited_since(folder) and not is_own:
        raise EditError(
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
    now, wanted = sha(text.encode()), formats_of(order, name)
    given = formats.Given(folder, found, order.collection, _about(export, found, order.contact))
    formats.write(given, wanted)
    export.keep(order.collection)
    _publish(folder, export, found)
    about = {
        "dataset": name, "export": export.id, "inputs": inputs, "choice": choice.plain(),
        "formats": wanted,
        "detections": len(found), "reviewed": sum(bool(one.reviews) for one in found),
        "left out": dict(sorted(lost.items())),
        "samples": [now, *(one for one in told(folder).get("samples", [])[:1] if one != now)],
    }  # fmt: skip
    say(f"{name}: {about['reviewed']:,} of {len(found):,} detections were reviewed", sys.stdout)
    path.write_text(text, encoding="utf-8")
    summary = json.dumps(about, indent=1, ensure_ascii=False) + "\n"
    for place in (copied(folder), folder / "dataset.json"):
        with files.atomic(place) as part:
            part.write_text(summary, encoding="utf-8")
    if before and before != export.id:
        earlier = exports.read(order.collection, before).tags
        media.take_away(folder, sorted(set(earlier) - set(export.tags)))


def _found(order: Order, name: str, choice: Choice) -> tuple[list[Detection], Counter[str]]:
    """Return a dataset's detections, and how many photographs were left out for which reason."""
    collection = order.collection
    rows = choosing.chosen(collection, choosing.subset(collection, name), choice)
    made, failed = patches.prepared(Source(collection, order.limit), rows["image"])
    say(f"{name}: {len(made):,} patches of {len(rows):,} photographs are there", sys.stdout)
    gathered = detections.gathered(rows, made, reviews.read(collection), collection)
    lost = Counter(failed.values())
    kept = []
    for one in gathered:
        why = taxon_tags.left_out(one.tags) or _unlike(one, choice)
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
    """Write all but samples.json: the list of today, and metadata.json."""
    about = fiftyone.metadata(export.dataset, export.id, found)
    for name, text in (
        (f"detections-{time.strftime('%F')}.csv", dated.text(found, export.dataset_id)),
        ("metadata.json", about),
    ):
        with files.atomic(folder / name) as part:
            part.write_text(text, encoding="utf-8")


def _about(export: exports.Export, found: Sequence[Detection], contact: str) -> About:
    return About(
        title=export.dataset,
        dataset_id=export.dataset_id,
        date=time.strftime("%F"),
        holders=_given(found, "rightsHolder"),
        licences=_given(found, "license"),
        contact=contact,
        count=len(found),
    )


def _given(found: Sequence[Detection], term: str) -> tuple[str, ...]:
    return tuple(sorted({one.terms.get(term, "") for one in found} - {""}))
