"""The rotation network: by how many degrees clockwise a cutout must turn to stand upright.

An angle is a class: 72 bins of 5 degrees, each label a bell over the bins near it, read back as the
circular mean round the peak. A plain number would break where -180 meets 180.
"""

from collections.abc import Sequence

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from cabinet.networks import symmetry
from cabinet.networks.angles import wrapped
from cabinet.networks.levels import Level, convolution
from cabinet.pictures.framing import Pixels

BINS = 72
WIDTH = 360 / BINS
SPREAD = 5.0  # degrees, standard deviation of a label's bell
PEAK = 4  # bins on either side of the peak that are its mass
INPUT = 64  # pixels


class RotationNetwork(nn.Module):
    """Small residual network from a round picture to 72 classes of rotation.

    Takes float [n, 4, 64, 64]: premultiplied RGB less half the alpha (so that the ground is grey),
    and alpha; gives logits [n, 72], bin k standing for 5 k degrees clockwise.
    """

    def __init__(self, breadth: int = 24) -> None:
        super().__init__()
        self.arguments = {"breadth": breadth}
        widths = [breadth, breadth * 2, breadth * 3, breadth * 4]
        self.stem = convolution(4, breadth // 2)
        before = [breadth // 2, *widths]
        self.levels = nn.Sequential(*(Level(b, a) for b, a in zip(before, widths, strict=False)))
        side = INPUT // 2 ** len(widths)
        self.out = nn.Sequential(
            nn.Flatten(),
            nn.Dropout(0.2),
            nn.Linear(widths[-1] * side * side, 256),
            nn.ReLU(inplace=True),
            nn.Linear(256, BINS),
        )

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        """Return the logits of the classes."""
        logits: torch.Tensor = self.out(self.levels(self.stem(pictures * 2)))
        return logits


def soft_labels(rotations: torch.Tensor) -> torch.Tensor:
    """Return the bell over the bins, float [n, 72] summing to 1, of degrees float [n]."""
    centres = torch.arange(BINS, device=rotations.device) * WIDTH
    away = (rotations[:, None] - centres + 180) % 360 - 180
    bell = torch.exp(-0.5 * (away / SPREAD) ** 2)
    return bell / bell.sum(1, keepdim=True)


def mismatch(logits: torch.Tensor, rotations: torch.Tensor) -> torch.Tensor:
    """Return the cross-entropy of logits [n, 72] against degrees [n]."""
    return functional.cross_entropy(logits.float(), soft_labels(rotations))


def loss(network: nn.Module, batch: tuple[torch.Tensor, ...]) -> torch.Tensor:
    """Return how far the network is from a batch's rotations."""
    pictures, rotations = batch
    return mismatch(network(pictures), rotations)


def decoded(chances: NDArray[np.floating]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return rotations in (-180, 180] and confidences 0..1 of chances [n, 72] summing to 1.

    The rotation is the circular mean of the bins round the heaviest stretch; the confidence is
    the chance that lies within it.
    """
    near = np.arange(-PEAK, PEAK + 1)
    bins = np.arange(BINS)
    stretches = chances[:, (bins[:, None] + near) % BINS]  # [n, bin, near]
    peaks = stretches.sum(2).argmax(1)
    around = stretches[np.arange(len(chances)), peaks]
    offset = (around * near).sum(1) / np.maximum(around.sum(1), 1e-9)
    return wrapped((peaks + offset) * WIDTH), around.sum(1).astype(np.float64)


def prepared(pictures: torch.Tensor) -> torch.Tensor:
    """Return the network's input of premultiplied RGBA, float [n, 4, h, w] in 0..1."""
    alpha = pictures[:, 3:]
    return torch.cat([pictures[:, :3] - alpha / 2, alpha], 1)


@torch.inference_mode()
def chances(network: RotationNetwork, pictures: Sequence[Pixels]) -> NDArray[np.float64]:
    """Return each bin's chance, [n, 72], of round pictures, averaged over four quarter turns.

    On a processor a picture and its turns are a batch of their own, so that what comes out does not
    depend, in its last digits, on which other pictures happened to be at hand.
    """
    place = next(network.parameters()).device
    small = [cv2.resize(p, (INPUT, INPUT), interpolation=cv2.INTER_AREA) for p in pictures]
    stack = torch.from_numpy(np.stack(small)).to(place).permute(0, 3, 1, 2).float() / 255
    size = len(stack) if place.type == "cuda" else 1
    parts = [_turns(network, part) for part in prepared(stack).split(size)]
    return np.asarray(torch.cat(parts).cpu().numpy(), np.float64)


def _turns(network: RotationNetwork, stack: torch.Tensor) -> torch.Tensor:
    """Return the chances of a few pictures, all their quarter turns (counter-clockwise) at once."""
    turned = torch.cat([torch.rot90(stack, quarter, (2, 3)) for quarter in range(4)])
    turned = turned.contiguous(memory_format=torch.channels_last)
    with torch.autocast(stack.device.type, torch.bfloat16, enabled=stack.device.type == "cuda"):
        answers = network(turned).float().log_softmax(1).chunk(4)
    back = [answer.roll(-quarter * BINS // 4, 1) for quarter, answer in enumerate(answers)]
    return torch.stack(back).mean(0).softmax(1)


def upright(network: RotationNetwork, pictures: Sequence[Pixels]) -> list[tuple[float, float]]:
    """Return rotation (degrees clockwise, (-180, 180]) and confidence (0..1) of round pictures.

    The network proposes, the specimen's own symmetry has the last word on the last few degrees.
    """
    found = []
    for picture, proposed, confidence in zip(
        pictures, *decoded(chances(network, pictures)), strict=True
    ):
        rotation, _ = symmetry.refined(picture, float(proposed))
        found.append((float(wrapped(rotation)), float(confidence)))
    return found
