"""How the network looks at a photograph.

As a whole; closer where its specimen is small, or was not found; and at the specimen alone, for
its outline.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cabinet.pictures import closer, finer

if TYPE_CHECKING:
    from cabinet.networks.classifier import Classifier

Picture = NDArray[np.uint8]
Light = NDArray[np.float32]


@dataclass(frozen=True)
class Photograph:
    """A photograph to cut, and what the network sees of it, or a person's mask and its digest.

    `part` is where in it the network looked again, if it did.
    """

    picture: Picture
    seen: Picture | None
    mask: NDArray[np.bool_] | None
    digest: str = ""
    part: closer.Look | None = None

    def of(self, looked: closer.Look, working_size: int) -> "Photograph":
        """Return a part of it, which knows its place in the whole photograph."""
        from cabinet.pictures import segmentation

        picture = np.ascontiguousarray(self.picture[looked.rows, looked.columns])
        seen = segmentation.seen(picture, working_size)
        return Photograph(picture, seen, None, part=closer.within(self.part, looked))


Answered = tuple[Photograph, Light | None]  # a photograph, or a part of it, and its logits


@dataclass(frozen=True, kw_only=True)
class Looking:
    """Asks the networks about photographs."""

    weights: Path
    working_size: int
    mirrored: bool
    closer_below: float  # share of the frame from which a specimen is large enough
    finer: bool = False  # look at each specimen alone for its outline
    locator: Path | None = None  # its weights; None: only what was found at first says where

    def answered(self, some: Sequence[Photograph]) -> list[Answered]:
        """Ask the network about all photographs but those that a person has answered for."""
        if all(one.seen is None for one in some):
            return [(one, None) for one in some]
        from cabinet.pictures import segmentation

        network = segmentation.classifier(self.weights)
        asked = [one.seen for one in some if one.seen is not None]
        answers = iter(segmentation.logits(network, asked, mirrored=self.plainly))
        first = [(one, None if one.seen is None else next(answers)) for one in some]
        found = [
            (one, logits) if logits is None else self._looked_again(network, one, logits)
            for one, logits in first
        ]
        return self._outlined(network, found) if self.finer else found

    @property
    def plainly(self) -> bool:
        """Whether a look that need not be exact is mirrored as well: not if a finer one follows."""
        return self.mirrored and not self.finer

    def _outlined(self, network: "Classifier", found: Sequence[Answered]) -> list[Answered]:
        """Ask about each specimen alone, which tells better where its edge runs."""
        from cabinet.pictures import segmentation

        looks = [None if logits is None else finer.look(logits, one.picture.shape)
                 for one, logits in found]  # fmt: skip
        parts = [None if looked is None else one.of(looked, self.working_size)
                 for (one, _), looked in zip(found, looks, strict=True)]  # fmt: skip
        asked = [part.seen for part in parts if part and part.seen is not None]
        answers = iter(segmentation.logits(network, asked, mirrored=self.mirrored))
        outlined: list[Answered] = []
        for (one, logits), looked, part in zip(found, looks, parts, strict=True):
            if logits is None or looked is None or part is None:
                outlined.append((one, logits))
            else:
                size = one.picture.shape
                outlined.append((part, finer.merged(logits, next(answers), looked, size)))
        return outlined

    def _looked_again(
        self, network: "Classifier", one: Photograph, logits: Light
    ) -> tuple[Photograph, Light]:
        """Look closer if nothing was found, or something small, and return what holds."""
        size = one.picture.shape
        if one.part is None and not closer.is_enough(logits, size, self.closer_below):
            for looked in self._where(one, logits):
                again = self._closer(network, one, looked)
                if again:
                    return again
        return one, logits

    def _where(self, one: Photograph, logits: Light) -> list[closer.Look]:
        """Return where to look: at what was found at first, or where the locator says."""
        size = one.picture.shape
        found = closer.looks(logits, size, self.closer_below)
        if not self.locator or one.seen is None:
            return found
        from cabinet.networks import locator
        from cabinet.pictures import segmentation

        small = segmentation.seen(one.seen, locator.SIDE)
        (boxes,) = locator.boxes(locator.locator(self.locator), [small])
        told = closer.located_looks(boxes, size, self.closer_below)
        doubted = not any(closer.is_likewise(*pair) for pair in product(found, told))
        return [*told, *found] if doubted else [*found, *told]

    def _closer(
        self, network: "Classifier", one: Photograph, looked: closer.Look
    ) -> tuple[Photograph, Light] | None:
        """Ask about a part; None if the answer does not tell of the specimen that was meant."""
        from cabinet.pictures import segmentation

        part = one.of(looked, self.working_size)
        assert part.seen is not None
        (again,) = segmentation.logits(network, [part.seen], mirrored=self.plainly)
        return (part, again) if closer.is_same(again, looked) else None
