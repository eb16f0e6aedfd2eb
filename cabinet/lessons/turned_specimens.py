"""Training samples of the rotation network: upright specimens turned by angles known exactly."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from cabinet.lessons import disturbances
from cabinet.networks import angles, rotations, symmetry
from cabinet.pictures.framing import ROUND, Pixels, lifted, round_picture, turning


@dataclass(frozen=True)
class Turned:
    """Round pictures uint8 [n, 128, 128, 4], the degrees clockwise that turn them upright, weights.

    A weight says how often a picture is drawn beside the others.
    """

    pictures: NDArray[np.uint8]
    degrees: NDArray[np.float64]
    weights: NDArray[np.float64]


def gathered(cutouts: Iterable[tuple[Pixels, float, float]]) -> Turned:
    """Bring cutouts (RGBA, degrees, weight) into round pictures, their angle set by symmetry."""
    pictures, degrees, weights = [], [], []
    for cutout, rotation, weight in cutouts:
        picture = round_picture(lifted(cutout, 2 * ROUND))
        pictures.append(picture)
        degrees.append(symmetry.refined(picture, rotation)[0])
        weights.append(weight)
    return Turned(np.stack(pictures), np.array(degrees), np.array(weights, np.float64))


def batch(specimens: Turned, step: int, *, size: int, seed: int = 0) -> tuple[torch.Tensor, ...]:
    """Return a step's input [size, 4, 64, 64] and the degrees [size] that turn it upright."""
    random = torch.Generator().manual_seed(seed * 1_000_003 + step)
    chances = torch.from_numpy(specimens.weights)
    chosen = torch.multinomial(chances, size, replacement=True, generator=random)
    pictures = (
        torch.from_numpy(specimens.pictures[chosen.numpy()]).permute(0, 3, 1, 2).float() / 255
    )
    upright = torch.from_numpy(specimens.degrees)[chosen]
    mirror = torch.rand(size, generator=random) < 0.5
    upright = torch.where(mirror, -upright, upright)
    turn = torch.rand(size, generator=random) * 360
    pictures = disturbances.turned(
        pictures,
        turn,
        side=rotations.INPUT,
        scale=0.82 + 0.22 * torch.rand(size, generator=random),
        shift=(torch.rand(size, 2, generator=random) - 0.5) * 0.1,
        mirror=mirror,
    )
    pictures = disturbances.torn(pictures, 0.15, random)
    pictures = disturbances.recut(pictures, random)
    pictures = disturbances.recoloured(pictures, 0.8, random)
    pictures = disturbances.blurred(pictures, 0.2, random)
    return rotations.prepared(pictures), (upright - turn).float()


def batches(specimens: Turned, seed: int, size: int = 64) -> Callable[[int], tuple[Tensor, ...]]:
    """Return the function that composes a step's batch."""
    return lambda step: batch(specimens, step, size=size, seed=seed)


def with_body(wings: Pixels, random: np.random.Generator) -> Pixels:
    """Return loose upright wings (RGBA) with a body and antennae drawn between them."""
    above = wings.shape[0] // 3
    cutout = cv2.copyMakeBorder(wings, above, 0, 0, 0, cv2.BORDER_CONSTANT)
    height, width = wings.shape[:2]
    shade = random.integers(15, 120, 3) * random.uniform(0.6, 1.0)
    colour = [*(float(part) for part in shade), 255.0]
    middle = width // 2
    half = (
        max(2, int(width * random.uniform(0.02, 0.05))),
        int(height * random.uniform(0.2, 0.34)),
    )
    centre = (middle, above + int(height * random.uniform(0.38, 0.5)))
    cv2.ellipse(cutout, centre, half, 0, 0, 360, colour, cv2.FILLED, cv2.LINE_AA)
    head = (middle, centre[1] - half[1])
    cv2.circle(cutout, head, max(2, int(half[0] * 0.9)), colour, cv2.FILLED, cv2.LINE_AA)
    if random.random() < 0.6:
        away, up = random.uniform(0.05, 0.2) * width, random.uniform(0.15, 0.32) * height
        for side in (-1, 1):
            tip = (int(middle + side * away), int(head[1] - up))
            cv2.line(cutout, head, tip, colour, 1 + (width > 220), cv2.LINE_AA)
    return cutout


def turned_round(picture: Pixels, degrees: float) -> Pixels:
    """Return a round picture turned clockwise."""
    matrix, middle = turning(degrees), np.full(2, (len(picture) - 1) / 2)
    full = np.column_stack([matrix, middle - matrix @ middle])
    return np.asarray(cv2.warpAffine(picture, full, picture.shape[:2], flags=cv2.INTER_CUBIC))


def errors(found: Sequence[float], true: Sequence[float]) -> NDArray[np.float64]:
    """Return the absolute circular errors, in degrees."""
    return np.abs(angles.wrapped(np.asarray(found) - np.asarray(true)))
