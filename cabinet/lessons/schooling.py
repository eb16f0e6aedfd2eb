"""Which specimens the rotation network learns from, and which judge it.

Drawn specimens are always at hand; real ones come from a folder of training data, if there is one.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import cv2
import numpy as np
from torch import nn

from cabinet.drawn.specimens import Individual, draw
from cabinet.drawn.taxonomy import all_species
from cabinet.lessons import real_specimens, turned_specimens
from cabinet.lessons.real_specimens import Pixels, Specimen
from cabinet.lessons.turned_specimens import Turned
from cabinet.networks import angles, rotations

DRAWN_WIDTH = 200  # pixels
DRAWN_COUNT = 1000
FACTS = {
    "data": "swallowtails of Paris, specimens of five museums (CC0, CC BY 4.0), Heliconius of the"
    " Natural History Museum (CC0), drawn specimens; see the model card",
    "licence": "MIT",
}

# How often a specimen of a source is shown, beside one swallowtail.
TURNED = {
    "labelled": 3.0,
    "collection": 6.0,
    "museums spread": 12.0,
    "museums pair": 12.0,
    "heliconius": 1.0,
    "drawn": 0.8,
}


def drawn(count: int, seed: int = 0, width: int = DRAWN_WIDTH) -> Iterator[Specimen]:
    """Yield drawn specimens: all species in turn, both sexes and sides, fresh to ragged."""
    random = np.random.default_rng([seed, 23])
    species = all_species()
    for number in range(count):
        genus, one = species[number % len(species)]
        sex, side = random.choice(["m", "f"]), random.choice(["d", "v"], p=[0.7, 0.3])
        wear = float(random.uniform(0, 0.8))
        individual = Individual(genus, one, str(sex), str(side), wear, seed * 1_000_003 + number)
        yield Specimen(
            draw(individual, width),
            0.0,
            "drawn",
            str(number),
            genus.name,
            f"{genus.name} {one.epithet}",
            f"{sex} {'dorsal' if side == 'd' else 'ventral'}",
        )


def specimens(folder: Path | None, seed: int = 0) -> Iterator[Specimen]:
    """Yield the real specimens of a folder, if there is one, and drawn ones."""
    if folder:
        yield from real_specimens.specimens(folder)
    yield from drawn(DRAWN_COUNT, seed)


def labelled(pictures: Path, labels: Path) -> Iterator[Specimen]:
    """Yield the collection's own cutouts, on white, whose rotation people gave."""
    for image, rotation in sorted(angles.read_labels(labels).items()):
        path = pictures / f"{image}.jpg"
        picture = cv2.imread(str(path), cv2.IMREAD_COLOR) if path.is_file() else None
        if picture is not None:
            yield Specimen(off_white(picture), rotation, "labelled", image)


def off_white(picture: Pixels) -> Pixels:
    """Return a BGR picture on white as RGBA, the white being clear."""
    colour = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)
    away = 255 - colour.min(2).astype(np.int16)
    return np.dstack([colour, np.clip(away * 16, 0, 255).astype(np.uint8)])


def turned(
    folder: Path | None, given: Iterable[Specimen] = (), seed: int = 0
) -> tuple[Turned, Turned]:
    """Return what the rotation network learns from, and what judges it; `given` are more of it."""
    random = np.random.default_rng(seed)
    lessons, held_out = [], []
    for one in (*given, *specimens(folder, seed)):
        if one.rotation is None or min(one.cutout.shape[:2]) < 8:
            continue
        weight = TURNED.get(one.source, 1.0)
        if one.held_out:
            held_out.append((one.cutout, one.rotation, weight))
        elif one.wings_only:
            lessons.append((one.cutout, one.rotation, weight / 2))
            with_body = turned_specimens.with_body(one.cutout, random)
            lessons.append((with_body, one.rotation, weight / 2))
        else:
            lessons.append((one.cutout, one.rotation, weight))
    return turned_specimens.gathered(lessons), turned_specimens.gathered(held_out)


def rotation_judge(held_out: Turned, seed: int = 1) -> Callable[[nn.Module], float]:
    """Return what judges a rotation network: less the mean error in degrees, capped at 30 each."""
    turns = np.random.default_rng(seed).uniform(-180, 180, len(held_out.pictures))
    pictures = [
        turned_specimens.turned_round(picture, turn)
        for picture, turn in zip(held_out.pictures, turns, strict=True)
    ]
    true = held_out.degrees - turns
    weights = held_out.weights

    def figure(network: nn.Module) -> float:
        found, _ = rotations.decoded(rotations.chances(network, pictures))
        errors = np.minimum(turned_specimens.errors(found, true), 30)
        return -float(np.average(errors, weights=weights))

    return figure


def judging(steps: int) -> int:
    """Return after how many steps to judge: fifty times a training, but not all the time."""
    return max(1, min(300, steps // 50)) if steps else 300
