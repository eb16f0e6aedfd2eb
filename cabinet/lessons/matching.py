"""Whether a mask belongs to its photograph: what does not is listed, never silently used.

Seen by eye (trained_models/labels/passed_over.csv, ours, CC0), or by the machine: a file that
cannot be read, another size, no black and white, nothing in it or nothing but it, or an outline
that follows nothing in the photograph.
"""

import csv
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from cabinet import files
from cabinet.lessons import LABELS
from cabinet.pictures.masks import Pair

Picture = NDArray[np.uint8]
SEEN = LABELS / "passed_over.csv"
WORKING = 320  # pixels
GREY = 0.1  # share of a mask that may be neither black nor white
WHOLE = 0.97  # share of a frame from which a mask is no outline
# How much steeper the photograph is along the outline than along the same outline shifted by a
# twentieth of the frame, to whatever side: mean ranks of the gradient, 0..1. Of 160 masks that
# belong the lowest is 0.07, the median 0.24; of masks of other photographs 0.04 is the 95th
# percentile, of shifted ones 0.03 the highest.
FOLLOWED, SHIFT = 0.05, 20


def matching(
    given: Iterable[Pair], longest: int = 0, listed: Path | None = None
) -> Iterator[tuple[Pair, Picture, Picture]]:
    """Yield pairs with photograph and mask, both reduced to a longer side if given.

    Pairs that do not match are passed over: told, and written to `listed` with the reason, which
    is an empty list when nothing was.
    """
    by_eye, passed = seen(), []
    for pair in given:
        name = f"{pair.source.partition('/')[0]}/{pair.image}"
        why = by_eye.get(name, "")
        if not why:
            try:
                photograph, mask = pair.read(longest)
            except ValueError as error:
                why = str(error)
            else:
                why = trouble(photograph, mask) if pair.mask or pair.outlines else ""
        if why:
            passed.append((name, why))
            tqdm.write(f"passed over: {name}: {why}")
        else:
            yield pair, photograph, mask
    if listed:
        with files.atomic(listed) as part, part.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows([("image", "reason"), *passed])


def seen(table: Path = SEEN) -> dict[str, str]:
    """Return the masks that an eye found wrong, by source/photograph, with the reason."""
    with table.open(newline="", encoding="utf-8") as file:
        return {row["image"]: row["reason"] for row in csv.DictReader(file)}


def trouble(photograph: Picture, mask: Picture) -> str:
    """Return why a mask cannot be that of a photograph; nothing if it can.

    An all-black mask says that there is no specimen, which nobody but an eye can doubt.
    """
    if not (mask > 127).any():
        return ""
    share = float((mask > 127).mean())
    if share > WHOLE:
        return f"its mask covers {share:.0%} of the frame"
    grey = float(((mask > 30) & (mask < 225)).mean())
    if grey > GREY:
        return f"{grey:.0%} of its mask is neither black nor white"
    steep = followed(photograph, mask)
    if steep < FOLLOWED:
        return f"its mask's outline follows nothing in the photograph ({steep:.2f})"
    return ""


def followed(photograph: Picture, mask: Picture) -> float:
    """Return how much steeper a photograph is along a mask's outline than beside it, -1..1."""
    scale = min(1.0, WORKING / max(mask.shape))
    size = [max(8, round(side * scale)) for side in mask.shape[::-1]]
    small = cv2.resize(photograph, size, interpolation=cv2.INTER_AREA)
    solid = (cv2.resize(mask, size, interpolation=cv2.INTER_AREA) > 127).astype(np.uint8)
    lab = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_RGB2LAB).astype(np.float32), (0, 0), 1)
    across = cv2.Sobel(lab, cv2.CV_32F, 1, 0), cv2.Sobel(lab, cv2.CV_32F, 0, 1)
    steep = cv2.dilate(np.hypot(*across).sum(2), np.ones((3, 3), np.uint8))
    ranks = np.empty(steep.size)
    ranks[np.argsort(steep.ravel(), kind="stable")] = np.arange(steep.size) / steep.size
    kernel = np.ones((3, 3), np.uint8)
    inner = cv2.erode(solid, kernel, borderType=cv2.BORDER_REPLICATE)
    edge = cv2.dilate(solid, kernel) != inner
    if not edge.any():
        return 1.0
    away, here = max(3, max(size) // SHIFT), ranks.reshape(edge.shape)
    beside = [
        here[np.roll(edge, (down * away, right * away), (0, 1))].mean()
        for down, right in product((-1, 0, 1), repeat=2)
        if down or right
    ]
    return float(here[edge].mean() - max(beside))
