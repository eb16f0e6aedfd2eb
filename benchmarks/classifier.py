"""How right the classifier is on real photographs that it never saw, beside two classic methods.

    python benchmarks/classifier.py ../shared/data [--working-size 512] [--peers]

Judges the held-out fifth of the photographs with masks: intersection over union, its 5th
percentile, the share below 0.85, boundary F (2 px at 512 px), frames of labels that are rejected.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cabinet.drawn import photographs
from cabinet.lessons import schooling
from cabinet.networks import agreement
from cabinet.outcomes import Rejected
from cabinet.pictures import cutouts, images, segmentation
from cabinet.pictures.masks import Pair, pairs

Picture = NDArray[np.uint8]
Mask = NDArray[np.bool_]
WEIGHTS = Path(__file__).resolve().parent.parent / "trained_models" / "classifier.safetensors"


def otsu(photograph: Picture) -> Mask:
    """Threshold the Lab distance to the colour of the frame's border."""
    lab = cv2.cvtColor(photograph, cv2.COLOR_RGB2LAB).astype(np.float32)
    edge = np.concatenate([lab[0], lab[-1], lab[:, 0], lab[:, -1]])
    far = np.sqrt(((lab - np.median(edge, 0)) ** 2).sum(2)).clip(0, 255).astype(np.uint8)
    far = cv2.GaussianBlur(far, (5, 5), 0)
    return cv2.threshold(far, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1] > 0


def grabcut(photograph: Picture) -> Mask:
    """Let GrabCut find what is in the middle box."""
    small = images.reduced(photograph, 400)
    height, width = small.shape[:2]
    box = (width // 10, height // 10, width * 8 // 10, height * 8 // 10)
    labels = np.zeros((height, width), np.uint8)
    models = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.setRNGSeed(0)
    cv2.grabCut(small, labels, box, *models, 4, cv2.GC_INIT_WITH_RECT)
    found = ((labels == cv2.GC_FGD) | (labels == cv2.GC_PR_FGD)).astype(np.uint8)
    return cv2.resize(found, photograph.shape[1::-1], interpolation=cv2.INTER_NEAREST) > 0


def ours(size: int, mirrored: bool) -> Callable[[Picture], Mask]:
    """Return Cabinet's method at a working size: all specimens of the frame, edges refined."""
    network = segmentation.classifier(WEIGHTS)

    def find(photograph: Picture) -> Mask:
        seen = segmentation.seen(photograph, size)
        answer = segmentation.logits(network, [seen], mirrored=mirrored)[0]
        return cutouts.everything(photograph, answer) > 0.5

    return find


def rejects(size: int, mirrored: bool) -> Callable[[Picture], bool]:
    """Return whether Cabinet makes no cutout of a photograph."""
    network = segmentation.classifier(WEIGHTS)

    def nothing(photograph: Picture) -> bool:
        seen = segmentation.seen(photograph, size)
        answer = segmentation.logits(network, [seen], mirrored=mirrored)[0]
        try:
            cutouts.cutout(photograph, answer)
        except Rejected:
            return True
        return False

    return nothing


@dataclass(frozen=True)
class Drawn:
    """A drawn photograph, read like a real one."""

    image: str
    photograph: photographs.Photograph

    def read(self) -> tuple[Picture, Picture]:
        """Return RGB and mask."""
        return self.photograph.rgb, self.photograph.mask


def drawn(count: int = 40) -> list[Drawn]:
    """Draw museum frames as the demo's, with specimens that training never saw."""
    random = np.random.default_rng(99)
    return [
        Drawn(f"drawn {number}", photographs.compose(random, one.cutout, size=1200))
        for number, one in enumerate(schooling.drawn(count, seed=99))
    ]


def judge(name: str, method: Callable[[Picture], Mask], judged: Sequence[Pair | Drawn]) -> None:
    """Print a row of figures, and the worst ten."""
    rows, spent = [], 0.0
    for pair in judged:
        photograph, mask = pair.read()
        start = time.perf_counter()
        found = method(photograph)
        spent += time.perf_counter() - start
        tolerance = 2 * max(mask.shape) / 512
        truth = mask > 127
        near = agreement.outline(found, truth, tolerance)
        rows.append((agreement.overlap(found, truth), near, pair.image))
    area, edge = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    print(
        f"| {name} | {len(rows)} | {area.mean():.4f} | {np.percentile(area, 5):.4f} "
        f"| {(area < 0.85).mean():.1%} | {edge.mean():.4f} | {1000 * spent / len(rows):.0f} ms |"
    )
    if name.startswith("Cabinet"):
        worst = ", ".join(f"{image} {figure:.3f}" for figure, _, image in sorted(rows)[:10])
        print(f"  worst: {worst}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--working-size", type=int, nargs="+", default=[512])
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--unmirrored", action="store_true", help="one look, not two")
    parser.add_argument("--all", action="store_true", help="also what was trained on")
    asked = parser.parse_args()
    torch.set_num_threads(1)
    found = [pair for pair in pairs(asked.folder) if pair.source.startswith("museums")]
    found = [pair for pair in found if pair.held_out or asked.all]
    judged = [pair for pair in found if pair.mask]
    empty = [pair for pair in found if not pair.mask]
    print("| method | photographs | IoU | 5th percentile | below 0.85 | boundary F | time |")
    print("|---|---|---|---|---|---|---|")
    for size in asked.working_size:
        judge(f"Cabinet at {size} px", ours(size, not asked.unmirrored), judged)
        nothing = rejects(size, not asked.unmirrored)
        none = sum(nothing(pair.read()[0]) for pair in empty)
        lost = [pair.image for pair in judged if nothing(pair.read()[0])]
        print(f"  frames of labels rejected: {none} of {len(empty)}")
        print(f"  specimens rejected: {len(lost)} of {len(judged)} {' '.join(lost)}")
        judge(f"Cabinet at {size} px, drawn frames", ours(size, not asked.unmirrored), drawn())
    if asked.peers:
        judge("Otsu on Lab distance to the border", otsu, judged)
        judge("GrabCut from the middle box", grabcut, judged)


if __name__ == "__main__":
    main()
