"""Sprites: the upright specimens that are drawn on the map, in all sizes, and their shadows.

Pictures here are uint8 (height, width, 4), RGBA with the colours multiplied by alpha: so they can
be averaged and laid over each other without dark or light seams.
"""

from pathlib import Path

import cv2
import numpy as np

from cabinet.pictures.sprite_files import off_white, on_white

SHADE = 0.42  # opacity of the darkest shadow
BLUR = 0.022  # standard deviation of a shadow's blur, of the specimen's width
DROP = 0.012  # how far a shadow falls down, of the specimen's width
LEAST_SHADED = 16  # px: smaller specimens have no shadow


def pad(size: int) -> int:
    """Return how far the shadow of a specimen drawn `size` px wide reaches beyond it, in pixels."""
    return max(1, size // 16)


def read(path: Path, size: int) -> np.ndarray | None:
    """Return a sprite in a size, multiplied by alpha; None if it cannot be read."""
    try:
        return off_white(shrink(on_white(path.read_bytes(), size), size))
    except (OSError, ValueError):
        return None


def divided(picture: np.ndarray) -> np.ndarray:
    """Return RGBA with the colours no longer multiplied by alpha."""
    return cv2.cvtColor(np.ascontiguousarray(picture), cv2.COLOR_mRGBA2RGBA)


def shrink(picture: np.ndarray, size: int) -> np.ndarray:
    """Return a picture in another size, each pixel the average of what it covers."""
    if len(picture) == size:
        return picture
    method = cv2.INTER_AREA if len(picture) > size else cv2.INTER_CUBIC
    return cv2.resize(picture, (size, size), interpolation=method)


def shadow(picture: np.ndarray) -> np.ndarray:
    """Return the shadow's alpha of a sprite: uint8, `pad` wider on each side.

    Two means over squares blur it as a Gaussian of their variance does, in a third of the time.
    """
    size, around = len(picture), pad(len(picture))
    drop = round(size * DROP)
    alpha = cv2.copyMakeBorder(
        cv2.extractChannel(picture, 3), around + drop, around - drop, around, around,
        cv2.BORDER_CONSTANT, value=0,
    )  # fmt: skip
    across = (6 * (size * BLUR) ** 2 + 1) ** 0.5
    square = (2 * max(1, round((across - 1) / 2)) + 1,) * 2
    return cv2.convertScaleAbs(cv2.blur(cv2.blur(alpha, square), square), alpha=SHADE)


class Sizes:
    """One specimen in the sizes that a part of the map needs, made when they are asked for."""

    def __init__(self, largest: np.ndarray) -> None:
        """Keep the largest size that is needed."""
        self.pictures = {len(largest): largest}
        self.shadows: dict[int, np.ndarray] = {}

    def picture(self, size: int) -> np.ndarray:
        """Return the specimen `size` px wide."""
        if size not in self.pictures:
            self.pictures[size] = shrink(self.picture(size * 2), size)
        return self.pictures[size]

    def shadow(self, size: int) -> np.ndarray:
        """Return the shadow of the specimen `size` px wide."""
        if size not in self.shadows:
            self.shadows[size] = shadow(self.picture(size))
        return self.shadows[size]
