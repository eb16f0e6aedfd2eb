"""What a specimen's patch is made of: its photograph, and its mask by hand or by the classifier."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cabinet.outcomes import Rejected
from cabinet.pictures.framing import SOLID


@dataclass(frozen=True)
class Source:
    """Where a collection keeps what patches are made of; `limit` as in create_images."""

    folder: Path
    limit: int = 0

    def place(self, kind: str, image: str, suffix: str) -> Path:
        """Return the path of one of an image's files."""
        return self.folder / "data" / kind / f"{image}{suffix}"

    def patch(self, image: str) -> Path:
        """Return the path of an image's patch."""
        return self.place("patches", image, ".jpg")

    def mask(self, image: str) -> Path:
        """Return the path of an image's cropped mask."""
        return self.place("patches", image, ".png")

    def photograph(self, image: str) -> Path:
        """Return the path of an image's photograph."""
        return self.place("raw", image, ".jpg")

    def is_cut_out(self, image: str) -> bool:
        """Whether there is a photograph of an image, and a cutout or a mask by hand."""
        cut = (self.place("images_alpha", image, ".png"), self.place("masks", image, ".png"))
        return self.photograph(image).is_file() and any(path.is_file() for path in cut)

    def stamp(self, image: str) -> tuple[str, int]:
        """Return the sizes of the files that an image's patch is made of, and the latest's time.

        Sizes are in bytes, "-" for a file that is not there; the time is in ns since 1970.
        """
        kinds = (("raw", ".jpg"), ("images_alpha", ".png"), ("masks", ".png"))
        told = [_told(self.place(kind, image, suffix)) for kind, suffix in kinds]
        sizes = ["-" if one is None else str(one.st_size) for one in told]
        return "/".join(sizes), max(0 if one is None else one.st_mtime_ns for one in told)


def _told(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def mask_of(
    source: Source, image: str, size: tuple[int, ...]
) -> tuple[NDArray[np.bool_], float | None]:
    """Return the mask [h, w] of a photograph of this size, and how sure the classifier was."""
    by_hand = source.place("masks", image, ".png")
    if by_hand.is_file():
        drawn = cv2.imread(str(by_hand), cv2.IMREAD_GRAYSCALE)
        if drawn is None or drawn.shape != tuple(size):
            raise Rejected("the mask in data/masks is not of its photograph's size")
        return np.asarray(drawn >= SOLID), None
    path = source.place("images_alpha", image, ".png")
    note = _note(path)
    alpha = alpha_of(path)
    left, top, width, height = note["box"]
    y, x = (len(alpha) - height) // 2, (len(alpha) - width) // 2
    if min(left, top, x, y) < 0 or left + width > size[1] or top + height > size[0]:
        raise Rejected("its cutout is not of this photograph: make it anew")
    mask = np.zeros(size, bool)
    mask[top : top + height, left : left + width] = alpha[y : y + height, x : x + width] >= SOLID
    return mask, float(note["confidence"])


def alpha_of(cutout: Path) -> NDArray[np.uint8]:
    """Return which pixels of a cutout are specimen, 0..255 [h, w].

    Read here and not by `pictures.thumbnails`, which brings PyTorch along: a dataset is looked
    after in a second. Raises Rejected if the cutout is torn or has no alpha.
    """
    picture = cv2.imread(str(cutout), cv2.IMREAD_UNCHANGED)
    if picture is None:
        raise Rejected("its cutout is torn")
    if picture.ndim != 3 or picture.shape[2] != 4:
        raise Rejected("its cutout has no alpha")
    alpha = np.asarray(picture[..., 3])
    return np.asarray(alpha // 257 if alpha.dtype == np.uint16 else alpha, np.uint8)


def _note(cutout: Path) -> Mapping[str, Any]:
    try:
        with Image.open(cutout) as opened:
            note = json.loads(opened.info.get("Comment", ""))
        box = [int(value) for value in note["box"]]
        if len(box) != 4 or min(box) < 0:
            raise ValueError
        return {"box": box, "confidence": note.get("confidence", 0.0)}
    except (ValueError, KeyError, TypeError):
        raise Rejected("its cutout does not tell where in the photograph it lay") from None
