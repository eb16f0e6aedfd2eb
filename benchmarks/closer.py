"""What a second look gains on specimens that are small in their photographs.

    python benchmarks/closer.py FOLDER [--below 0.4]

FOLDER holds photographs in `media/` and masks in `masks/`, of the same names. Each photograph whose
specimen is smaller than the share is cut out twice, once with one look and once with two; printed
are IoU and boundary F (2 px at 512) against the mask.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from cabinet.pictures import cutting  # noqa: E402

Mask = NDArray[np.bool_]


def iou(one: Mask, other: Mask) -> float:
    """Return intersection over union."""
    return float((one & other).sum() / max(1, (one | other).sum()))


def boundary_f(one: Mask, other: Mask) -> float:
    """Return the F score of the outlines, within 2 px at 512."""
    reach = max(1, round(2 * max(one.shape) / 512))
    near = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    edges = [m & ~(cv2.erode(m.astype(np.uint8), np.ones((3, 3))) > 0) for m in (one, other)]
    wide = [cv2.dilate(edge.astype(np.uint8), near) > 0 for edge in edges]
    precision = (edges[0] & wide[1]).sum() / max(1, edges[0].sum())
    recall = (edges[1] & wide[0]).sum() / max(1, edges[1].sum())
    return float(2 * precision * recall / max(1e-9, precision + recall))


def cut(folder: Path, image: str, size: tuple[int, int], below: float) -> Mask:
    """Return where in the photograph the cutout says that the specimen is."""
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "cutout.png"
        cutter = cutting.Cutter(
            photographs=folder / "media",
            cutouts=Path(made),
            masks=Path(made),
            given={},
            boxes={},
            weights=ROOT / "trained_models/classifier.safetensors",
            working_size=512,
            mirrored=True,
            closer_below=below,
            photograph_limit=0,
        )
        found = np.zeros(size, bool)
        if cutter.make({image: path}):
            return found
        with Image.open(path) as cutout:
            alpha, note = np.asarray(cutout.getchannel("A")), json.loads(cutout.info["Comment"])
    x, y, width, height = note["box"]
    top, left = (len(alpha) - height) // 2, (len(alpha) - width) // 2
    found[y : y + height, x : x + width] = alpha[top : top + height, left : left + width] > 127
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--below", type=float, default=0.4)
    options = parser.parse_args()
    rows = []
    for path in sorted((options.folder / "masks").glob("*.png")):
        picture = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
        if picture is None or not (picture > 127).any():
            continue
        truth = np.asarray(picture > 127)
        share = max(np.ptp(side) for side in np.nonzero(truth)) / max(truth.shape)
        if share >= options.below:
            continue
        looks = [cut(options.folder, path.stem, truth.shape, below) for below in (0.0, 0.99)]
        rows.append([f(look, truth) for f in (iou, boundary_f) for look in looks])
        print(f"{path.stem:<24} {share:.2f} of the frame:", *(f"{v:.3f}" for v in rows[-1]))
    means = np.mean(rows, axis=0)
    print(f"{len(rows)} specimens: IoU {means[0]:.3f} -> {means[1]:.3f}, "
          f"boundary F {means[2]:.3f} -> {means[3]:.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
