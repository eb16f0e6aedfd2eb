"""How fast the networks learn and answer on this machine, graphics card or not.

    python -m benchmarks speed

Lessons of the classifier composed at 384 px on one core; photographs of 512 px through the
classifier, pictures through the rotation network, thumbnails of 128 px to codes, all from memory
or warm files, on all cores or the card; and steps of the autoencoder's training, with what an
epoch of 716,000 thumbnails comes to. Each is the best of three. The goals are those of one
H200-class card; on a processor they are told and not judged.
"""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import torch

from benchmarks import samples
from benchmarks.sidebyside import ROOT, Row, main, threads
from cabinet.drawn import photographs
from cabinet.lessons import lessons, likenesses, named_specimens
from cabinet.networks import aims, autoencoder, checkpoints, latent_codes, rotations
from cabinet.pictures import segmentation

MODELS = ROOT / "trained_models"
SIDE, COMPOSED = 384, 60  # pixels; samples
FULL = 716_000
STEPS = 6


def best(work: Callable[[], object], rounds: int = 3) -> float:
    """Return the seconds of the quickest of some rounds, after one that is not counted."""
    work()
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        if torch.cuda.is_available():
            torch.cuda.synchronize()
        taken.append(time.perf_counter() - started)
    return min(taken)


def composing() -> float:
    """Return samples a second that one core composes, of drawn specimens alone."""
    composer = lessons.lessons(None).composer

    def compose() -> None:
        for number in range(COMPOSED):
            composer.sample(np.random.default_rng(number), SIDE, SIDE)

    return COMPOSED / best(compose)


def learning() -> float:
    """Return thumbnails a second that the autoencoder learns from, batches and all."""
    taught = named_specimens.Views(likenesses.split(None).lessons, seed=0)
    network = autoencoder.Autoencoder(variational=True, sketched=True).to(checkpoints.device())
    goal, ways = aims.Aims(), torch.optim.AdamW(network.parameters(), 1e-4)
    seen = 0

    def learn() -> None:
        nonlocal seen
        seen = 0
        for step in range(STEPS):
            batch = tuple(tensor.to(checkpoints.device()) for tensor in taught.batch(step))
            goal(network, batch).backward()
            ways.step()
            ways.zero_grad()
            seen += len(batch[0])

    taken = best(learn)
    return seen / taken


def rows() -> Iterator[Row]:
    """Time, and yield the rows."""
    on_card = checkpoints.device().type == "cuda"
    threads(1)
    yield told("lessons composed, 384 px, one core", composing(), 60, judged=True)
    threads(os.cpu_count() or 1)
    random = np.random.default_rng(0)
    frames = [photographs.compose(random, None, size=512).rgb for _ in range(16)]
    frames = [segmentation.seen(frame, 512) for frame in frames] * (32 if on_card else 2)
    found = segmentation.classifier(MODELS / "classifier.safetensors").to(checkpoints.device())
    rate = len(frames) / best(lambda: segmentation.logits(found, frames))
    yield told("photographs through the classifier, 512 px", rate, 2000, judged=on_card)
    turning = checkpoints.load(MODELS / "rotation.safetensors", rotations.RotationNetwork)
    pictures = [samples.sprite(number, 128) for number in range(64)] * (32 if on_card else 2)
    rate = len(pictures) / best(lambda: rotations.chances(turning, pictures))
    yield told("cutouts through the rotation network, four turns each", rate, 0)
    paths = samples.thumbnails(4096)[: 4096 if on_card else 1024]
    images, weights = [path.stem for path in paths], MODELS / "autoencoder.safetensors"
    taken = best(lambda: latent_codes.encoded(paths[0].parent, images, weights))
    yield told("thumbnails to codes, both sides", len(paths) / taken, 0)
    rate = learning()
    row = told("thumbnails learnt from by the autoencoder", rate, FULL / 60, judged=on_card)
    measured = f"{row.measured}; an epoch of 716,000: {FULL / rate / 60:.0f} min"
    yield replace(row, measured=measured)


def told(work: str, rate: float, goal: float, *, judged: bool = False) -> Row:
    """Return the row of a rate a second."""
    return Row(work, "-", f"≥ {goal:,.0f} /s" if goal else "-", f"{rate:,.1f} /s",
               rate >= goal if judged else None)  # fmt: skip


if __name__ == "__main__":
    main(rows)
