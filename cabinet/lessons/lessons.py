"""What the classifier learns from and is judged by, read from a training folder."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from cabinet.drawn import photographs
from cabinet.lessons import CORRECTED, LABELS, schooling
from cabinet.lessons.composer import Composer
from cabinet.lessons.left_out import painted_over
from cabinet.lessons.matching import matching
from cabinet.lessons.scenes import Scene, alone, cut_out, cut_whole, emptied, reduced
from cabinet.networks import agreement, checkpoints
from cabinet.networks.classifier import mismatch
from cabinet.pictures import segmentation
from cabinet.pictures.masks import Pair, corrected, outlined, pairs

Picture = NDArray[np.uint8]
LONGEST = 560
SHARP = 1100  # pixels of the longer side of photographs whose specimens are seen alone
OUTLINES = LABELS / "outlines.json"
FRAMES = 300
DRAWN = 80
FAINT = 40.0  # contrast below which a scene is shown thrice
FACTS = {
    "data": "photographs of five museums with masks (CC0, CC BY 4.0), Heliconius pairs,"
    " Neonympha, resting moths, swallowtails, drawn specimens; see the card",
    "licence": "MIT",
}
ROUGH = ("heliconius_pairs/images",)
SHAPES = ((1, 1), (3, 4), (4, 3), (2, 3), (3, 2))


@dataclass(frozen=True)
class Lessons:
    """A composer for training, and pairs that training never sees."""

    composer: Composer
    held_out: list[Scene]


def lessons(
    folder: Path | None, own: Sequence[Pair] = (), listed: Path | None = None, apart: str = ""
) -> Lessons:
    """Read a training folder, if any, and a collection's own photographs with masks.

    Masks that are not those of their photographs are passed over, told, and written to `listed`.
    Photographs of the source `apart` are not even looked at: see `Pair.of`.
    """
    scenes: list[Scene] = []
    rough: list[Scene] = []
    grounds: list[Picture] = []
    held_out: list[Scene] = []
    given = [*pairs(folder), *outlined(folder, OUTLINES)] if folder else []
    given = [pair for pair in given if not pair.of(apart)]
    by_eye = {pair.photograph: pair for pair in corrected(given, CORRECTED)}
    given = [by_eye.get(pair.photograph, pair) for pair in given]
    near: list[Scene] = []
    without: list[Picture] = []
    for pair, photograph, mask in matching([*given, *own], SHARP, listed):
        agreed = photograph if pair.held_out else painted_over(photograph, mask)
        sharp = Scene(agreed, mask, 0.3 if pair.source in ROUGH else 1.0)
        scene = reduced(sharp, LONGEST)
        closer = [alone(sharp, LONGEST)] if (mask > 127).any() else []
        if pair.held_out:
            held_out += [scene, *closer] if pair.source not in ROUGH else []
        elif not scene.mask.any():
            grounds.append(scene.photograph)
            without.append(sharp.photograph)
        elif pair.source in ROUGH:
            rough.append(scene)
        else:
            scenes.append(scene)
            near += closer * (2 if pair.mask else 1)  # outlines of ours run less exactly
    specimens = [cut for scene in scenes for cut in cut_out(scene)]
    specimens += [cut for scene in scenes + rough[::6] for cut in cut_whole(scene)]
    if folder:
        specimens += swallowtails(folder / "swallowtails" / "images")
    grounds = grounds * 8 + [emptied(scene) for scene in scenes]
    specimens += [one.cutout for one in schooling.drawn(DRAWN if folder else 4 * DRAWN)]
    framed, empty = frames(specimens, FRAMES)
    sharply = [one.cutout for one in schooling.drawn(DRAWN, 1, LONGEST)]
    drawn, labels = frames(sharply, DRAWN, SHARP)
    near += [alone(scene, LONGEST) for scene in drawn]
    without = without * 3 + labels
    if not held_out:
        framed, held_out = framed[40:], framed[:40]
    shown = [scene for scene in scenes for _ in range(1 if contrast(scene) > FAINT else 3)]
    composer = Composer(shown, rough, framed, grounds + empty, specimens, near, without)
    return Lessons(composer, held_out)


def facts(weights: Path, apart: str, *, fresh: bool) -> dict[str, str]:
    """Return what the header of the new weights is to say.

    Raises `UnusableWeightsError` where they would go on from weights that have learnt from the
    source `apart`.
    """
    if (
        apart
        and not fresh
        and weights.exists()
        and checkpoints.facts(weights).get("apart") != apart
    ):
        told = f"{weights} did not keep {apart} apart: add --fresh to start from nothing"
        raise checkpoints.UnusableWeightsError(told)
    return FACTS | {"apart": apart}


def contrast(scene: Scene) -> float:
    """Return how far, 0..255, the specimen's colours at its outline are from the ground's."""
    kernel = np.ones((7, 7), np.uint8)
    inner = (scene.mask > 127) & (cv2.erode(scene.mask, kernel) < 127)
    outer = (scene.mask < 127) & (cv2.dilate(scene.mask, kernel) > 127)
    if not inner.any() or not outer.any():
        return 255.0
    light = scene.photograph
    return float(np.abs(np.median(light[inner], 0) - np.median(light[outer], 0)).max())


def frames(
    specimens: Sequence[Picture], count: int, size: int = LONGEST - 80
) -> tuple[list[Scene], list[Picture]]:
    """Draw museum frames around cutouts, upright ones at any angle, and some with labels only."""
    framed, empty = [], []
    random = np.random.default_rng(0)
    for number in range(count):
        if number % 6 == 5:
            empty.append(photographs.compose(random, None, size=size).rgb)
            continue
        specimen = specimens[int(random.integers(len(specimens)))]
        drawn = photographs.compose(random, specimen, size=size)
        framed.append(Scene(drawn.rgb, drawn.mask))
    return framed, empty


def swallowtails(folder: Path, every: int = 4) -> list[Picture]:
    """Read cut-out swallowtails, RGBA; none if the folder is absent."""
    found = []
    for path in sorted(folder.glob("*.webp"))[::every]:
        picture = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
        if picture is not None and picture.ndim == 3 and picture.shape[2] == 4:
            found.append(cv2.cvtColor(picture, cv2.COLOR_BGRA2RGBA).astype(np.uint8, copy=False))
    return found


def batches(
    composer: Composer, seed: int, side: int = 352, pixels: int = 5 * 352 * 352
) -> Callable[[int], tuple[torch.Tensor, ...]]:
    """Return the function that composes a step's batch: photographs, masks, trust.

    The shape changes from step to step between landscape and portrait, and the size within
    0.7 to 1.6 of `side`; a batch holds about `pixels` pixels. The largest are what the network
    sees at work: outlines are learnt there, what is a specimen and what is none on smaller ones.
    """

    def batch(step: int) -> tuple[torch.Tensor, ...]:
        random = np.random.default_rng((seed, step))
        tall, wide = SHAPES[int(random.integers(len(SHAPES)))]
        unit = side * random.choice([0.7, 1.0, 1.25, 1.45, 1.6]) / (tall * wide) ** 0.5
        height, width = (max(2, round(unit * n / 32)) * 32 for n in (tall, wide))
        count = max(2, round(pixels / (height * width)))
        samples = [composer.sample(random, height, width) for _ in range(count)]
        photographs = np.stack([sample.photograph for sample in samples])
        masks = np.stack([sample.mask for sample in samples])
        return (
            torch.from_numpy(photographs).permute(0, 3, 1, 2).float() / 255,
            torch.from_numpy(masks)[:, None].float() / 255,
            torch.tensor([sample.trust for sample in samples]),
        )

    return batch


def loss(network: nn.Module, batch: tuple[torch.Tensor, ...]) -> torch.Tensor:
    """Return how far the network is from a batch's masks."""
    photographs, masks, trust = batch
    return mismatch(network(photographs), masks, trust)


def judge(held_out: Sequence[Scene], side: int = 384) -> Callable[[nn.Module], float]:
    """Return the function that judges a network: by the mean of IoU and of outlines."""

    def figure(network: nn.Module) -> float:
        seen = [segmentation.seen(scene.photograph, side) for scene in held_out]
        answers = segmentation.logits(network, seen)
        pairs = zip(answers, held_out, strict=True)
        return float(np.mean([likeness(answer, scene.mask) for answer, scene in pairs]))

    return figure


def likeness(logits: NDArray[np.float32], mask: Picture) -> float:
    """Return the mean of IoU and boundary F (2 px at 512) of an answer and a mask.

    If the mask is empty, 1 for finding nothing.
    """
    height, width = mask.shape
    here, there = cv2.resize(logits, (width, height)) > 0, mask > 127
    if not there.any():
        return float(here.mean() < 0.003)
    near = agreement.outline(here, there, 2 / 512 * max(mask.shape))
    return (agreement.overlap(here, there) + near) / 2
