"""The autoencoder: a thumbnail in 128 numbers, alike for specimens that look alike.

Two aims share the code. The decoder paints the thumbnail from it, so nothing that strikes the eye
is lost; a contrastive term keeps two views of one specimen (and, in a collection that has
names, two specimens of one species, sex and side) closer than any two others, so that neighbours on
the map are neighbours to a lepidopterist and not only to a pixel.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from cabinet.pictures.framing import Pixels

CODE = 128  # numbers
SIDE = 128  # pixels of a thumbnail
VIEW = 64  # pixels that the encoder looks at
BATCH = 128
SILENT = 5e-4  # part of the mean spread from which a direction of the codes is amplified


class Autoencoder(nn.Module):
    """Residual encoder and decoder between thumbnails [n, 3, 128, 128] in 0..1 and codes [n, 128].

    Variational by default: in training the code is drawn from a normal distribution round its mean;
    afterwards it is the mean. The encoder looks at 64 x 64 pixels: four times as many specimens an
    hour, which on a small machine is worth more than the last hair.
    """

    centre: torch.Tensor
    whitening: torch.Tensor

    def __init__(self, breadth: int = 64, *, variational: bool = True) -> None:
        super().__init__()
        self.arguments = {"breadth": breadth, "variational": variational}
        half, one, two, three = breadth // 2, breadth, breadth * 2, breadth * 3
        self.look = nn.Sequential(
            _convolution(3, half, 2),
            *(
                nn.Sequential(_convolution(before, after, 2), _Residual(after))
                for before, after in pairwise((half, one, two, three))
            ),
            nn.Flatten(),
        )
        self.mean = nn.Linear(three * 16, CODE)
        self.spread = nn.Linear(three * 16, CODE) if variational else None
        self.register_buffer("centre", torch.zeros(CODE))
        self.register_buffer("whitening", torch.eye(CODE))
        self.paint = nn.Sequential(
            nn.Linear(CODE, three * 16),
            nn.Unflatten(1, (three, 4, 4)),
            nn.Upsample(scale_factor=2),
            _convolution(three, two),
            nn.Upsample(scale_factor=2),
            _convolution(two, one),
            _Residual(one),
            _convolution(one, two),
            nn.PixelShuffle(2),
            _convolution(half, one),
            nn.PixelShuffle(2),
            nn.Conv2d(half // 2, 12, 3, padding=1),
            nn.PixelShuffle(2),
        )

    def encode(self, thumbnails: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor | None]:
        """Return the mean of the code and, if variational, the logarithm of its variance.

        Thumbnails may come at 128 or at 64 pixels.
        """
        if thumbnails.shape[-1] == SIDE:
            thumbnails = functional.avg_pool2d(thumbnails, 2)
        maps = self.look(thumbnails * 2 - 1)
        spread = self.spread(maps).float().clamp(-8, 4) if self.spread is not None else None
        return self.mean(maps).float(), spread

    def decode(self, codes: torch.Tensor) -> torch.Tensor:
        """Return the thumbnails that codes stand for, [n, 3, 128, 128]."""
        painted: torch.Tensor = self.paint(codes)
        return painted.float() + 0.5

    def forward(self, thumbnails: torch.Tensor) -> torch.Tensor:
        """Return the reconstruction."""
        return self.decode(self.encode(thumbnails)[0])


class _Residual(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.look = nn.Sequential(
            _convolution(width, width), nn.Conv2d(width, width, 3, padding=1, bias=False),
            nn.BatchNorm2d(width),
        )  # fmt: skip

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        return torch.relu(maps + self.look(maps))


def _convolution(before: int, after: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(before, after, 3, stride=stride, padding=1, bias=False),
        nn.BatchNorm2d(after),
        nn.ReLU(inplace=True),
    )


def sampled(mean: torch.Tensor, spread: torch.Tensor | None) -> torch.Tensor:
    """Return a code drawn from its distribution; the mean itself where there is no spread."""
    if spread is None:
        return mean
    return mean + torch.randn_like(mean) * (spread / 2).exp()


def unlike(painted: torch.Tensor, pictures: torch.Tensor, masks: torch.Tensor) -> torch.Tensor:
    """Return the reconstruction loss: Charbonnier, pixels of the specimen counting five times."""
    away = ((painted - pictures) ** 2 + 1e-4).sqrt()
    weight = 0.2 + 0.8 * masks
    return (away * weight).sum() / (weight.sum() * 3)


def divergence(mean: torch.Tensor, spread: torch.Tensor | None) -> torch.Tensor:
    """Return the Kullback-Leibler divergence from the unit normal, averaged over all numbers."""
    if spread is None:
        return mean.new_zeros(())
    return 0.5 * (mean**2 + spread.exp() - 1 - spread).mean()


def apart(
    left: torch.Tensor, right: torch.Tensor, kin: torch.Tensor, temperature: float = 0.12
) -> torch.Tensor:
    """Return the contrastive loss of two views' codes [n, 128].

    `kin` [n, n] says how much row i ought to be beside row j, its diagonal being 1; what has no kin
    is pushed away. Symmetric in the two views.
    """
    both = functional.normalize(torch.cat([left, right]), dim=1)
    likeness = both @ both.T / temperature
    count = len(left)
    own = torch.eye(2 * count, dtype=torch.bool, device=both.device)
    likeness = likeness.masked_fill(own, -1e4)
    wanted = kin.repeat(2, 2).masked_fill(own, 0)
    wanted = wanted / wanted.sum(1, keepdim=True)
    return -(wanted * likeness.log_softmax(1)).sum(1).mean()


@dataclass(frozen=True)
class Aims:
    """How much each aim of the training weighs."""

    painting: float = 10.0
    divergence: float = 1e-3
    contrast: float = 1.0

    def __call__(self, network: nn.Module, batch: tuple[torch.Tensor, ...]) -> torch.Tensor:
        """Return the loss of a batch of `named_specimens.Views`."""
        left, right, clean, masks, kin = batch
        mean, spread = network.encode(torch.cat([left, right]))
        few = len(clean)
        drawn = sampled(mean[:few], None if spread is None else spread[:few])
        loss = self.painting * unlike(network.decode(drawn), clean, masks)
        loss = loss + self.divergence * divergence(mean, spread)
        return loss + self.contrast * apart(mean[: len(left)], mean[len(left) :], kin)


def whiten(network: Autoencoder, thumbnails: Sequence[Pixels]) -> None:
    """Let the codes of these thumbnails spread alike in all directions, in place, at the end.

    Training leaves most of a code's spread in a dozen directions; the fine differences between
    species lie in the others. Nearly silent directions are not amplified without bound.
    """
    network.centre.zero_()
    network.whitening.copy_(torch.eye(CODE))
    parts = range(0, len(thumbnails), BATCH)
    found = np.concatenate([codes(network, thumbnails[part : part + BATCH]) for part in parts])
    spread, directions = np.linalg.eigh(np.cov(found, rowvar=False))
    scale = 1 / np.sqrt(spread.clip(0) + SILENT * spread.mean())
    network.centre.copy_(torch.from_numpy(found.mean(0)))
    network.whitening.copy_(torch.from_numpy((directions * scale).astype(np.float32)))


@torch.inference_mode()
def codes(network: Autoencoder, thumbnails: Sequence[Pixels] | Pixels) -> NDArray[np.float32]:
    """Return the codes, float32 [n, 128] of length 1, of thumbnails uint8 RGB [n, 128, 128, 3].

    A specimen and its mirror image have the same code.
    """
    place = next(network.parameters()).device
    stack = torch.from_numpy(np.stack(list(thumbnails))).to(place).permute(0, 3, 1, 2)
    stack = functional.avg_pool2d(stack.float() / 255, stack.shape[-1] // VIEW)
    both = torch.cat([stack, stack.flip(3)]).contiguous(memory_format=torch.channels_last)
    with torch.autocast(place.type, torch.bfloat16, enabled=place.type == "cuda"):
        mean, _ = network.encode(both)
    one, other = functional.normalize(mean, dim=1).chunk(2)
    straight = (functional.normalize(one + other, dim=1) - network.centre) @ network.whitening
    return np.asarray(functional.normalize(straight, dim=1).cpu().numpy(), np.float32)
