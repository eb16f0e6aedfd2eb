"""What the ancestor's network and recipe come to on the same photographs: a peer of the classifier.

    python -m benchmarks.ancestor ../shared/data [--minutes 20]

Trains a U-Net of six levels and 0.8 million parameters as the ancestor did (batches of 8, Adam at
2e-4, cross-entropy, turns by quarters and nothing else), from nothing, on the photographs that
Cabinet's own classifier learns from and that have masks, at half the ancestor's size (576 x 384
pixels: it had a graphics card), for so many minutes of one core. Judged as evaluate.py judges: on
the photographs of museums that neither saw.
"""

import argparse
import time
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from benchmarks.sidebyside import threads
from cabinet.lessons import classifier_figures
from cabinet.lessons.matching import matching
from cabinet.networks import figures
from cabinet.pictures.masks import pairs

Picture = NDArray[np.uint8]
WIDE, TALL = 576, 384
BATCH = 8
ENCODED = (8, 16, 32, 64, 64, 64)
DECODED = (64, 64, 32, 16, 8, 1)


def block(before: int, after: int, *, last: bool = False) -> nn.Sequential:
    """Return two convolutions, each with batch normalisation."""
    layers: list[nn.Module] = []
    for a, b in pairwise((before, after, after)):
        layers += [nn.Conv2d(a, b, 3, padding=1), nn.BatchNorm2d(b), nn.ReLU()]
    return nn.Sequential(*(layers[:-1] if last else layers))


class Ancestor(nn.Module):
    """A U-Net (Ronneberger 2015) with six max-pools and transposed convolutions."""

    def __init__(self) -> None:
        super().__init__()
        self.down = nn.ModuleList(block(*pair) for pair in pairwise((3, *ENCODED)))
        self.middle = block(64, 64)
        widths = list(pairwise((64, *DECODED)))
        self.wider = nn.ModuleList(nn.ConvTranspose2d(a, a, 4, 2, 1) for a, _ in widths)
        self.up = nn.ModuleList(
            block(a + skip, b, last=b == 1)
            for (a, b), skip in zip(widths, ENCODED[::-1], strict=True)
        )

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        """Return logits [n, 1, h, w] of RGB [n, 3, h, w] in 0..1, sides multiples of 64."""
        levels = []
        for down in self.down:
            levels.append(down(maps))
            maps = functional.max_pool2d(levels[-1], 2)
        maps = self.middle(maps)
        for wider, up in zip(self.wider, self.up, strict=True):
            maps = up(torch.cat([functional.relu(wider(maps)), levels.pop()], 1))
        return maps


def laid(photograph: Picture, ground: int) -> Picture:
    """Return a picture lying on its longer side, halved until it fits, on a canvas of a ground."""
    if photograph.shape[0] > photograph.shape[1]:
        photograph = np.rot90(photograph)
    while photograph.shape[0] > TALL or photograph.shape[1] > WIDE:
        half = (photograph.shape[1] // 2, photograph.shape[0] // 2)
        photograph = cv2.resize(photograph, half, interpolation=cv2.INTER_AREA)
    canvas = np.full((TALL, WIDE, *photograph.shape[2:]), ground, np.uint8)
    canvas[: photograph.shape[0], : photograph.shape[1]] = photograph
    return canvas


def learnt(folder: Path, minutes: float) -> Ancestor:
    """Train from nothing; print how far it came."""
    torch.manual_seed(0)
    random = np.random.default_rng(0)
    given = [pair for pair in pairs(folder) if not pair.held_out and pair.mask]
    given = [pair for pair in given if pair.source.startswith("museums")]
    shown = [(laid(photograph, 255), laid(mask, 0)) for _, photograph, mask in matching(given)]
    network = Ancestor()
    print(f"{sum(p.numel() for p in network.parameters()):,} parameters, {len(shown)} photographs")
    optimiser = torch.optim.Adam(network.parameters(), lr=2e-4)
    steps, losses, end = 0, [0.0], time.monotonic() + 60 * minutes
    while time.monotonic() < end:
        chosen = [shown[int(n)] for n in random.choice(len(shown), BATCH, replace=False)]
        turns = int(random.integers(4))
        stacks = (np.stack([np.rot90(one[k], turns) for one in chosen]) for k in (0, 1))
        seen, true = (torch.from_numpy(stack.copy()).float() / 255 for stack in stacks)
        loss = functional.binary_cross_entropy_with_logits(
            network(seen.permute(0, 3, 1, 2))[:, 0], true
        )
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(float(loss.detach()))
        steps += 1
    epochs = steps * BATCH / len(shown)
    print(f"{steps} batches, {epochs:.1f} times each photograph, loss {np.mean(losses[-20:]):.4f}")
    return network.eval()


def found(network: Ancestor, photograph: Picture) -> NDArray[np.bool_]:
    """Return the largest piece that the network finds."""
    seen = torch.from_numpy(laid(photograph, 255)).permute(2, 0, 1)[None].float() / 255
    with torch.inference_mode():
        answer = network(seen)[0, 0].numpy()
    height, width = sorted(photograph.shape[:2])
    while height > TALL or width > WIDE:
        height, width = height // 2, width // 2
    answer = answer[:height, :width]
    if photograph.shape[0] > photograph.shape[1]:
        answer = np.rot90(answer, -1).copy()
    mask = (cv2.resize(answer, photograph.shape[1::-1]) > 0).astype(np.uint8)
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    if count < 2:
        return mask > 0
    return np.asarray(labels == 1 + int(boxes[1:, cv2.CC_STAT_AREA].argmax()))


def main() -> None:
    """Train, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=20.0)
    asked = parser.parse_args()
    threads(1)
    network = learnt(asked.folder, asked.minutes)
    held = [pair for pair in pairs(asked.folder) if classifier_figures.held_out(pair)]
    shown = [pair for pair, _, _ in matching(held) if pair.mask]
    judged = classifier_figures.judged(lambda photograph: found(network, photograph), shown)
    print(figures.table(list(classifier_figures.of("the ancestor's recipe, real", judged))))


if __name__ == "__main__":
    main()
