"""What the quality network learns from: specimens damaged in known ways, and graded cutouts."""

import copy
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from cabinet import files
from cabinet.datasets.opening import grades
from cabinet.lessons import damages, disturbances, graded, real_specimens, schooling, tears
from cabinet.lessons.named_specimens import on_white
from cabinet.lessons.real_specimens import Specimen
from cabinet.networks import checkpoints, quality
from cabinet.pictures.framing import Pixels, lifted, on_ground, upright_picture

GRADED = 0.5  # share of a batch that an eye graded
SURE = 0.9  # chance that an eye would grade alike again
OFTEN = {"bad": 2.0, "partial": 1.2, "good": 1.0}  # how often a grade is shown
EVERY = {"swallowtails": 6, "heliconius": 4}  # of specimens that are many
DRAWN = 400
SMALLEST = 40  # pixels of a specimen's shorter side
FEWEST = 60  # pixels of a damaged specimen that are left
UNFIT = ("heliconius pairs", "museums multi", "museums other")
FACTS = {
    "data": "cutouts graded by eye (five museums, Heliconius, Neonympha, resting moths), specimens"
    " damaged in known ways; see the card",
    "licence": "MIT",
}


@dataclass(frozen=True)
class Lessons:
    """Whole specimens to damage, graded pictures to learn from, and graded ones that judge.

    Whole ones are premultiplied RGBA [256, 256, 4], graded ones [128, 128, 4] with their grades.
    """

    whole: list[Pixels]
    shown: list[tuple[Pixels, str]] = field(default_factory=list)
    judges: list[tuple[Pixels, str]] = field(default_factory=list)


def lessons(
    folder: Path | None, own: Iterable[tuple[Pixels, str]] = (), *, models: Path, kept: Path
) -> Lessons:
    """Gather what is to be learnt from a folder of training data, if any, and a collection's own.

    `models` holds the weights with which graded photographs are cut out, `kept` the cutouts.
    """
    held = {row.image for row in graded.read() if row.part != graded.LESSON}
    found = Lessons([damages.placed(cut) for cut in whole(folder, held)])
    rows = graded.read() if folder else []
    cutter = graded.Cutter(folder or Path(), models, kept)
    for row, picture in cutter.pictures(row for row in rows if row.part != graded.TEST):
        small = upright_picture(picture, 0.0, quality.SIDE) if picture[..., 3].any() else picture
        if row.part == graded.JUDGE:
            found.judges.append((small, row.quality))
        else:
            found.shown.append((small, row.quality))
            if row.quality == "good":
                found.whole.append(damages.placed(picture))
    found.shown.extend(own)
    return found


def whole(folder: Path | None, held: set[str]) -> Iterator[Pixels]:
    """Yield whole upright specimens, lifted; none of photographs that judge or test."""
    counts: dict[str, int] = {}
    real = real_specimens.specimens(folder) if folder else ()
    for one in (*real, *schooling.drawn(DRAWN)):
        counts[one.source] = counts.get(one.source, 0) + 1
        often = counts[one.source] % EVERY.get(one.source, 1) == 0
        if often and fit(one) and f"{one.source.split()[0]}/{one.specimen}" not in held:
            yield upright_picture(lifted(one.cutout), one.rotation or 0.0, tears.CANVAS)


def fit(one: Specimen) -> bool:
    """Whether a specimen is whole, of a known rotation and large enough."""
    known = one.rotation is not None and one.source not in UNFIT
    return known and min(one.cutout.shape[:2]) >= SMALLEST


def batches(
    lessons: Lessons, seed: int, size: int = 64
) -> Callable[[int], tuple[torch.Tensor, torch.Tensor]]:
    """Return the function that composes a step's batch: thumbnails, chances of the grades."""
    often = np.array([OFTEN[grade] for _, grade in lessons.shown])

    def batch(step: int) -> tuple[torch.Tensor, torch.Tensor]:
        random = np.random.default_rng((seed, step))
        count = round(GRADED * size) if lessons.shown else 0
        rows = random.choice(len(often), count, p=often / often.sum()) if count else ()
        samples = [(lessons.shown[row][0], chances(lessons.shown[row][1])) for row in rows]
        while len(samples) < size:
            one, other = random.integers(0, len(lessons.whole), 2)
            done = damages.damaged(lessons.whole[one], lessons.whole[other], random)
            if (done.picture[..., 3] > 127).sum() >= FEWEST:
                small = upright_picture(done.picture, 0.0, quality.SIDE)
                samples.append((small, done.chances))
        pictures = np.stack([picture for picture, _ in samples])
        planes = torch.from_numpy(pictures).permute(0, 3, 1, 2).contiguous().float() / 255
        wanted = torch.tensor([chance for _, chance in samples], dtype=torch.float32)
        generator = torch.Generator().manual_seed(seed * 1_000_003 + step)
        return varied(planes, generator), wanted

    return batch


def chances(grade: str) -> tuple[float, float, float]:
    """Return the chances of a grade that an eye gave: it would not always give it again."""
    rest = (1 - SURE) / 2
    if grade == "partial":
        return rest, SURE, rest
    return (SURE, 1 - SURE, 0.0) if grade == "bad" else (0.0, 1 - SURE, SURE)


def varied(pictures: torch.Tensor, random: torch.Generator) -> torch.Tensor:
    """Return thumbnails on white, a little different: mirrored, turned, in other light."""
    count = len(pictures)
    lot = torch.rand(count, generator=random)
    quarter = torch.randint(1, 4, (count,), generator=random) * (lot < 0.08) * 90
    pictures = disturbances.turned(
        pictures,
        (torch.rand(count, generator=random) - 0.5) * 20 + quarter,
        side=quality.SIDE,
        scale=0.94 + 0.1 * torch.rand(count, generator=random),
        shift=(torch.rand(count, 2, generator=random) - 0.5) * 0.04,
        mirror=torch.rand(count, generator=random) < 0.5,
    )
    pictures = disturbances.recoloured(pictures, 0.5, random)
    return on_white(disturbances.blurred(pictures, 0.1, random)).clamp(0, 1)


def judge(lessons: Lessons, seed: int = 1) -> Callable[[nn.Module], float]:
    """Return what judges a quality network: balanced accuracy less a twentieth of the surprise.

    Without graded cutouts, damaged ones of other seeds judge.
    """
    judges = lessons.judges
    if not judges:
        random = np.random.default_rng((seed, 77))
        judges = [_graded(lessons.whole, random) for _ in range(90)]
    pictures = [on_ground(picture) for picture, _ in judges]
    true = np.array([quality.GRADES.index(grade) for _, grade in judges])

    def figure(network: nn.Module) -> float:
        found = quality.chances(network, pictures)
        return balanced(found, true) - float(-np.log(found[range(len(true)), true]).mean()) / 20

    return figure


def _graded(specimens: list[Pixels], random: np.random.Generator) -> tuple[Pixels, str]:
    while True:
        one, other = random.integers(0, len(specimens), 2)
        done = damages.damaged(specimens[one], specimens[other], random)
        if (done.picture[..., 3] > 127).sum() >= FEWEST:
            small = upright_picture(done.picture, 0.0, quality.SIDE)
            return small, quality.GRADES[int(np.argmax(done.chances))]


def balanced(found: NDArray[np.float64], true: NDArray[np.int64]) -> float:
    """Return the balanced accuracy, 0..1, of chances [n, 3]: the mean over grades that occur."""
    right = found.argmax(1) == true
    return float(np.mean([right[true == grade].mean() for grade in np.unique(true)]))


def settle(weights: Path, lessons: Lessons, result: Path) -> None:
    """Make the trained network as sure as it is right, by the judges; write it, halved."""
    network = copy.deepcopy(checkpoints.load(weights, quality.QualityNetwork, "cpu"))
    if lessons.judges:
        pictures = [on_ground(picture) for picture, _ in lessons.judges]
        quality.calibrate(network, pictures, [grade for _, grade in lessons.judges])
    told = checkpoints.facts(weights)
    known = {name: told[name] for name in told.keys() - {"architecture", "arguments"}}
    for path in (weights, result):
        checkpoints.save(path, network, half=True, **known)


def own(thumbnails: Path, table: Path) -> Iterator[tuple[Pixels, str]]:
    """Yield a collection's thumbnails that people graded in data/quality.csv."""
    given = grades(table)
    for image in files.stems(thumbnails, ".jpg") if given else []:
        picture = cv2.imread(str(thumbnails / f"{image}.jpg")) if image in given else None
        if picture is not None and picture.shape[:2] == (quality.SIDE, quality.SIDE):
            yield schooling.off_white(picture), given[image]
