"""How right the rotation network is: specimens turned by known angles, and angles set by hand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from cabinet.lessons import LABELS, real_specimens, schooling
from cabinet.lessons.real_specimens import Specimen
from cabinet.networks import angles, checkpoints, figures, rotations, symmetry
from cabinet.networks.angles import wrapped
from cabinet.networks.figures import Figure
from cabinet.networks.rotations import RotationNetwork
from cabinet.outcomes import Rejected
from cabinet.pictures import cutouts, framing, images, segmentation
from cabinet.pictures.framing import Pixels

BY_HAND = ("museum_rotations.csv", "moth_rotations.csv")
TAUGHT = ("museums", "moths")  # sources of which most specimens were learnt from
TURNS = 2  # of each specimen
DRAWN = 84
WORKING = 512  # pixels at which the classifier looks, as the chain has it
SHOWN = 160  # pixels of a picture of the worst


@dataclass
class Turned:
    """Specimens and the rotations that turn them upright: the true ones and those that were found.

    Degrees clockwise; `rival` holds those of the mask's long axis.
    """

    specimens: list[str] = field(default_factory=list)
    pictures: list[Pixels] = field(default_factory=list)
    true: list[float] = field(default_factory=list)
    found: list[float] = field(default_factory=list)
    rival: list[float] = field(default_factory=list)
    sure: list[float] = field(default_factory=list)

    @property
    def errors(self) -> NDArray[np.float64]:
        """Return the absolute circular errors, in degrees."""
        return np.abs(wrapped(np.array(self.found) - np.array(self.true)))

    def answer(self, network: RotationNetwork, cutout: Pixels, true: float, name: str) -> None:
        """Add what the network says of a cutout whose true rotation is known."""
        specimen = framing.lifted(cutout)
        found, sure = rotations.upright(network, [framing.round_picture(specimen)])[0]
        self.specimens.append(name)
        self.pictures.append(framing.upright_picture(specimen, found, SHOWN))
        self.true.append(true)
        self.found.append(found)
        self.rival.append(principal(cutout))
        self.sure.append(sure)


def turned(ones: Sequence[Specimen], network: RotationNetwork, seed: int = 11) -> Turned:
    """Turn specimens by known angles at full resolution, as a museum might have laid them."""
    random, result = np.random.default_rng(seed), Turned()
    for one in ones:
        given = one.rotation or 0.0
        own = symmetry.refined(framing.round_picture(framing.lifted(one.cutout)), given)[0]
        for turn in random.uniform(-180, 180, TURNS):
            result.answer(network, spun(one.cutout, turn), own - turn, one.specimen)
    return result


def by_hand(folder: Path, models: Path) -> dict[str, Turned]:
    """Cut the photographs out whose rotation an eye set, and compare; by source."""
    network = checkpoints.load(models / "rotation.safetensors", RotationNetwork)
    classifier = segmentation.classifier(models / "classifier.safetensors")
    found: dict[str, Turned] = {}
    for image, rotation in labels().items():
        source, _, name = image.partition("/")
        path = folder / source / "media" / f"{name}.jpg"
        if not path.is_file():
            continue
        photograph = images.read(path, 0)
        seen = segmentation.seen(photograph, WORKING)
        answer = segmentation.logits(classifier, [seen], mirrored=True)[0]
        try:
            cutout = cutouts.cutout(photograph, answer)[0]
        except Rejected:
            continue
        found.setdefault(source, Turned()).answer(network, cutout, rotation, name)
    return found


def labels() -> dict[str, float]:
    """Return the angles that eyes set, degrees clockwise, by source/photograph."""
    found: dict[str, float] = {}
    for table in BY_HAND:
        for image, rotation in angles.read_labels(LABELS / table).items():
            found[image if "/" in image else f"moths/{image}"] = rotation
    return found


def measured(
    folder: Path | None, models: Path, drawn: int = DRAWN
) -> tuple[list[Figure], list[tuple[float, Pixels, str]]]:
    """Return all figures, and the real ones: error, upright picture, name.

    Without a folder of real photographs only drawn specimens are measured.
    """
    network = checkpoints.load(models / "rotation.safetensors", RotationNetwork)
    ones = [*(real_specimens.specimens(folder) if folder else ())]
    ones = [one for one in ones if one.rotation is not None and one.held_out]
    groups = {source: [one for one in ones if one.source == source] for source in sources(ones)}
    groups["drawn"] = list(schooling.drawn(drawn, seed=99))
    found: list[Figure] = []
    shown: list[tuple[float, Pixels, str]] = []
    for source, some in groups.items():
        answers = turned(some, network)
        found += of(f"turned, {source}", answers)
        shown += [] if source == "drawn" else pictured(answers)
    for source, answers in (by_hand(folder, models) if folder else {}).items():
        taught = ", most learnt from" if source in TAUGHT else ", never learnt from"
        found += of(f"set by hand, {source}{taught}", answers)
        shown += pictured(answers)
    return found, shown


def sources(ones: Sequence[Specimen]) -> list[str]:
    """Return the sources of specimens, sorted."""
    return sorted({one.source for one in ones})


def pictured(answers: Turned) -> list[tuple[float, Pixels, str]]:
    """Return error, upright picture and name of each."""
    return list(zip(answers.errors.tolist(), answers.pictures, answers.specimens, strict=True))


def of(title: str, answers: Turned) -> Iterator[Figure]:
    """Yield the figures of some specimens."""
    errors, names = answers.errors, answers.specimens
    yield figures.mean(f"{title}: mean error", errors, names, "°")
    yield figures.percentile(f"{title}: error, 95th percentile", errors, 95, names, "°")
    yield figures.mean(f"{title}: beyond 15°", errors > 15, names)
    yield figures.mean(f"{title}: beyond 90°", errors > 90, names)
    surest = np.argsort(-np.array(answers.sure))[: max(1, len(errors) * 9 // 10)]
    some = [names[row] for row in surest]
    yield figures.mean(f"{title}: mean error of the surest 90 %", errors[surest], some, "°")
    rival = np.abs(wrapped(np.array(answers.rival) - np.array(answers.true)))
    rival = np.minimum(rival, 180 - rival)  # an axis: somebody tells it which end is up
    yield figures.mean(f"{title}: long axis of the mask, beyond 15°", rival > 15, names)


def spun(cutout: Pixels, degrees: float) -> Pixels:
    """Return a cutout turned clockwise at full resolution."""
    picture = framing.premultiplied(cutout)
    side = int(np.hypot(*picture.shape[:2])) + 2
    matrix = framing.turning(degrees)
    middle = np.array(picture.shape[1::-1]) / 2
    full = np.column_stack([matrix, side / 2 - matrix @ middle])
    return framing.straight(cv2.warpAffine(picture, full, (side, side), flags=cv2.INTER_CUBIC))


def principal(cutout: Pixels) -> float:
    """Return the rotation that lays the mask's long axis level: a rival that knows no up."""
    y, x = np.nonzero(cutout[..., 3] > 127)
    values, vectors = np.linalg.eigh(np.cov(x, y))
    across = vectors[:, values.argmax()]
    return float(-np.degrees(np.arctan2(across[1], across[0])))
