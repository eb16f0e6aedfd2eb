"""A task on a sheet of thumbnails: one save speaks of several specimens at once."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

from cabinet.labels.asked import Refused, Undo
from cabinet.labels.collection import THUMBNAILS
from cabinet.labels.journal import Entry
from cabinet.labels.task import Answer, Task
from cabinet.labels.waiting import Order

KEPT = 6  # questions whose answers are kept while people scroll
PAGE = 500  # specimens in one answer at most


class Wanted(NamedTuple):
    """What the page asks for: an order, a text to be found in the names, a label to have."""

    sort: str = ""
    text: str = ""
    label: str = ""


class Sheet(Task):
    """Thumbnails in an order, of which several are chosen and labelled at once."""

    sorts: tuple[str, ...] = ("least certain", "name")

    def knows(self, image: str) -> bool:
        """Whether there is a thumbnail of the image."""
        return self.collection.has(THUMBNAILS, image)

    def ordered(self) -> Order:
        """Return all thumbnails in a random order that the seed fixes."""
        return Order(self.collection.thumbnails, seed=self.collection.config.seed)

    def sorted(self, sort: str) -> Sequence[str]:
        """Return all images in one of the orders that `sorts` names."""
        if sort not in self._sorted:
            self.collection.names.wait()
            self._sorted[sort] = self.sorting(sort)
        return self._sorted[sort]

    @cached_property
    def _sorted(self) -> dict[str, Sequence[str]]:
        return {}

    @cached_property
    def _answers(self) -> dict[Wanted, Sequence[str]]:
        return {}

    def sorting(self, sort: str) -> Sequence[str]:
        """Find one of the orders. The first of `sorts` is the order of the queue."""
        if sort == "name":
            named = self.collection.names.term
            return sorted(self.order.images, key=lambda image: (named(image, SPECIES), image))
        return self.order.images

    def items(self, wanted: Wanted, offset: int = 0, count: int = PAGE) -> Answer:
        """Return some of the specimens that are asked for, and how many there are in all."""
        if not offset or wanted not in self._answers:  # scrolling on stays in the list it began in
            self._answers[wanted] = self._found(wanted)
            if len(self._answers) > KEPT:
                del self._answers[next(iter(self._answers))]
        found = self._answers[wanted]
        cells = [self.cell(image) for image in found[offset : offset + min(count, PAGE)]]
        return {"items": cells, "total": len(found), **self.progress()}

    def _found(self, wanted: Wanted) -> Sequence[str]:
        images = self.sorted(wanted.sort if wanted.sort in self.sorts else self.sorts[0])
        if wanted.text:
            named, text = self.collection.names.with_text(wanted.text), wanted.text.casefold()
            images = [image for image in images if named(image) or self._says(image, text)]
        if wanted.label:
            images = [image for image in images if self.has(image, wanted.label)]
        return images

    def _says(self, image: str, text: str) -> bool:
        return image in self.labelled and any(
            text in label.casefold() for label in self.labels(image)
        )

    def has(self, image: str, label: str) -> bool:
        """Whether an image has a label; "none" stands for those that have none."""
        labels = self.labels(image)
        return not labels if label == "none" else label in labels

    def labels(self, image: str) -> Sequence[str]:
        """Return an image's labels as words to look for and to count."""
        value = self.journal.value(image)
        return () if value is None else (str(value),)

    def counts(self) -> Answer:
        """Return how many images have each label, and how many lie in each family."""
        labels: Counter[str] = Counter()
        for image in filter(self.labelled.__contains__, self.journal.values()):
            labels.update(self.labels(image))
        self.collection.names.wait()
        named = self.collection.names.term
        families = Counter(named(image, "family") or "?" for image in self.order.images)
        none = len(self.order) - len(self.labelled)
        return {
            "labels": {"none": none, **dict(labels.most_common())},
            "families": dict(families.most_common(60)),
            "sorts": self.sorts,
            **self.progress(),
        }

    def cell(self, image: str) -> Answer:
        """Return what a cell of the sheet shows."""
        return {
            "image": image,
            "name": self.collection.names.term(image, SPECIES),
            "value": self.journal.value(image),
            "labels": self.labels(image),
            "proposal": self.proposal(image),
        }

    def save(self, body: Any) -> Answer:
        """Keep a label of several specimens with one write: durable once this returns."""
        images = [self.known(image) for image in dict.fromkeys(body.images)]
        labels = [
            (f"{body.save}-{number}", image, self.value(body, image))
            for number, image in enumerate(images)
        ]
        return self.all_changed(self.journal.set_all(body.user, labels), images)

    def undo(self, body: Undo) -> Answer:
        """Withdraw what one save said, or the last one of the user's that holds."""
        entries = self.journal.undo_batch(save=body.save, user=body.user, undoes=body.undoes)
        if not entries:
            raise Refused(409, "There is nothing of yours left to undo.")
        return self.all_changed(entries, [entry.image for entry in entries])

    def all_changed(self, entries: list[Entry], images: Sequence[str]) -> Answer:
        """Take note of new entries, and return the cells as they are now."""
        self.noted(entries)
        return {"items": [self.cell(image) for image in images], **self.progress()}


SPECIES = "scientificName"
