"""The locator: where in a photograph specimens lie, however small they are in it.

It sees the photograph at 384 pixels and answers on a grid of every fourth: how far a place is the
middle of a specimen, and how far from there the specimen reaches to each side (as CenterNet, Zhou
2019, and FCOS, Tian 2019, do).
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from cabinet.networks import checkpoints
from cabinet.networks.classifier import Classifier
from cabinet.networks.levels import Level, convolution
from cabinet.pictures import located
from cabinet.pictures.located import Box

Picture = NDArray[np.uint8]

SIDE = 384  # pixels of the longer side of what it sees
STRIDE = 4  # pixels of what it sees from one place of its answer to the next
FUSED, DEEPEST = 32, 64  # maps on the way back up, and at the deepest level
PRIOR = -4.6  # logit of a middle before anything is learnt: one place in a hundred
MIDDLE = 0.6  # places that are the middle so far learn the reach, too


class Locator(nn.Module):
    """The classifier's way down to an eighth of the frame, one level more, and a way back up.

    Takes RGB, float [n, 3, h, w] in 0..1, sides multiples of 32; gives [n, 5, h/4, w/4]: the logit
    of a middle, and the logarithms of how far the specimen reaches left, up, right and down, in
    places of the grid. Its first levels are the classifier's and never learn.
    """

    def __init__(self, breadth: int = 24) -> None:
        super().__init__()
        self.arguments = {"breadth": breadth}
        like = Classifier(breadth)
        self.edge, self.texture, self.down = like.edge, like.texture, like.down[:3]
        self.deepest = Level(4 * breadth, DEEPEST, convolution(DEEPEST, DEEPEST))
        widths = (2 * breadth, 3 * breadth, 4 * breadth, DEEPEST)
        self.across = nn.ModuleList(nn.Conv2d(width, FUSED, 1) for width in widths)
        self.look = nn.Sequential(convolution(FUSED, FUSED), convolution(FUSED, FUSED))
        self.out = nn.Conv2d(FUSED, 5, 1)
        with torch.no_grad():
            self.out.bias[0] = PRIOR  # type: ignore[index]

    def begin_as(self, classifier: Classifier) -> None:
        """Take over what a classifier of the same breadth has learnt to see."""
        for name in ("edge", "texture"):
            getattr(self, name).load_state_dict(getattr(classifier, name).state_dict())
        self.down.load_state_dict(classifier.down[:3].state_dict())

    def train(self, mode: bool = True) -> "Locator":
        """Set what learns to learning; the first levels stay as they are."""
        super().train(mode)
        for part in (self.edge, self.texture, self.down[0]):
            part.eval()
        return self

    def forward(self, photographs: torch.Tensor) -> torch.Tensor:
        """Return middles and reaches."""
        with torch.no_grad():
            halved = functional.pixel_unshuffle((photographs - 0.5) * 4, 2)
            maps = self.edge(halved.contiguous(memory_format=torch.channels_last))
            maps = self.down[0](maps + self.texture(maps))
        found = [maps]
        for level in (*self.down[1:], self.deepest):
            maps = level(maps)
            found.append(maps)
        whole = self.across[-1](found[-1])
        for maps, across in zip(found[-2::-1], list(self.across)[-2::-1], strict=True):
            whole = functional.interpolate(whole, scale_factor=2.0) + across(maps)
        answer: torch.Tensor = self.out(self.look(functional.relu(whole))).float()
        return answer


def loss(network: nn.Module, batch: tuple[torch.Tensor, ...]) -> torch.Tensor:
    """Return how far the answer is from a batch's middles [n, 1, h, w] and reaches [n, 4, h, w].

    Middles by the quality focal loss (Li 2020), whose goal is soft: all places near a middle teach,
    and those that are right already count little. Reaches by what their boxes do not share.
    """
    photographs, middles, reaches = batch
    answer = network(photographs).float()
    surprise = functional.binary_cross_entropy_with_logits(answer[:, :1], middles, reduction="none")
    missing = (answer[:, :1].sigmoid() - middles).abs() ** 2
    focal = 4 * (surprise * missing).sum() / middles.sum().clamp(min=4 * len(photographs))
    near = (middles > MIDDLE)[:, 0]
    if not near.any():
        return focal
    given = reaches.permute(0, 2, 3, 1)[near]
    asked = answer[:, 1:].permute(0, 2, 3, 1)[near].clamp(-4, 6).exp()
    both, least = torch.maximum(asked, given), torch.minimum(asked, given)
    shared = (least[:, 0] + least[:, 2]) * (least[:, 1] + least[:, 3])
    areas = [(one[:, 0] + one[:, 2]) * (one[:, 1] + one[:, 3]) for one in (asked, given)]
    apart = 1 - shared / (areas[0] + areas[1] - shared)
    far = (both.log() - least.log()).mean(1)
    weights = middles[:, 0][near]
    return focal + 2 * ((apart + 0.2 * far) * weights).sum() / weights.sum()


def boxes(network: nn.Module, pictures: Sequence[Picture]) -> list[list[Box]]:
    """Return the boxes in each picture, RGB [h, w, 3], sides multiples of 32; the surest first."""
    place = next(network.parameters()).device
    found = []
    for picture in pictures:
        batch = torch.from_numpy(picture[None]).to(place).permute(0, 3, 1, 2).float() / 255
        with torch.inference_mode():
            answer = network(batch)[0]
        found.append(located.told(answer.float().cpu().numpy()))
    return found


def locator(weights: Path) -> Locator:
    """Load the locator (once per process), in the layout that is fastest here."""
    network = checkpoints.load(weights, Locator)
    return network.to(memory_format=torch.channels_last)  # type: ignore[call-overload,no-any-return]
