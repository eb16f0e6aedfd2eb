"""The autoencoder: a thumbnail in 128 numbers, alike for specimens that look alike.

Two aims share the code. The decoder paints the thumbnail from it, so nothing that strikes the eye
is lost; a contrastive term keeps two views of one specimen (and, in a collection that has
names, two specimens of one species, sex and side) closer than any two others, so that neighbours on
the map are neighbours to a lepidopterist and not only to a pixel.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from cabinet.networks import checkpoints
from cabinet.networks.levels import convolution
from cabinet.pictures.framing import Pixels

CODE = 128  # numbers
SIDE = 128  # pixels of a thumbnail
VIEW = 64  # pixels that the encoder looks at
SKETCH = 32  # pixels of a sketch
BATCH = 128
SILENT = 1e-2  # part of the mean spread from which a direction of the codes is amplified


class Autoencoder(nn.Module):
    """Residual encoder and decoder between thumbnails [n, 3, 128, 128] in 0..1 and codes [n, 128].

    Variational by default: in training the code is drawn from a normal distribution round its mean;
    afterwards it is the mean. The encoder looks at 64 x 64 pixels: four times as many specimens an
    hour, which on a small machine is worth more than the last hair. The decoder paints what it adds
    to a sketch of 32 x 32 pixels, if `sketched`: a sum of fixed pictures, as principal axes are.
    """

    centre: torch.Tensor
    whitening: torch.Tensor

    def __init__(
        self, breadth: int = 64, *, variational: bool = True, sketched: bool = False
    ) -> None:
        super().__init__()
        self.arguments = {"breadth": breadth, "variational": variational, "sketched": sketched}
        half, one, two, three = breadth // 2, breadth, breadth * 2, breadth * 3
        self.look = nn.Sequential(
            convolution(3, half, 2),
            *(
                nn.Sequential(convolution(before, after, 2), _Residual(after))
                for before, after in pairwise((half, one, two, three))
            ),
            nn.Flatten(),
        )
        self.mean = nn.Linear(three * 16, CODE)
        self.spread = nn.Linear(three * 16, CODE) if variational else None
        self.register_buffer("centre", torch.zeros(CODE))
        self.register_buffer("whitening", torch.eye(CODE))
        self.sketch = nn.Linear(CODE, 3 * SKETCH**2) if sketched else None
        self.paint = nn.Sequential(
            nn.Linear(CODE, three * 16),
            nn.Unflatten(1, (three, 4, 4)),
            nn.Upsample(scale_factor=2),
            convolution(three, two),
            nn.Upsample(scale_factor=2),
            convolution(two, one),
            _Residual(one),
            convolution(one, two),
            nn.PixelShuffle(2),
            convolution(half, one),
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

    def settled(self, means: torch.Tensor) -> torch.Tensor:
        """Return the means of codes as the chain writes them: whitened, of length 1, float32."""
        with torch.autocast(means.device.type, enabled=False):
            straight = functional.normalize(means.float(), dim=1) - self.centre
            return functional.normalize(straight @ self.whitening, dim=1)

    def decode(self, codes: torch.Tensor) -> torch.Tensor:
        """Return the thumbnails that codes stand for, [n, 3, 128, 128]."""
        painted: torch.Tensor = self.paint(codes).float() + 0.5
        if self.sketch is not None:
            sketch = self.sketch(codes).float().view(-1, 3, SKETCH, SKETCH)
            painted = painted + functional.interpolate(
                sketch, scale_factor=SIDE // SKETCH, mode="bilinear", align_corners=False
            )
        return painted

    def forward(self, thumbnails: torch.Tensor) -> torch.Tensor:
        """Return the reconstruction."""
        return self.decode(self.encode(thumbnails)[0])


class _Residual(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.look = nn.Sequential(
            convolution(width, width), nn.Conv2d(width, width, 3, padding=1, bias=False),
            nn.BatchNorm2d(width),
        )  # fmt: skip

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        return torch.relu(maps + self.look(maps))


def whiten(
    network: Autoencoder, thumbnails: Sequence[Pixels], kinds: NDArray[np.int64] | None = None
) -> None:
    """Make the codes of these thumbnails spread alike in all directions, and of all that come.

    Training leaves most of a code's spread in a dozen directions; the fine differences between
    species lie in the others. `kinds` number what ought to be alike, as in `whitening`.
    """
    network.centre.zero_()
    network.whitening.copy_(torch.eye(CODE))
    centre, axes = whitening(codes(network, thumbnails), kinds)
    network.centre.copy_(torch.from_numpy(centre))
    network.whitening.copy_(torch.from_numpy(axes))


def whitening(
    found: NDArray[np.float32], kinds: NDArray[np.int64] | None = None
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the middle [128] and the axes [128, 128] that spread codes [n, 128] alike.

    With `kinds` [n] (-1: unknown) half of what is evened out is the spread within a kind: what
    makes specimens of one kind differ counts for less. Nearly silent directions are not amplified
    without bound.
    """
    centre = found.mean(0)
    spread = np.cov(found, rowvar=False)
    inner = within(found, kinds) if kinds is not None else None
    if inner is not None:
        spread = spread / np.trace(spread) + inner / np.trace(inner)
    sizes, directions = np.linalg.eigh(spread)
    scale = 1 / np.sqrt(sizes.clip(0) + SILENT * sizes.mean() + 1e-12)
    return centre, (directions * scale).astype(np.float32)


def within(found: NDArray[np.float32], kinds: NDArray[np.int64]) -> NDArray[np.float64] | None:
    """Return the covariance of codes within kinds, [128, 128]; None where none has two."""
    apart = np.zeros((found.shape[1],) * 2)
    for kind in np.unique(kinds[kinds >= 0]):
        some = found[kinds == kind].astype(np.float64)
        apart += (some - some.mean(0)).T @ (some - some.mean(0)) / np.sqrt(len(some))
    return apart if np.trace(apart) > 1e-9 else None


@torch.inference_mode()
def codes(network: Autoencoder, thumbnails: Sequence[Pixels] | Pixels) -> NDArray[np.float32]:
    """Return the codes, float32 [n, 128] of length 1, of thumbnails uint8 RGB [n, 128, 128, 3].

    A specimen and its mirror image have the same code.
    """
    parts = range(0, len(thumbnails), BATCH)
    return np.concatenate([_codes(network, thumbnails[one : one + BATCH]) for one in parts])


def _codes(network: Autoencoder, thumbnails: Sequence[Pixels] | Pixels) -> NDArray[np.float32]:
    place = next(network.parameters()).device
    stack = torch.from_numpy(np.stack(list(thumbnails))).to(place).permute(0, 3, 1, 2)
    stack = functional.avg_pool2d(stack.float() / 255, stack.shape[-1] // VIEW)
    both = torch.cat([stack, stack.flip(3)]).contiguous(memory_format=torch.channels_last)
    with torch.autocast(place.type, torch.bfloat16, enabled=checkpoints.halves(place)):
        mean, _ = network.encode(both)
    one, other = functional.normalize(mean, dim=1).chunk(2)
    return np.asarray(network.settled(one + other).cpu().numpy(), np.float32)


@torch.inference_mode()
def reconstructions(network: Autoencoder, thumbnails: Sequence[Pixels]) -> NDArray[np.float32]:
    """Return what the network paints of thumbnails, float32 [n, 128, 128, 3] in 0..1."""
    place = next(network.parameters()).device
    painted = []
    for first in range(0, len(thumbnails), BATCH):
        stack = torch.from_numpy(np.stack(list(thumbnails[first : first + BATCH]))).to(place)
        picture = network(stack.permute(0, 3, 1, 2).float() / 255).clamp(0, 1)
        painted.append(picture.permute(0, 2, 3, 1).cpu().numpy())
    return np.concatenate(painted)
