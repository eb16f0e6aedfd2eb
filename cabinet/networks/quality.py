"""The quality network: how good a thumbnail is, in three grades.

good      one specimen, in one piece; what its outline lacks, and what was cut out with it, is less
          than about a twentieth of it.
partial   one specimen, of which more is missing (a torn or a lost wing), or to which more sticks (a
          piece of foam, a label, a shadow), or whose wings lie apart.
bad       no specimen, less than half of one, several, or as much of other things as of it.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from cabinet.networks.levels import Level
from cabinet.pictures.framing import Pixels

GRADES = ("bad", "partial", "good")
SIDE = 128  # pixels of a thumbnail
HELD = 0.5  # how strongly calibration is held to none, against one picture's surprise


class QualityNetwork(nn.Module):
    """Small residual network from a thumbnail to the logits of the three grades.

    Takes RGB on white, float [n, 3, 128, 128] in 0..1; gives logits [n, 3] in the order of
    `GRADES`. What it has seen is pooled twice: the mean tells how much, the maximum tells whether.
    """

    temperature: torch.Tensor
    leaning: torch.Tensor

    def __init__(self, breadth: int = 24) -> None:
        super().__init__()
        self.arguments = {"breadth": breadth}
        widths = [breadth, breadth * 2, breadth * 3, breadth * 4]
        self.stem = nn.Sequential(
            nn.Conv2d(3, breadth, 5, stride=2, padding=2, bias=False),
            nn.BatchNorm2d(breadth),
            nn.ReLU(inplace=True),
        )
        self.levels = nn.Sequential(*(Level(*pair) for pair in pairwise([breadth, *widths])))
        self.out = nn.Sequential(
            nn.Dropout(0.3),
            nn.Linear(2 * widths[-1], 64),
            nn.ReLU(inplace=True),
            nn.Linear(64, len(GRADES)),
        )
        self.register_buffer("temperature", torch.ones(()))
        self.register_buffer("leaning", torch.zeros(len(GRADES)))

    def forward(self, thumbnails: torch.Tensor) -> torch.Tensor:
        """Return the logits of the grades."""
        maps = self.levels(self.stem(thumbnails * 4 - 2))
        pooled = torch.cat([maps.mean((2, 3)), maps.amax((2, 3))], 1)
        logits: torch.Tensor = self.out(pooled).float() / self.temperature + self.leaning
        return logits


def loss(network: nn.Module, batch: tuple[torch.Tensor, ...]) -> torch.Tensor:
    """Return the cross-entropy against a batch's chances of the grades, float [n, 3]."""
    thumbnails, chances = batch
    return functional.cross_entropy(network(thumbnails).float(), chances)


@torch.inference_mode()
def chances(network: QualityNetwork, thumbnails: Sequence[Pixels]) -> NDArray[np.float64]:
    """Return each grade's chance, [n, 3], of thumbnails, uint8 RGB [128, 128, 3]."""
    place = next(network.parameters()).device
    stack = torch.from_numpy(np.stack(thumbnails)).to(place).permute(0, 3, 1, 2).float() / 255
    stack = stack.contiguous(memory_format=torch.channels_last)
    with torch.autocast(place.type, torch.bfloat16, enabled=place.type == "cuda"):
        answers = network(stack)
    return np.asarray(answers.double().softmax(1).cpu().numpy(), np.float64)


def calibrate(network: QualityNetwork, thumbnails: Sequence[Pixels], grades: Sequence[str]) -> None:
    """Set temperature and leaning under which these grades are likeliest (Guo 2017).

    How often a grade was shown in lessons is not how often it occurs. A leaning is held near zero:
    a few pictures do not say much.
    """
    network.temperature.fill_(1)
    network.leaning.zero_()
    logits = torch.from_numpy(np.log(chances(network, thumbnails) + 1e-12))
    true = torch.tensor([GRADES.index(grade) for grade in grades])
    warmth = torch.zeros((), dtype=torch.float64, requires_grad=True)
    leaning = torch.zeros(len(GRADES), dtype=torch.float64, requires_grad=True)
    search = torch.optim.LBFGS([warmth, leaning], max_iter=100, line_search_fn="strong_wolfe")

    def surprise() -> torch.Tensor:
        search.zero_grad()
        found = functional.cross_entropy(logits / warmth.exp() + leaning, true)
        found = found + HELD * (warmth**2 + leaning**2).sum() / len(true)
        found.backward()
        return found

    search.step(surprise)
    network.temperature.fill_(float(warmth.detach().exp()))
    network.leaning.copy_(leaning.detach() - leaning.detach().mean())
