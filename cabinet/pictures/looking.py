"""How the network looks at a photograph.

As a whole; closer where its specimen is small; and at the specimen alone, for its outline.
"""

from collections.abc import Sequence
from dataclasses import dataclass
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
    locator: Path | None = None  # its weights

    def answered(self, some: Sequence[Photograph]) -> list[Answered]:
        """Ask the network about all photographs but those that a person has answered for."""
        if all(one.seen is None for one in some):
            return [(one, None) for one in some]
        from cabinet.pictures import segmentation

        network = segmentation.classifier(self.weights)
        near = [self._located(network, one) for one in some]
        asked = [one.seen for one, logits in near if one.seen is not None and logits is None]
        answers = iter(segmentation.logits(network, asked, mirrored=self._plainly))
        found = [
            (one, logits)
            if one.seen is None or logits is not None
            else self._looked_again(network, one, next(answers))
            for one, logits in near
        ]
        return self._outlined(network, found) if self.finer else found

    @property
    def _plainly(self) -> bool:
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

    def _located(self, network: "Classifier", one: Photograph) -> Answered:
        """Ask about the part where the locator sees a small specimen, and return what holds."""
        if one.seen is None or one.part or not self.closer_below or not self.locator:
            return one, None
        from cabinet.networks import locator
        from cabinet.pictures import segmentation

        small = segmentation.seen(one.seen, locator.SIDE)
        (boxes,) = locator.boxes(locator.locator(self.locator), [small])
        looked = closer.located_look(boxes, one.picture.shape, self.closer_below)
        return (looked and self._closer(network, one, looked)) or (one, None)

    def _looked_again(
        self, network: "Classifier", one: Photograph, logits: Light
    ) -> tuple[Photograph, Light]:
        """Ask about the part with what was found, if that is small, and return what holds."""
        looked = None
        if one.part is None:
            looked = closer.look(logits, one.picture.shape, self.closer_below)
        return (looked and self._closer(network, one, looked)) or (one, logits)

    def _closer(
        self, network: "Classifier", one: Photograph, looked: closer.Look
    ) -> tuple[Photograph, Light] | None:
        """Ask about a part; None if the answer does not tell of the specimen that was meant."""
        from cabinet.pictures import segmentation

        part = one.of(looked, self.working_size)
        assert part.seen is not None
        (again,) = segmentation.logits(network, [part.seen], mirrored=self._plainly)
        return (part, again) if closer.is_same(again, looked) else None
