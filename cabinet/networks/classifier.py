"""The classifier: a U-Net that tells the specimen's pixels from everything else in a photograph."""

from itertools import pairwise

import torch
from torch import nn
from torch.nn import functional

from cabinet.networks.levels import convolution


class _Deep(nn.Module):
    """Residual pair of convolutions, cheap where the maps are small."""

    def __init__(self, before: int, after: int, stride: int = 2) -> None:
        super().__init__()
        self.first = convolution(before, after, stride)
        self.second = convolution(after, after)

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        maps = self.first(maps)
        finer: torch.Tensor = self.second(maps)
        return maps + finer


class Classifier(nn.Module):
    """U-Net of five halvings with a look at the whole frame at its deepest level.

    Takes RGB float [n, 3, h, w] in 0..1, h and w multiples of 32; gives logits [n, 1, h, w].
    The first halving and the last doubling only rearrange pixels (2 x 2 pixels into channels), so
    that no time goes into convolutions at full resolution and yet no pixel is lost.
    """

    def __init__(self, breadth: int = 24) -> None:
        super().__init__()
        self.arguments = {"breadth": breadth}
        widths = [breadth * times for times in (1, 2, 3, 4, 5)]
        self.edge = convolution(12, breadth)
        self.texture = convolution(breadth, breadth)
        self.down = nn.ModuleList(_Deep(*pair) for pair in pairwise(widths))
        self.frame = nn.Linear(widths[-1], widths[-1])
        self.up = nn.ModuleList(
            convolution(deep + skip, skip)
            for deep, skip in zip(widths[:0:-1], widths[-2::-1], strict=True)
        )
        self.out = nn.Conv2d(breadth, 4, 3, padding=1)

    def forward(self, photograph: torch.Tensor) -> torch.Tensor:
        """Return the logit of "specimen" for each pixel."""
        maps = self.edge(functional.pixel_unshuffle((photograph - 0.5) * 4, 2))
        maps = maps + self.texture(maps)
        levels = [maps]
        for down in self.down:
            levels.append(down(levels[-1]))
        maps = levels.pop()
        whole = torch.relu(self.frame(maps.mean((2, 3))))
        maps = maps + whole[:, :, None, None]
        for up in self.up:
            maps = up(_joined(maps, levels.pop()))
        return functional.pixel_shuffle(self.out(maps), 2)


def _joined(deep: torch.Tensor, skip: torch.Tensor) -> torch.Tensor:
    return torch.cat([functional.interpolate(deep, scale_factor=2.0, mode="nearest"), skip], 1)


def mismatch(logits: torch.Tensor, mask: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """Return the loss of logits [n,1,h,w] against a mask in 0..1: cross-entropy and soft Dice.

    Pixels near the outline count more; `weight` [n] says how far each sample's mask is trusted.
    """
    logits = logits.float()
    near = functional.avg_pool2d(mask, 9, 1, 4)
    emphasis = 1 + 4 * (near * (1 - near) * 4)
    entropy = functional.binary_cross_entropy_with_logits(logits, mask, reduction="none")
    entropy = (entropy * emphasis).sum((1, 2, 3)) / emphasis.sum((1, 2, 3))
    found = logits.sigmoid()
    both = (found * mask).sum((1, 2, 3))
    dice = 1 - (2 * both + 200) / (found.sum((1, 2, 3)) + mask.sum((1, 2, 3)) + 200)
    return ((entropy + dice) * weight).mean()
