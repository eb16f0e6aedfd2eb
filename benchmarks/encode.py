"""Thumbnails for training and for codes: Cabinet beside one Image.open per item in a DataLoader.

    python -m benchmarks encode

Reading: batches of 128 random thumbnails as tensors, from memory as the training has them, beside
a DataLoader: at 64 px, which each of the two views of a lesson is made of, and at 128 px, which is
painted of every second specimen. Encoding: 1,024 files to codes, as create_latent_codes.py does,
beside the same network in float32 fed by a DataLoader, and beside a plain residual encoder at
128 px, untrained, for its time. One thread.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import nn
from torch.utils.data import DataLoader, Dataset

from benchmarks import samples
from benchmarks.sidebyside import ROOT, Row, faster, in_turns, main, threads
from cabinet.lessons import named_specimens
from cabinet.networks import autoencoder, checkpoints, latent_codes

READ, ENCODED, BATCH = 4096, 1024, 128
WEIGHTS = ROOT / "trained_models/autoencoder.safetensors"


class Opened(Dataset[torch.Tensor]):
    """Thumbnails that are opened one by one."""

    def __init__(self, paths: list[Path], part: int = 1) -> None:
        self.paths, self.part = paths, part

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, index: int) -> torch.Tensor:
        with Image.open(self.paths[index]) as image:
            picture = np.asarray(image.convert("RGB").reduce(self.part))
        return torch.from_numpy(picture.copy()).permute(2, 0, 1).float() / 255


class Plain(nn.Module):
    """Six residual stages from 128 px to 128 numbers."""

    def __init__(self) -> None:
        super().__init__()
        widths = [24, 48, 96, 128, 192, 256]
        self.stages = nn.ModuleList()
        before = 3
        for width in widths:
            self.stages.append(nn.Conv2d(before, width, 3, 2, 1))
            self.stages.append(nn.Sequential(nn.Conv2d(width, width, 3, 1, 1), nn.ReLU(),
                                             nn.Conv2d(width, width, 3, 1, 1)))  # fmt: skip
            before = width
        self.out = nn.Linear(widths[-1] * 4, 128)

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        """Return codes."""
        for down, look in zip(self.stages[::2], self.stages[1::2], strict=True):
            maps = torch.relu(down(maps))
            maps = torch.relu(maps + look(maps))
        return self.out(maps.flatten(1))


def from_memory(pictures: NDArray[np.uint8]) -> None:
    """Take random batches of what the training holds."""
    random = np.random.default_rng(0)
    for _ in range(READ // BATCH):
        named_specimens._tensor(pictures[random.integers(0, len(pictures), BATCH)])


def opened(paths: list[Path], part: int) -> None:
    """Take random batches from files."""
    for _ in DataLoader(Opened(paths, part), BATCH, shuffle=True):
        pass


@torch.no_grad()
def same(network: autoencoder.Autoencoder, paths: list[Path]) -> NDArray[np.float32]:
    """Return codes by the same network in float32; both sides of each are looked at, too."""
    found = []
    for batch in DataLoader(Opened(paths), BATCH):
        sides = [nn.functional.normalize(network.encode(one)[0], dim=1)
                 for one in (batch, batch.flip(3))]  # fmt: skip
        found.append(network.settled(sides[0] + sides[1]).numpy())
    return np.concatenate(found)


@torch.no_grad()
def plain(network: Plain, paths: list[Path]) -> None:
    """Encode by another network."""
    for batch in DataLoader(Opened(paths), BATCH):
        network(batch)


def rows() -> Iterator[Row]:
    """Compare, time, and yield the rows."""
    threads(1)
    paths = samples.thumbnails(READ)
    held = np.stack([np.dstack([np.asarray(Image.open(path)), np.full((128, 128), 255, np.uint8)])
                     for path in paths])  # fmt: skip
    for side, part, goal in ((64, 2, 10.0), (128, 1, None)):
        pictures = np.ascontiguousarray(held[:, ::part, ::part])
        taken = in_turns({"Cabinet": partial(from_memory, pictures),
                          "opened": partial(opened, paths, part)}, 3)  # fmt: skip
        yield faster(f"thumbnails for training, {side} px", "one Image.open per item, DataLoader",
                     ours=taken["Cabinet"], theirs=taken["opened"], least=goal,
                     beside=f"{READ} in batches of {BATCH}, as float tensors")  # fmt: skip
    some = paths[:ENCODED]
    images = [path.stem for path in some]
    network = checkpoints.load(WEIGHTS, autoencoder.Autoencoder)
    ours = latent_codes.encoded(paths[0].parent, images, WEIGHTS)["code"]
    like = float((ours * same(network, some)).sum(1).min())
    print(f"  the codes are alike: least cosine {like:.5f}")
    assert like > 0.99
    other = Plain()
    size = sum(one.numel() for one in other.parameters()) / 1e6
    taken = in_turns({
        "Cabinet": lambda: latent_codes.encoded(paths[0].parent, images, WEIGHTS),
        "same network": lambda: same(network, some),
        "plain network": lambda: plain(other, some),
    }, 3)  # fmt: skip
    for name, against in (
        ("same network", "same network, fp32 eager, DataLoader"),
        ("plain network", f"plain residual encoder ({size:.1f} M), one look"),
    ):
        yield faster("encoding", against, ours=taken["Cabinet"], theirs=taken[name],
                     least=1.5, beside=f"{ENCODED} thumbnails, both sides")  # fmt: skip


if __name__ == "__main__":
    main(rows)
