"""Which specimens the autoencoder learns from, which judge its training, which test it in the end.

The three never share a specimen. One specimen in eight of every source tests, and one swallowtail
species in six with all its specimens; one in sixteen of the others judges while it learns.
"""

import copy
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from torch import nn

from cabinet import files
from cabinet.lessons import named_specimens, schooling
from cabinet.lessons.named_specimens import Named
from cabinet.lessons.real_specimens import Pixels, Specimen
from cabinet.networks import autoencoder, checkpoints, likeness, paintings
from cabinet.pictures.framing import lifted, on_ground, upright_picture

LESSON, JUDGE, TEST = "lesson", "judge", "test"
JUDGED = 16  # one specimen of so many judges
GALLERY = 2000  # specimens among which neighbours are looked for while the network learns

# How often a specimen of a source is shown, beside one swallowtail.
WEIGHTS = {
    "museums spread": 4.0,
    "museums pair": 4.0,
    "museums folded": 3.0,
    "heliconius": 0.6,
    "heliconius pairs": 0.2,
    "drawn": 0.5,
    "own": 0.5,
}

FACTS = {
    "data": "swallowtails of Paris, specimens of five museums (CC0, CC BY 4.0), Heliconius of the"
    " Natural History Museum (CC0), living moths, Neonympha, drawn specimens; see the model card",
    "licence": "MIT",
}


@dataclass(frozen=True)
class Split:
    """What the autoencoder learns from, and the specimens that judge it, with their gallery."""

    lessons: Named
    judges: list[Specimen]
    gallery: list[Specimen]


def part(one: Specimen) -> str:
    """Return what a specimen is for: `LESSON`, `JUDGE` or `TEST`."""
    if one.held_out or new_species(one):
        return TEST
    number = zlib.crc32(f"{one.source}/{one.specimen}".encode())
    return JUDGE if number % JUDGED == 1 else LESSON


def new_species(one: Specimen) -> bool:
    """Whether the whole species is held out of the autoencoder's training."""
    return one.source == "swallowtails" and zlib.crc32(one.species.encode()) % 6 == 0


def own(thumbnails: Path) -> Iterator[Specimen]:
    """Yield the collection's own upright thumbnails, on white, without names."""
    for image in files.stems(thumbnails, ".jpg"):
        picture = cv2.imread(str(thumbnails / f"{image}.jpg"), cv2.IMREAD_COLOR)
        if picture is not None:
            yield Specimen(schooling.off_white(picture), 0.0, "own", image)


def split(folder: Path | None, given: Iterable[Specimen] = (), seed: int = 0) -> Split:
    """Return what the autoencoder learns from and what judges it; `given` are more to learn from.

    Specimens that test it are left out of both.
    """
    lessons = []
    judges: list[Specimen] = []
    gallery: list[Specimen] = []
    for one in (*schooling.specimens(folder, seed), *given):
        if min(one.cutout.shape[:2]) < 8 or not (one.cutout[..., 3] >= 128).any():
            continue
        purpose = part(one)
        if purpose == LESSON:
            lessons.append((one.cutout, one.rotation or 0.0, *names(one), weight(one)))
        if purpose == JUDGE:
            judges.append(one)
        elif purpose == LESSON and one.species and len(gallery) < GALLERY:
            gallery.append(one)
    return Split(named_specimens.gathered(lessons), judges, gallery)


def names(one: Specimen) -> tuple[str, str]:
    """Return kind (species, sex and side) and genus with side; empty where that teaches nothing."""
    if not (one.form and one.species) or "museums" in one.source:
        return "", ""  # one specimen a species teaches no likeness
    return f"{one.species} {one.form}", f"{one.genus} {one.form.split()[-1]}"


def weight(one: Specimen) -> float:
    """Return how often a specimen is shown, beside one swallowtail."""
    return WEIGHTS.get(one.source, 1.0)


def upright(one: Specimen) -> Pixels:
    """Return a specimen as its thumbnail shows it, premultiplied uint8 RGBA [128, 128, 4]."""
    return upright_picture(lifted(one.cutout, 384), one.rotation or 0.0, autoencoder.SIDE)


def judge(split: Split) -> Callable[[nn.Module], float]:
    """Return what judges an autoencoder by the judges' pictures.

    The share of them whose five nearest codes name their species, the codes being whitened by the
    gallery as they will be in the end, and a hundredth of the paintings' PSNR inside the mask.
    """
    everyone = [*split.judges, *split.gallery]
    shown = [upright(one) for one in everyone]
    pictures = [on_ground(picture) for picture in shown]
    species = [one.species for one in everyone]
    numbers = [f"{one.source} {one.specimen}" for one in everyone]
    queries = likeness.answerable(species, numbers)
    count = len(split.judges)
    queries[count:] = False
    kinds = named_specimens.numbered([names(one)[0] for one in split.gallery])

    def figure(network: nn.Module) -> float:
        painted = autoencoder.reconstructions(network, pictures[:count])
        found = autoencoder.codes(network, pictures)
        codes = whitened(found, found[count:], kinds)
        right = likeness.named_rightly(codes, species, numbers, queries=queries)
        named = float(right.mean()) if right.size else 0.0
        return named + float(paintings.psnr(painted, np.stack(shown[:count])).mean()) / 100

    return figure


def whitened(
    codes: NDArray[np.float32], by: NDArray[np.float32], kinds: NDArray[np.int64] | None = None
) -> NDArray[np.float32]:
    """Return codes as whitening by some of them will make them, float32 [n, 128] of length 1."""
    centre, axes = autoencoder.whitening(by, kinds)
    return likeness.unit((codes - centre) @ axes)


def settle(weights: Path, lessons: Named, result: Path) -> None:
    """Whiten the codes of trained weights by what they learnt most from; write them to `result`.

    Loose wings, drawn specimens and tiny pictures are left out: they spread otherwise.
    As half-precision numbers: codes differ in the fourth digit, the file is half as large.
    """
    network = copy.deepcopy(checkpoints.load(weights, autoencoder.Autoencoder, "cpu"))
    chosen = lessons.weights >= min(1.0, lessons.weights.max())
    thumbnails = [on_ground(picture) for picture in lessons.pictures[chosen]]
    autoencoder.whiten(network, thumbnails, lessons.kind[chosen])
    told = checkpoints.facts(weights)
    known = {name: told[name] for name in told.keys() - {"architecture", "arguments"}}
    for path in (weights, result):
        checkpoints.save(path, network, half=True, **known)
