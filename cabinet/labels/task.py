"""A task: one kind of label, its journal, its CSV, its queue. It knows nothing of HTTP."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import islice
from typing import Any

from cabinet.labels.asked import Refused, Save, Undo
from cabinet.labels.collection import Collection
from cabinet.labels.journal import Entry, Journal
from cabinet.labels.table import Columns, Table
from cabinet.labels.waiting import Order

Answer = dict[str, Any]

MOST = 20  # cards that the page may ask for at once


class Task(ABC):
    """One specimen after the other: rotations, masks, boxes."""

    kind: str  # names the journal, the CSV and the address of the page
    shape: type[Save]  # what a save looks like
    columns: Columns

    def __init__(self, collection: Collection) -> None:
        """Open the journal. Raises `InUse` if another server has it, `OSError` if none can be."""
        self.collection = collection
        self.journal = Journal(collection.path(f"data/labels/{self.kind}.jsonl"))
        backups = collection.path("data/labels/imported")
        where = collection.path(f"data/{self.kind}.csv")
        self.table = Table(where, self.journal, self.columns, backups)
        self.order = self.ordered()
        self.labelled = {image for image in self.journal.values() if image in self.order}

    @abstractmethod
    def ordered(self) -> Order:
        """Return the images of the task in the order in which they are offered."""

    @abstractmethod
    def knows(self, image: str) -> bool:
        """Whether a plain name is an image of this task, also one that came later."""

    @abstractmethod
    def value(self, body: Any, image: str) -> Any:
        """Return what the journal keeps of a save for an image. Raises `Refused`."""

    def proposal(self, _image: str) -> Any:
        """Return what a network would say of an image; None if nothing."""
        return None

    def published(self, _entry: Entry) -> None:  # noqa: B027 - most kinds have a CSV alone
        """Do what must be done beside the CSV once a label has changed."""

    def close(self) -> None:
        """Write the CSV a last time, and let go of the journal."""
        self.table.close()
        self.journal.close()

    def next(self, after: str = "", count: int = 1) -> Answer:
        """Return cards of the next images without a label, after one's place in the order."""
        found = islice(self.waiting(after), min(count, MOST))
        return {"cards": [self.card(image) for image in found], **self.progress()}

    def waiting(self, after: str) -> Iterator[str]:
        """Yield the images without a label that nobody has left out of the map."""
        out = self.collection.left_out
        return (
            one for one in self.order.after(after) if one not in self.labelled and one not in out
        )

    def show(self, image: str) -> Answer:
        """Return one image's card."""
        return {"card": self.card(self.known(image)), **self.progress()}

    def save(self, body: Any) -> Answer:
        """Keep a label: durable once this returns."""
        image = self.known(body.image)
        entry = self.journal.set(
            save=body.save, user=body.user, image=image, value=self.value(body, image)
        )
        return self.changed(entry)

    def undo(self, body: Undo) -> Answer:
        """Withdraw a user's save, or the last one of theirs that holds."""
        entry = self.journal.undo(save=body.save, user=body.user, undoes=body.undoes)
        if entry is None:
            raise Refused(409, "There is nothing of yours left to undo.")
        return self.changed(entry)

    def changed(self, entry: Entry) -> Answer:
        """Take note of a new entry, and return what the page must know of it."""
        self.noted([entry])
        return {"entry": asdict(entry), "card": self.card(entry.image), **self.progress()}

    def noted(self, entries: Iterable[Entry]) -> None:
        """Keep count, CSV and files up with new entries."""
        for entry in entries:
            if self.journal.holding(entry.image):
                self.labelled.add(entry.image)
            else:
                self.labelled.discard(entry.image)
            self.published(entry)
        self.table.changed()

    def known(self, image: str) -> str:
        """Return an image's id after looking it up: no id from outside becomes a path unknown."""
        if image in self.order or (self.collection.is_plain(image) and self.knows(image)):
            return image
        raise Refused(404, f"This collection has no image of that name to give {self.kind}.")

    def card(self, image: str) -> Answer:
        """Return what the page shows of an image: terms, label, proposal, history."""
        return {
            "image": image,
            "terms": self.collection.names.of(image),
            "value": self.journal.value(image),
            "proposal": self.proposal(image),
            "mapped": self.collection.has_map,
            "history": [
                asdict(entry) | {"withdrawn": self.journal.withdrawn(entry)}
                for entry in self.journal.history(image)
            ],
        }

    def progress(self) -> Answer:
        """Return how many images have a label, and how many there are."""
        return {"labelled": len(self.labelled), "all": len(self.order)}
