"""The rotation task: people turn cutouts upright, degrees clockwise.

It answers in plain values and knows nothing of HTTP: `routes` names what the page may ask.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from itertools import islice
from typing import Any

from cabinet.files import stems
from cabinet.labels import waiting
from cabinet.labels.journal import Entry, Journal
from cabinet.labels.names import Names
from cabinet.labels.table import RotationsTable, normalised
from cabinet.stage import is_item
from config import Config

Fields = Mapping[str, Any]
Answer = dict[str, Any]

JOURNAL = "data/labels/rotations.jsonl"
SAVE_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
LONGEST_NAME = 80  # characters of a user's name
MOST = 20  # specimens that the page may ask for at once
FURTHEST = 36_000  # degrees: beyond a hundred turns, a number is a mistake


class Refused(Exception):  # noqa: N818 - an answer, not an accident
    """What the page asked cannot be: an HTTP status, and a sentence for the person."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class Rotations:
    """The labels of a collection's cutouts, and which specimen comes next."""

    def __init__(self, config: Config) -> None:
        """Read a collection. Raises FileNotFoundError if it has no cutouts yet."""
        self._config = config
        images = stems(config.path("data/images_alpha"), ".png")
        if not images:
            raise FileNotFoundError(
                f"there are no cutouts in {config.path('data/images_alpha')}: "
                "run create_images.py first, or name the collection with --collection"
            )
        self._proposals = waiting.proposals(config.path("data/rotations_calculated.csv"))
        self._order = waiting.Order(images, self._proposals, seed=config.seed)
        self.journal = Journal(config.path(JOURNAL))
        backups = config.path("data/labels/imported")
        self.table = RotationsTable(config.path("data/rotations.csv"), self.journal, backups)
        self._labelled = {image for image in self.journal.values() if image in self._order}
        self._names = Names(config.path("data/metadata.csv"))

    @property
    def routes(self) -> dict[tuple[str, str], Callable[[Fields], Answer]]:
        """Return what the page may ask: (method, path) to the function that answers."""
        return {
            ("GET", "/api/rotations/next"): self.next,
            ("GET", "/api/rotations"): self.show,
            ("POST", "/api/rotations"): self.save,
            ("POST", "/api/rotations/undo"): self.undo,
        }

    def close(self) -> None:
        """Write the CSV a last time, and let go of the journal."""
        self.table.close()
        self.journal.close()

    def next(self, fields: Fields) -> Answer:
        """Return cards of the next specimens without a label, after one's place in the order."""
        count = min(_whole_number(fields.get("count", 1)), MOST)
        waiting_now = self._order.after(_text(fields, "after", ""))
        found = islice((one for one in waiting_now if one not in self._labelled), count)
        return {"cards": [self._card(image) for image in found], **self._progress()}

    def show(self, fields: Fields) -> Answer:
        """Return one specimen's card."""
        return {"card": self._card(self._known(fields)), **self._progress()}

    def save(self, fields: Fields) -> Answer:
        """Keep a rotation: durable once this returns."""
        image, rotation = self._known(fields), _degrees(fields)
        entry = self.journal.set(
            save=_save_id(fields, "save"),
            user=_user(fields),
            image=image,
            value=normalised(rotation),
        )
        return self._changed(entry)

    def undo(self, fields: Fields) -> Answer:
        """Withdraw a user's save, or the last one of theirs that holds."""
        undoes = _save_id(fields, "undoes") if fields.get("undoes") else None
        entry = self.journal.undo(save=_save_id(fields, "save"), user=_user(fields), undoes=undoes)
        if entry is None:
            raise Refused(409, "There is nothing of yours left to undo.")
        return self._changed(entry)

    def picture(self, image: str) -> Any:
        """Return the path of a cutout that is known to be there."""
        return self._config.path("data/images_alpha/{}.png", self._known({"image": image}))

    def _changed(self, entry: Entry) -> Answer:
        if self.journal.holding(entry.image):
            self._labelled.add(entry.image)
        else:
            self._labelled.discard(entry.image)
        self.table.changed()
        return {
            "entry": asdict(entry),
            "card": self._card(entry.image),
            **self._progress(),
        }

    def _known(self, fields: Fields) -> str:
        """Return an image's id after looking it up: no id from outside becomes a path unknown."""
        image = _text(fields, "image")
        if image in self._order:
            return image
        plain = is_item(image) and "/" not in image
        if plain and self._config.path("data/images_alpha/{}.png", image).is_file():
            return image  # cut out since the server began
        raise Refused(404, "This collection has no cutout of that name.")

    def _card(self, image: str) -> Answer:
        holding, proposal = self.journal.holding(image), self._proposals.get(image)
        return {
            "image": image,
            "terms": self._names.of(image),
            "rotation": holding.value if holding else None,
            "proposal": proposal
            and {
                "rotation": normalised(proposal.rotation),
                "confidence": proposal.confidence,
            },
            "history": [
                asdict(entry) | {"withdrawn": self.journal.withdrawn(entry)}
                for entry in self.journal.history(image)
            ],
        }

    def _progress(self) -> Answer:
        return {"labelled": len(self._labelled), "all": len(self._order)}


def _text(fields: Fields, name: str, default: str | None = None) -> str:
    text = fields.get(name, default)
    if not isinstance(text, str) or len(text) > 200:
        raise Refused(400, f"{name} must be a short text.")
    return text


def _user(fields: Fields) -> str:
    user = " ".join(_text(fields, "user", "").split())
    return "".join(letter for letter in user if letter.isprintable())[:LONGEST_NAME]


def _save_id(fields: Fields, name: str) -> str:
    text = _text(fields, name)
    if not SAVE_ID.fullmatch(text):
        raise Refused(400, f"{name} must be 8 to 64 letters, digits and hyphens.")
    return text


def _degrees(fields: Fields) -> float:
    degrees: Any = fields.get("rotation")
    number = isinstance(degrees, int | float) and not isinstance(degrees, bool)
    if not number or not abs(degrees) <= FURTHEST:  # NaN is not either
        raise Refused(400, "A rotation is a number of degrees.")
    return float(degrees)


def _whole_number(text: Any) -> int:
    if not str(text).isdecimal() or len(str(text)) > 6:
        raise Refused(400, "count must be a whole number.")
    return int(text)
