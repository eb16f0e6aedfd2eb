"""Which specimen comes next: the most uncertain first, and the same order at each start."""

import csv
import math
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from cabinet.labels.table import normalised


@dataclass(frozen=True)
class Proposal:
    """What the rotation network found: degrees clockwise, and its confidence, 0 to 1."""

    rotation: float
    confidence: float


def proposals(path: Path) -> dict[str, Proposal]:
    """Return the network's findings by image; rows that hold no numbers are passed over."""
    found: dict[str, Proposal] = {}
    if not path.exists():
        return found
    with path.open(newline="", encoding="utf-8", errors="replace") as file:
        for row in csv.reader(file):
            try:
                rotation, confidence = normalised(float(row[1])), float(row[2])
            except (IndexError, ValueError, OverflowError):
                continue
            if math.isfinite(rotation) and math.isfinite(confidence):
                found[row[0]] = Proposal(rotation, confidence)
    return found


class Order:
    """All images in the order in which they are offered.

    The network's least certain come first, then, in a random order that the seed fixes, those that
    it has not seen. An image that is new moves none of the others.
    """

    def __init__(
        self, images: Iterable[str], found: dict[str, Proposal] | None = None, *, seed: int = 1
    ) -> None:
        found = found or {}

        def place(image: str) -> tuple[float, int, str]:
            confidence = found[image].confidence if image in found else 2.0
            return confidence, zlib.crc32(f"{seed}:{image}".encode()), image

        self.images = sorted(images, key=place)
        self._places = {image: place for place, image in enumerate(self.images)}

    def __len__(self) -> int:
        return len(self.images)

    def __contains__(self, image: object) -> bool:
        return image in self._places

    def after(self, image: str) -> Iterator[str]:
        """Yield all other images, from the one after this to the one before it, once each."""
        place = self._places.get(image, -1)
        before = range(place) if place >= 0 else range(0)
        yield from (self.images[p] for p in chain(range(place + 1, len(self.images)), before))
