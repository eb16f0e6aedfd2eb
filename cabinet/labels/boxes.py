"""The box task: where a specimen is in its photograph, what it is, and whether to leave it out."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from cabinet.labels.asked import Box, Refused
from cabinet.labels.collection import PHOTOGRAPHS
from cabinet.labels.table import Columns
from cabinet.labels.task import Task
from cabinet.labels.waiting import Order

SIDES = ("x", "y", "w", "h")


def _parsed(cells: Sequence[str]) -> dict[str, Any] | None:
    try:
        kind, exclude, *sides = cells[:6]
        x, y, w, h = (int(float(side or 0)) for side in sides)
    except ValueError:
        return None
    if min(x, y, w, h) < 0 or exclude.lower() not in ("", "0", "1", "true", "false"):
        return None
    left_out = exclude.lower() in ("1", "true")
    if not (left_out or (w and h)):
        return None  # the row of a box that was withdrawn
    return {"class": kind, "exclude": left_out, "x": x, "y": y, "w": w, "h": h}


def _cells(value: dict[str, Any]) -> Sequence[object]:
    return (value["class"], int(value["exclude"]), *(value[side] for side in SIDES))


class Boxes(Task):
    """Photographs, one of each class in turn: a job that is stopped half-way is balanced."""

    kind = "boxes"
    shape = Box
    columns = Columns(("class", "exclude", *SIDES), _parsed, _cells, withdrawn=True)

    def ordered(self) -> Order:
        """Return all photographs, the classes (families, or what is named) interleaved."""
        names = self.collection.names
        names.wait()
        random = Order(self.collection.photographs, seed=self.collection.config.seed).images
        classes: dict[str, list[str]] = {}
        for image in random:
            classes.setdefault(names.term(image, "family"), []).append(image)
        turns = zip_longest(*classes.values())
        return Order.given([image for turn in turns for image in turn if image])

    def knows(self, image: str) -> bool:
        """Whether there is a photograph of the image."""
        return self.collection.has(PHOTOGRAPHS, image)

    def value(self, body: Any, _image: str) -> dict[str, Any]:
        """Return class, exclude, x, y, w, h. Raises `Refused` for a box without an inside."""
        if not body.exclude and not (body.w and body.h):
            raise Refused(400, "A box has a width and a height, unless the photograph is excluded.")
        sides = {side: getattr(body, side) for side in SIDES}
        return {"class": body.kind, "exclude": body.exclude, **sides}

    def proposal(self, image: str) -> Any:
        """Return the box of what was cut out, and the record's family as the class."""
        found = self.collection.found.get(image, {})
        sides = {side: round(found[side]) for side in SIDES if side in found}
        return {**sides, "class": self.collection.names.term(image, "family")}
