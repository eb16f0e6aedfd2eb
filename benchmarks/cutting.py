"""Cut-outs from file to file: create_images.py beside a loop that takes photographs one by one.

    python -m benchmarks cutting

The loop decodes all with Pillow, asks the network in float32 (Cabinet's own network, and for its
time also a plain U-Net of the size that others use), enlarges the answer, writes PNG with Pillow.
Both on one core; 40 drawn photographs of 2048 px with exact masks; the weights were read before.
"""

import json
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import nn

import create_images
from benchmarks import samples
from benchmarks.sidebyside import ROOT, Row, faster, in_turns, main, threads
from cabinet.networks import checkpoints
from cabinet.networks.classifier import Classifier
from config import Config

COUNT = 40
WEIGHTS = ROOT / "trained_models/classifier.safetensors"


class Plain(nn.Module):
    """A U-Net of 4 levels and 16 channels, 1.2 million parameters, untrained: for its time."""

    def __init__(self) -> None:
        super().__init__()
        widths = [16, 32, 64, 128]
        self.down = nn.ModuleList(
            self.pair(a, b) for a, b in zip([3, *widths[:-1]], widths, strict=True)
        )
        self.deep = self.pair(128, 256)
        self.up = nn.ModuleList(self.pair(b * 3, b) for b in widths[::-1])
        self.out = nn.Conv2d(16, 1, 1)

    @staticmethod
    def pair(before: int, after: int) -> nn.Sequential:
        """Return two convolutions."""
        return nn.Sequential(nn.Conv2d(before, after, 3, padding=1), nn.ReLU(),
                             nn.Conv2d(after, after, 3, padding=1), nn.ReLU())  # fmt: skip

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        """Return logits."""
        levels = []
        for block in self.down:
            levels.append(block(maps))
            maps = nn.functional.max_pool2d(levels[-1], 2)
        maps = self.deep(maps)
        for block in self.up:
            maps = nn.functional.interpolate(maps, scale_factor=2.0)
            maps = block(torch.cat([maps, levels.pop()], 1))
        return self.out(maps)


def loop(network: nn.Module, into: Path, frames: list[Path]) -> None:
    """Cut out one by one."""
    into.mkdir(exist_ok=True)
    for frame in frames:
        image = Image.open(frame).convert("RGB")
        small = image.resize((512, round(512 * image.height / image.width / 32) * 32))
        seen = torch.from_numpy(np.asarray(small).copy()).permute(2, 0, 1)[None].float() / 255
        with torch.no_grad():
            answer = network(seen)[0, 0].sigmoid().numpy()
        mask = Image.fromarray((answer * 255).astype(np.uint8)).resize(
            image.size, Image.Resampling.BILINEAR
        )
        alpha = mask.point(lambda value: 255 * (value > 127))
        box = alpha.getbbox() or (0, 0, 8, 8)
        image.putalpha(alpha)
        image.crop(box).save(into / f"{frame.stem}.png")
        (into / f"{frame.stem}.json").write_text(json.dumps(box[:2]))


def cabinet(collection: Path, mirrored: bool, frames: list[Path]) -> None:
    """Cut out as the stage does."""
    config = Config(collection=collection, mirrored=mirrored, trained_models=WEIGHTS.parent)
    into = collection / "data/images_alpha"
    errors = create_images.cut_out(
        config.absolute(), {frame.stem: into / f"{frame.stem}.png" for frame in frames}
    )
    assert not errors, errors


def found(cutout: Path) -> tuple[NDArray[np.uint8], tuple[int, int]]:
    """Return a cutout's alpha and where in the photograph it lies: x, y."""
    with Image.open(cutout) as image:
        alpha, note = np.asarray(image)[..., 3], image.info.get("Comment")
    beside = cutout.with_suffix(".json")
    if note is None:
        x, y = json.loads(beside.read_text())
        return alpha, (x, y)
    x, y, width, height = json.loads(note)["box"]
    top, left = (len(alpha) - height) // 2, (len(alpha) - width) // 2
    return alpha[top : top + height, left : left + width], (x, y)


def overlap(cutout: Path, mask: Path) -> float:
    """Return the intersection over union with the true mask."""
    truth = cv2.imread(str(mask), cv2.IMREAD_GRAYSCALE) > 127
    alpha, (x, y) = found(cutout)
    there = np.zeros_like(truth)
    there[y : y + alpha.shape[0], x : x + alpha.shape[1]] = alpha > 127
    return float((there & truth).sum() / (there | truth).sum())


def rows() -> Iterator[Row]:
    """Compare, time, and yield the rows."""
    threads(1)
    network = checkpoints.load(WEIGHTS, Classifier)
    frames = samples.frames(COUNT)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "data/images_alpha").mkdir(parents=True)
        (folder / "data/raw").mkdir()
        for frame, _ in frames:
            (folder / "data/raw" / frame.name).symlink_to(frame)
        only = [frame for frame, _ in frames]
        sides: dict[str, tuple[Path, Callable[[list[Path]], None]]] = {
            "Cabinet": (folder / "data/images_alpha", partial(cabinet, folder, False)),
            "Cabinet --mirrored": (folder / "data/images_alpha", partial(cabinet, folder, True)),
            "loop": (folder / "loop", partial(loop, network, folder / "loop")),
            "loop, plain U-Net": (folder / "plain", partial(loop, Plain(), folder / "plain")),
        }  # fmt: skip
        true = {}
        for side, (into, make) in list(sides.items())[:3]:
            make(only)
            true[side] = float(np.mean(
                [overlap(into / f"{frame.stem}.png", mask) for frame, mask in frames]
            ))  # fmt: skip
            print(f"  {side:<44} IoU {true[side]:.4f}")
        taken = in_turns({side: partial(make, only) for side, (_, make) in sides.items()}, 3)
    for ours in ("Cabinet", "Cabinet --mirrored"):
        for theirs, against in (
            ("loop", "loop: same network, fp32, Pillow"),
            ("loop, plain U-Net", "loop: plain U-Net, fp32, Pillow"),
        ):
            told = f"{COUNT} photographs; IoU {true[ours]:.4f}"
            told += f", theirs {true[theirs]:.4f}" if theirs in true else ""
            yield faster("cut-outs end to end" + ours.removeprefix("Cabinet"), against,
                         ours=taken[ours], theirs=taken[theirs], least=4.0, beside=told,
                         fair=true[ours] >= true["loop"] - 0.002)  # fmt: skip


if __name__ == "__main__":
    main(rows)
