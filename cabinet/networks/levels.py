"""What the networks are made of: convolutions, and levels that halve the maps."""

import torch
from torch import nn


def convolution(before: int, after: int, stride: int = 1) -> nn.Sequential:
    """Return a convolution of 3 x 3 with batch normalisation (Ioffe 2015) and ReLU.

    `before`, `after`: maps that go in and come out.
    """
    return nn.Sequential(
        nn.Conv2d(before, after, 3, stride=stride, padding=1, bias=False),
        nn.BatchNorm2d(after),
        nn.ReLU(inplace=True),
    )


class Level(nn.Module):
    """Halve the maps, then look again, and add what is seen (He 2016)."""

    def __init__(self, before: int, after: int, look: nn.Module | None = None) -> None:
        """Look through two convolutions, unless `look` is something else."""
        super().__init__()
        self.halve = convolution(before, after, stride=2)
        self.look = look or nn.Sequential(convolution(after, after), convolution(after, after))

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        """Return maps [n, after, h/2, w/2] of maps [n, before, h, w]."""
        maps = self.halve(maps)
        seen: torch.Tensor = maps + self.look(maps)
        return seen
