"""An edited copy of an export: a FiftyOne folder or a list, as tags of each record."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from cabinet.datasets import dated, exports, fiftyone, taxon_tags
from cabinet.datasets.taxon_tags import EXCLUDED, RANKS, Tags


class EditError(ValueError):
    """Edits that cannot be taken in, in a sentence; nothing was."""


def edited(source: Path, collection: Path) -> tuple[exports.Export, dict[str, Tags]]:
    """Return the export that a folder or list comes from, and each record's tags in it."""
    if source.is_file():
        lines = dated.read(source)
        ids = sorted({line["datasetID"].rpartition("@")[2] for line in lines})
        if len(ids) != 1:
            raise EditError(f"{source} mixes {len(ids)} exports: {', '.join(ids[:3])}")
        export = exports.read(collection, ids[0])
        _refuse_strangers(source, [line["image"] for line in lines], export)
        wrong = dated.spoilt(lines, export.by_image)
        if wrong:
            raise EditError(f"{source}: {wrong}")
        said = {line["image"]: line[dated.EDITABLE].split() for line in lines}
        return export, {
            image: taxon_tags.followed(export.tags[image], taxon_tags.checked(tags, image))
            for image, tags in said.items()
        }
    told, documents = fiftyone.read(source)
    export = exports.read(collection, told)
    images = [str(one.get("image") or Path(str(one.get("filepath"))).stem) for one in documents]
    _refuse_strangers(source, images, export)
    pairs = zip(images, documents, strict=True)
    return export, {image: _tags(one, image, export.tags[image]) for image, one in pairs}


def _refuse_strangers(source: Path, images: Iterable[str], export: exports.Export) -> None:
    seen: set[str] = set()
    for image in images:
        if image not in export.tags:
            raise EditError(f"{source} holds {image!r:.60}, which was not exported with it")
        if image in seen:
            raise EditError(f"{source} holds two records of {image}: which one is meant?")
        seen.add(image)


def _tags(document: Mapping[str, Any], image: str, before: Tags) -> Tags:
    """Return a sample's tags: its own, its detection's, and its label if that was changed."""
    found = document.get(fiftyone.BOXES)
    inside = found.get("detections") if isinstance(found, dict) else None
    given = _list(document.get("tags"), image)
    if not inside:
        return taxon_tags.checked([*given, EXCLUDED], image)
    if not isinstance(inside, list) or len(inside) > 1 or not isinstance(inside[0], dict):
        raise EditError(f"{image} has several detections; a record is one specimen")
    own = taxon_tags.checked([*given, *_list(inside[0].get("tags"), image)], image)
    label, was = str(inside[0].get("label") or ""), taxon_tags.lowest(before) or "specimen"
    if label in ("", was):
        return taxon_tags.followed(before, own)
    named = taxon_tags.checked(taxon_tags.renamed(before, label), image)
    for rank in RANKS:
        said = taxon_tags.name(own, rank)
        if said not in (taxon_tags.name(before, rank), taxon_tags.name(named, rank)):
            raise EditError(f"{image} was edited twice: its label is {label}, a tag says {said}")
    return frozenset({one for one in own if not taxon_tags.rank_of(one)}) | {
        one for one in named if taxon_tags.rank_of(one)
    }


def _list(tags: object, image: str) -> list[object]:
    if tags is not None and not isinstance(tags, list):
        raise EditError(f"{image} has tags that are no list: {tags!r:.60}")
    return list(tags or [])
