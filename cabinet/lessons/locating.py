"""What the locator learns from: people's boxes, those of masks, and specimens in far frames."""

import shutil
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from cabinet.lessons import far_frames, plain_grounds
from cabinet.lessons.boxed import Shown, fitted, goal, shown, varied
from cabinet.lessons.composer import Composer
from cabinet.lessons.lessons import LONGEST, OUTLINES, ROUGH
from cabinet.lessons.lessons import lessons as scenes_to_learn
from cabinet.lessons.matching import matching
from cabinet.lessons.photometry import relit
from cabinet.lessons.scenes import Scene, cut_out, emptied
from cabinet.networks import checkpoints, locator
from cabinet.pictures import images, located, segmentation
from cabinet.pictures.masks import Pair, outlined, pairs

Picture = NDArray[np.uint8]
Light = NDArray[np.float32]
Random = np.random.Generator

ODDS = {"own": 0.2, "far": 0.6, "near": 0.25}
EMPTY = 0.2  # of the far frames show no specimen
SHAPES = ((384, 384), (288, 384), (256, 384), (384, 288), (384, 256))
SIZE = (288, 384)  # of the samples
BATCH, FRESH = 8, 2  # samples of a batch, and how many of them were not shown before
KEPT = 4000  # samples in memory, 1.3 GB
SPECIMEN = 256  # pixels of the longer side of a specimen that is laid into frames
JUDGES = 120
FACTS = {
    "data": "photographs of five museums with masks (CC0, CC BY 4.0), Heliconius pairs,"
    " Neonympha, resting moths, swallowtails, drawn specimens; see the card",
    "licence": "MIT",
}


@dataclass(frozen=True)
class Lessons:
    """What to learn from, and what judges: photographs with boxes that training never sees."""

    composer: Composer
    own: list[Shown] = field(default_factory=list)
    judges: list[Shown] = field(default_factory=list)


def lessons(
    folder: Path | None, masked: Sequence[Pair], own: Sequence[tuple[bool, Shown]]
) -> Lessons:
    """Read a training folder, if any; and a collection's own masks, and its boxes (`boxed`)."""
    taught = scenes_to_learn(folder, masked)
    taught.composer.odds["rough"] = 0.0  # loose wings: nobody draws a box round each
    held = [scene for _, scene in held_out(folder, tested=False)] if folder else []
    held = held or taught.held_out
    judges = [shown(scene) for scene in held]
    specimens = [cut for scene in held for cut in cut_out(scene)]
    grounds = [emptied(scene) if scene.mask.any() else scene.photograph for scene in held]
    random = np.random.default_rng(5)
    for number in range(JUDGES):
        ground = grounds[int(random.integers(len(grounds)))]
        laid = specimens if number % 5 else []
        far = far_frames.frame(random, SHAPES[number % len(SHAPES)], ground, laid)
        judges.append(Shown(far.photograph, far.boxes))
    smaller = [images.reduced(cut, SPECIMEN) for cut in taught.composer.specimens]
    taught.composer.specimens = [cut for cut in smaller if min(cut.shape[:2]) > 15]
    judges += [one for held, one in own if held]
    return Lessons(taught.composer, [one for held, one in own if not held], judges)


def held_out(folder: Path, *, tested: bool) -> list[tuple[Pair, Scene]]:
    """Return the scenes that nothing learns from: half of them judge a training, half test it."""
    given = [*pairs(folder), *outlined(folder, OUTLINES)]
    kept = [
        pair
        for pair in given
        if pair.held_out and pair.source not in ROUGH and is_tested(pair.image) == tested
    ]
    return [(pair, Scene(light, mask)) for pair, light, mask in matching(kept, LONGEST)]


def is_tested(image: str) -> bool:
    """Whether a held-out specimen tests; the others judge."""
    return zlib.crc32(image.split("_", maxsplit=1)[0].encode()) // 5 % 2 == 0


def batches(taught: Lessons, seed: int) -> Callable[[int], tuple[torch.Tensor, ...]]:
    """Return the function that composes a step's batch: photographs, middles, reaches.

    Composing takes longer than learning: a few samples of a batch are new, the others are earlier
    ones, mirrored and tinted otherwise. Every other batch is upright, its samples transposed.
    """

    @lru_cache(KEPT)
    def composed(number: int) -> Shown:
        return sample(taught, np.random.default_rng((seed, number)), SIZE)

    def batch(step: int) -> tuple[torch.Tensor, ...]:
        random = np.random.default_rng((seed, step, 1))
        first = FRESH * step + BATCH
        earlier = random.integers(max(0, first - KEPT // 2), first, BATCH - FRESH)
        numbers = [*earlier, *range(first, first + FRESH)]
        samples = [varied(composed(int(number)), random, bool(step % 2)) for number in numbers]
        goals = [goal(one.boxes, one.photograph.shape[:2]) for one in samples]
        photographs = np.stack([one.photograph for one in samples])
        return (
            torch.from_numpy(photographs).permute(0, 3, 1, 2).float() / 255,
            torch.from_numpy(np.stack([middles for middles, _ in goals])),
            torch.from_numpy(np.stack([reaches for _, reaches in goals])),
        )

    return batch


def sample(taught: Lessons, random: Random, size: tuple[int, int]) -> Shown:
    """Return one varied sample of a size (h, w)."""
    odds = {kind: odd for kind, odd in ODDS.items() if kind != "own" or taught.own}
    shares = np.array(list(odds.values()))
    kind = list(odds)[int(random.choice(len(odds), p=shares / shares.sum()))]
    if kind == "near":
        return shown(taught.composer.sample(random, *size))
    if kind == "own":
        return fitted(taught.own[int(random.integers(len(taught.own)))], random, size)
    grounds = taught.composer.grounds
    if grounds and random.random() < 0.7:
        ground = grounds[int(random.integers(len(grounds)))]
    else:
        ground = plain_grounds.plain_ground(random)
    laid = taught.composer.specimens if random.random() > EMPTY else ()
    far = far_frames.frame(random, size, ground, laid)
    return Shown(relit(far.photograph, random), far.boxes)


def judge(judges: Sequence[Shown]) -> Callable[[nn.Module], float]:
    """Return what judges a locator: the mean overlap of the surest box with a true one.

    Where there is no specimen, finding none is 1.
    """

    def figure(network: nn.Module) -> float:
        return float(np.mean([right(network, one) for one in judges]))

    return figure


def right(network: nn.Module, one: Shown) -> float:
    """Return how far the surest box is a true one (IoU); 1 for none where there is none."""
    seen = segmentation.seen(one.photograph, locator.SIDE)
    (found,) = locator.boxes(network, [seen])
    sure = [box for box in found if box.chance > located.SURE]
    if not one.boxes or not sure:
        return float(not one.boxes and not sure)
    height, width = one.photograph.shape[:2]
    true = [
        located.Box(1.0, a / width, b / height, c / width, d / height) for a, b, c, d in one.boxes
    ]
    return max(located.overlap(sure[0], box) for box in true)


def settle(weights: Path, result: Path) -> None:
    """Write weights anew as half-precision numbers, and a copy of them to `result`."""
    facts = checkpoints.facts(weights)
    for name in ("architecture", "arguments"):
        facts.pop(name)
    network = checkpoints.load(weights, locator.Locator, "cpu")
    checkpoints.save(weights, network, half=True, **facts)
    shutil.copyfile(weights, result)
