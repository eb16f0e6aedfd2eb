"""Which specimen comes next: the most uncertain first, and the same order at each start."""

import csv
import math
import zlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple


class Proposal(NamedTuple):
    """What the rotation network found: degrees clockwise, and its confidence, 0 to 1."""

    rotation: float
    confidence: float


def proposals(path: Path) -> dict[str, Proposal]:
    """Return the network's findings by image.

    Passed over are rows that hold no numbers, and what a person has set, of confidence 1.
    """
    found: dict[str, Proposal] = {}
    if not path.exists():
        return found
    with path.open(newline="", encoding="utf-8", errors="replace") as file:
        for row in csv.reader(file):
            try:
                proposal = Proposal(float(row[1]), float(row[2]))
            except (IndexError, ValueError):
                continue
            if math.isfinite(proposal.rotation) and proposal.confidence < 1:
                found[row[0]] = proposal
    return found


class Order:
    """All images in the order in which they are offered.

    Those of the least confidence come first, then, in a random order that the seed fixes, those of
    which nothing is known. An image that is new moves none of the others.
    """

    def __init__(
        self, images: Iterable[str], confidence: Mapping[str, float] | None = None, *, seed: int = 1
    ) -> None:
        known = confidence or {}
        # Two sorts by numbers take half the time of one by pairs.
        self.images = sorted(images)
        self.images.sort(key=lambda image: zlib.crc32(image.encode(), seed))
        self.images.sort(key=lambda image: known.get(image, math.inf))
        self._places = {image: place for place, image in enumerate(self.images)}

    @classmethod
    def given(cls, images: list[str]) -> "Order":
        """Return an order that was found elsewhere."""
        made = cls(())
        made.images = images
        made._places = {image: place for place, image in enumerate(images)}
        return made

    def __len__(self) -> int:
        return len(self.images)

    def __contains__(self, image: object) -> bool:
        return image in self._places

    def after(self, image: str) -> Iterator[str]:
        """Yield all other images, from the one after this to the one before it, once each."""
        place = self._places.get(image, -1)
        before = range(place) if place >= 0 else range(0)
        yield from (self.images[p] for p in chain(range(place + 1, len(self.images)), before))
