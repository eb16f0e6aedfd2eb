"""Photographs with masks: the pairs that the classifier is trained on and judged by.

A training folder holds sources, a source holds `media/` (or `images/`) and `masks/`, matched by
name; `split_media/` and `split_masks/` likewise. Photographs that `by_eye.csv` calls `label_only`
count as photographs with an empty mask.
"""

import csv
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

FOLDERS = (("media", "masks"), ("images", "masks"), ("split_media", "split_masks"))


@dataclass(frozen=True)
class Pair:
    """A photograph and its mask; without mask and outlines there is no specimen in it.

    What an odd number of outlines encloses is specimen: one within another is a hole.
    """

    source: str
    image: str
    photograph: Path
    mask: Path | None = None
    outlines: tuple[tuple[int, ...], ...] = ()  # x, y, x, y, ... in thousandths of the longer side

    @property
    def held_out(self) -> bool:
        """Whether it is for judging: one specimen in five, all its photographs together."""
        return zlib.crc32(self.image.split("_")[0].encode()) % 5 == 0

    def of(self, source: str) -> bool:
        """Whether it is of a source: a folder, or a museum whose code its name begins with."""
        return bool(source) and (
            self.source.partition("/")[0] == source or self.image.startswith(source)
        )

    def read(self, longest: int = 0) -> tuple[Picture, Picture]:
        """Return RGB [h, w, 3] and mask [h, w] of 0 or 255, reduced to a longer side if given."""
        photograph = cv2.cvtColor(_opened(self.photograph, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
        height, width = photograph.shape[:2]
        mask = np.zeros((height, width), np.uint8)
        scale = max(height, width) / 1000
        drawn = [np.array(outline).reshape(-1, 2) * scale for outline in self.outlines]
        cv2.fillPoly(mask, [points.round().astype(np.int32) for points in drawn], 255)
        if self.mask is not None:
            mask = _opened(self.mask, cv2.IMREAD_GRAYSCALE)
            if mask.shape != (height, width):
                raise ValueError(f"{self.mask} is not of the size of {self.photograph}")
        scale = longest / max(height, width) if longest else 1.0
        if scale < 1:
            size = (round(width * scale), round(height * scale))
            photograph = cv2.resize(photograph, size, interpolation=cv2.INTER_AREA)
            mask = cv2.resize(mask, size, interpolation=cv2.INTER_AREA)
        return np.asarray(photograph, np.uint8), np.asarray(mask, np.uint8)


def pairs(folder: Path) -> list[Pair]:
    """Return all photographs with masks below a training folder, sorted.

    Whether the masks are theirs is for `lessons.matching` to say.
    """
    found = []
    for source in sorted(path for path in folder.iterdir() if path.is_dir()):
        empty = _without_specimen(source / "by_eye.csv")
        for photographs, masks in FOLDERS:
            for path in sorted((source / photographs).glob("*.jpg")):
                mask = source / masks / f"{path.stem}.png"
                if not (mask.exists() or path.stem in empty):
                    continue
                name = f"{source.name}/{photographs}"
                found.append(Pair(name, path.stem, path, mask if mask.exists() else None))
    return found


def outlined(folder: Path, table: Path) -> list[Pair]:
    """Return the photographs below a training folder whose outlines a label file of ours keeps."""
    if not table.exists():
        return []
    found = []
    for name, outlines in json.loads(table.read_text()).items():
        source, image = name.split("/")
        photograph = folder / source / "media" / f"{image}.jpg"
        if photograph.exists():
            kept = tuple(tuple(outline) for outline in outlines)
            found.append(Pair(f"{source}/media", image, photograph, outlines=kept))
    return found


def corrected(given: Sequence[Pair], table: Path) -> list[Pair]:
    """Return those pairs whose masks an eye corrected, with the outlines that a file keeps."""
    kept = json.loads(table.read_text())
    found = []
    for pair in given:
        outlines = kept.get(f"{pair.source.partition('/')[0]}/{pair.image}", ())
        if outlines:
            found.append(replace(pair, mask=None, outlines=tuple(map(tuple, outlines))))
    return found


def own(photographs: Path, masks: Path) -> list[Pair]:
    """Return a collection's photographs that have masks of the same name; black ones are empty."""
    named = [(photographs / f"{mask.stem}.jpg", mask) for mask in sorted(masks.glob("*.png"))]
    return [Pair("own", path.stem, path, mask) for path, mask in named if path.exists()]


def _without_specimen(table: Path) -> set[str]:
    if not table.exists():
        return set()
    with table.open(newline="", encoding="utf-8") as lines:
        return {row["image"] for row in csv.DictReader(lines) if row["kind"] == "label_only"}


def _opened(path: Path, mode: int) -> Picture:
    picture = cv2.imread(str(path), mode)
    if picture is None:
        raise ValueError(f"{path} cannot be read")
    return picture.astype(np.uint8, copy=False)
