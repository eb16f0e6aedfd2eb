"""How right the classifier is on photographs that it never saw, beside two classic methods."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from cabinet.drawn import photographs
from cabinet.lessons import CORRECTED, schooling
from cabinet.lessons.matching import matching
from cabinet.networks import agreement, checkpoints, figures
from cabinet.networks.figures import Figure
from cabinet.outcomes import Rejected
from cabinet.pictures import classic, closer, cutouts, finer, segmentation
from cabinet.pictures.looking import Looking, Photograph
from cabinet.pictures.masks import Pair, corrected, pairs

Picture = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Method = Callable[[Picture], Mask]
TOLERANCE = 2 / 512  # of the longer side, for the boundary F
POOR = 0.85  # IoU
DRAWN = 40
FRAME = 1200  # pixels, as wide as the demo's photographs, and drawn as sharply
MUSEUM = re.compile("AM|NHMUK|RMNH|USNM|YPM")
SHOWN = 360  # pixels of a picture of the worst


@dataclass(frozen=True)
class Drawn:
    """A drawn photograph, read like a real one."""

    image: str
    photograph: photographs.Photograph

    def read(self) -> tuple[Picture, Picture]:
        """Return RGB and mask."""
        return self.photograph.rgb, self.photograph.mask


@dataclass(frozen=True)
class Judged:
    """A method's answer for a photograph: IoU, boundary F, and what to look at."""

    image: str
    overlap: float
    outline: float
    picture: Picture


@dataclass(frozen=True)
class Look:
    """How the chain looks at a photograph."""

    looking: Looking

    def answer(self, photograph: Picture, *, mirrored: bool) -> NDArray[np.float32]:
        """Return the network's logits for one look."""
        network = segmentation.classifier(self.looking.weights)
        seen = segmentation.seen(photograph, self.looking.working_size)
        return segmentation.logits(network, [seen], mirrored=mirrored)[0]

    def find(self, photograph: Picture) -> Mask:
        """Return all specimens of the frame, edges refined."""
        logits = self.answer(photograph, mirrored=self.looking.plainly)
        found = cutouts.everything(photograph, logits) > 0.5
        if not self.looking.finer or not found.any():
            return found
        size = photograph.shape[:2]
        looked = closer.Look(*finer.around(found, size), 0.0, 0)
        part = np.ascontiguousarray(photograph[looked.rows, looked.columns])
        again = self.answer(part, mirrored=self.looking.mirrored)
        alone = cutouts.everything(part, finer.merged(logits, again, looked, size)) > 0.5
        outlined = np.zeros(size, np.bool_)
        outlined[looked.rows, looked.columns] = alone
        return outlined

    def rejects(self, photograph: Picture) -> bool:
        """Whether the chain, with all its looks, makes no cutout of a photograph."""
        seen = segmentation.seen(photograph, self.looking.working_size)
        ((one, logits),) = self.looking.answered([Photograph(photograph, seen, None)])
        assert logits is not None
        try:
            cutouts.cutout(one.picture, logits)
        except Rejected:
            return True
        return False


def drawn(count: int = DRAWN) -> list[Drawn]:
    """Draw museum frames as the demo's, with specimens that training never saw."""
    random = np.random.default_rng(99)
    return [
        Drawn(f"drawn {number}", photographs.compose(random, one.cutout, size=FRAME))
        for number, one in enumerate(schooling.drawn(count, seed=99, width=FRAME // 2))
    ]


def judged(method: Method, shown: Sequence[Pair | Drawn]) -> list[Judged]:
    """Return how a method does on photographs with masks."""
    found = []
    for pair in shown:
        photograph, mask = pair.read()
        answer, truth = method(photograph), mask > 127
        near = agreement.outline(answer, truth, TOLERANCE * max(mask.shape))
        picture = outlined(photograph, answer, truth)
        found.append(Judged(pair.image, agreement.overlap(answer, truth), near, picture))
    return found


def measured(
    folder: Path | None, look: Look, count: int = DRAWN
) -> tuple[list[Figure], list[Judged]]:
    """Return the figures of the classifier and its peers, and its answers on real photographs.

    Without a folder of real photographs only drawn ones are measured. A source that training kept
    apart, as the weights say, is judged by itself and whole.
    """
    apart = checkpoints.facts(look.looking.weights).get("apart", "")
    given = [pair for pair in pairs(folder) if held_out(pair) or pair.of(apart)] if folder else []
    real = [pair for pair, _, _ in matching(given)]
    whole = [pair for pair in real if pair.of(apart) and pair.mask]
    held = [pair for pair in real if not pair.of(apart)]
    shown, empty = [p for p in held if p.mask], [p for p in held if not p.mask]
    own = judged(look.find, shown)
    found = [*of("this network, real", own), *by_museum(own)] if own else []
    again = corrected(shown, CORRECTED)
    if again:
        found += of("this network, masks corrected by eye", judged(look.find, again))
    if whole:
        found += of(f"this network, all of {apart}, kept apart", judged(look.find, whole))
    for name, method in (("Otsu on Lab distance", classic.otsu), ("GrabCut", classic.grabcut)):
        found += of(f"{name}, real", judged(method, shown)) if shown else []
    if empty:
        named = [pair.image for pair in empty]
        none = np.array([look.rejects(pair.read()[0]) for pair in empty])
        found.append(figures.mean("frames of labels alone rejected", none, named))
    if shown:
        named = [pair.image for pair in shown]
        lost = np.array([look.rejects(pair.read()[0]) for pair in shown])
        found.append(figures.mean("specimens rejected", lost, named))
    found += of("this network, drawn", judged(look.find, drawn(count)))
    return found, own


def held_out(pair: Pair) -> bool:
    """Whether a photograph is a museum's and was never learnt from."""
    return pair.held_out and pair.source.startswith("museums")


def of(title: str, found: Sequence[Judged]) -> Iterator[Figure]:
    """Yield a method's figures on some photographs."""
    named = [one.image.split("_")[0] for one in found]
    area = np.array([one.overlap for one in found])
    yield figures.mean(f"{title}: IoU", area, named, "")
    yield figures.percentile(f"{title}: IoU, 5th percentile", area, 5, named)
    yield figures.mean(f"{title}: IoU below {POOR}", area < POOR, named)
    edge = np.array([one.outline for one in found])
    yield figures.mean(f"{title}: boundary F, 2 px at 512", edge, named, "")


def by_museum(found: Sequence[Judged]) -> Iterator[Figure]:
    """Yield IoU and boundary F for each museum, by the institution codes that images begin with."""
    codes = [MUSEUM.match(one.image) for one in found]
    for code in sorted({match[0] for match in codes if match}):
        those = [one for one in found if one.image.startswith(code)]
        named = [one.image.split("_")[0] for one in those]
        area, edge = (np.array([getattr(one, figure) for one in those])
                      for figure in ("overlap", "outline"))  # fmt: skip
        yield figures.mean(f"this network, {code}: IoU", area, named, "")
        yield figures.mean(f"this network, {code}: boundary F, 2 px at 512", edge, named, "")


def outlined(photograph: Picture, found: Mask, truth: Mask) -> Picture:
    """Return a small photograph with the outline that was found in red, the true one in green."""
    scale = SHOWN / max(truth.shape)
    size = [max(1, round(side * scale)) for side in truth.shape[::-1]]
    picture = cv2.resize(photograph, size, interpolation=cv2.INTER_AREA)
    for mask, colour in ((truth, (0, 220, 0)), (found, (255, 0, 0))):
        small = cv2.resize(mask.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
        lines = cv2.findContours(small, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]
        cv2.drawContours(picture, lines, -1, colour, 1)
    return np.asarray(picture, np.uint8)
