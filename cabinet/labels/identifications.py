"""The identification task: names, tags, errors, and what is left out of the map.

A value is {"scientificName", "tags", "error", "excluded"}: an empty name means that the record's
own holds. Leaving out is a label like any other: it deletes no file and is undone at will.
"""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from cabinet.labels.asked import Fault, Identification
from cabinet.labels.sheet import SPECIES, Sheet
from cabinet.labels.table import Columns

Value = dict[str, Any]
NOTHING: Value = {"scientificName": "", "tags": [], "error": "", "excluded": False}
FAULTS: tuple[str, ...] = Fault.__args__  # type: ignore[attr-defined]


def _parsed(cells: Sequence[str]) -> Value | None:
    if len(cells) < 4 or cells[2] not in FAULTS or cells[3] not in ("", "0", "1"):
        return None
    name, tags, error, excluded = cells[:4]
    value = {"scientificName": name, "tags": tags.split(), "error": error}
    whole = {**value, "excluded": excluded == "1"}
    return None if whole == NOTHING else whole


def _cells(value: Value) -> Sequence[object]:
    left_out = "1" if value["excluded"] else ""
    return (value["scientificName"], " ".join(value["tags"]), value["error"], left_out)


def changed(value: Value, body: Identification) -> Value:
    """Return a value with what a save changes."""
    tags = [tag for tag in value["tags"] if tag not in body.remove]
    asked = {
        "scientificName": body.scientificName,
        "tags": [*tags, *(tag for tag in body.add if tag not in tags)],
        "error": body.error,
        "excluded": body.excluded,
    }
    return {name: value[name] if new is None else new for name, new in asked.items()}


class Identifications(Sheet):
    """Specimens by how suspicious their name is, by size, by name, or one of each in turn."""

    kind = "identifications"
    shape = Identification
    columns = Columns(
        ("scientificName", "tags", "error", "excluded"), _parsed, _cells, withdrawn=True
    )
    sorts = ("suspicion", "size", "interleaved", "name")

    def sorting(self, sort: str) -> Sequence[str]:
        """Find one of the orders."""
        images = self.order.images
        if sort == "suspicion":
            suspects = self.collection.suspects
            return sorted(images, key=lambda image: -score(suspects.get(image)))
        if sort == "size":
            found = self.collection.found
            size = {image: seen["w"] * seen["h"] for image, seen in found.items()}
            return sorted(images, key=lambda image: size.get(image, 0.0))
        if sort == "interleaved":
            classes: dict[str, list[str]] = {}
            for image in images:
                name = self.collection.names.term(image, SPECIES)
                classes.setdefault(name, []).append(image)
            return [image for turn in zip_longest(*classes.values()) for image in turn if image]
        return super().sorting(sort)

    def value(self, body: Any, image: str) -> Value:
        """Return the image's value with what the save changes."""
        return changed(self.journal.value(image) or NOTHING, body)

    def labels(self, image: str) -> Sequence[str]:
        """Return tags, error, "excluded" and "renamed"."""
        value = self.journal.value(image)
        if value is None:
            return ()
        said = [*value["tags"], value["error"] and f"error:{value['error']}"]
        said += ["excluded"] if value["excluded"] else []
        said += ["renamed"] if value["scientificName"] else []
        return [one for one in said if one]

    def proposal(self, image: str) -> Any:
        """Return the name that a classifier finds more probable, and why."""
        row = self.collection.suspects.get(image)
        return row and {"probable": row.get("probable", ""), "reason": row.get("reason", "")}


def score(row: Mapping[str, str] | None) -> float:
    """Return how suspicious a name is; without a number, not at all."""
    try:
        return float((row or {}).get("score") or "-inf")
    except ValueError:
        return float("-inf")
