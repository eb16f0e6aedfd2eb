"""Sprites: the upright specimens that are drawn on the map, in all sizes, and their shadows.

Pictures here are uint8 (height, width, 4), RGBA with the colours multiplied by alpha: so they can
be averaged and laid over each other without dark or light seams.
"""

import io
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, UnidentifiedImageError

SIDE = 256  # px: the largest size kept
SHADE = 0.42  # opacity of the darkest shadow
BLUR = 0.022  # standard deviation of a shadow's blur, of the specimen's width
DROP = 0.012  # how far a shadow falls down, of the specimen's width
LEAST_SHADED = 16  # px: smaller specimens have no shadow

BROKEN = (OSError, UnidentifiedImageError, ValueError, SyntaxError, Image.DecompressionBombError)


def pad(size: int) -> int:
    """Return how far the shadow of a specimen drawn `size` px wide reaches beyond it, in pixels."""
    return max(1, size // 16)


def read(path: Path, size: int) -> np.ndarray | None:
    """Return a sprite in a size, square, multiplied by alpha; None if it cannot be read."""
    picture = _decoded(path)
    return None if picture is None else shrink(squared(multiplied(picture)), size)


def _decoded(path: Path) -> np.ndarray | None:
    """Return a picture as plain RGBA; None if it is broken."""
    try:
        data = path.read_bytes()
        found = cv2.imdecode(np.frombuffer(data or b"?", np.uint8), cv2.IMREAD_UNCHANGED)
        if found is not None and found.dtype == np.uint8 and found.shape[2:] == (4,):
            return cv2.cvtColor(found, cv2.COLOR_BGRA2RGBA)  # of WebP the same, in half the time
        with Image.open(io.BytesIO(data)) as image:
            return np.asarray(image.convert("RGBA"))
    except (*BROKEN, cv2.error):
        return None


def multiplied(picture: np.ndarray) -> np.ndarray:
    """Return RGBA with the colours multiplied by alpha."""
    return cv2.cvtColor(np.ascontiguousarray(picture), cv2.COLOR_RGBA2mRGBA)


def divided(picture: np.ndarray) -> np.ndarray:
    """Return RGBA with the colours no longer multiplied by alpha."""
    return cv2.cvtColor(np.ascontiguousarray(picture), cv2.COLOR_mRGBA2RGBA)


def squared(picture: np.ndarray) -> np.ndarray:
    """Return a picture in the middle of a clear square."""
    height, width = picture.shape[:2]
    side = max(height, width)
    if height == width:
        return picture
    square = np.zeros((side, side, 4), np.uint8)
    top, left = (side - height) // 2, (side - width) // 2
    square[top : top + height, left : left + width] = picture
    return square


def shrink(picture: np.ndarray, size: int) -> np.ndarray:
    """Return a picture in another size, each pixel the average of what it covers."""
    if len(picture) == size:
        return picture
    method = cv2.INTER_AREA if len(picture) > size else cv2.INTER_CUBIC
    return cv2.resize(picture, (size, size), interpolation=method)


def shadow(picture: np.ndarray) -> np.ndarray:
    """Return the shadow's alpha of a sprite: uint8, `pad` wider on each side."""
    size = len(picture)
    around = pad(size)
    alpha = cv2.copyMakeBorder(picture[..., 3], *[around] * 4, cv2.BORDER_CONSTANT, value=0)
    soft = cv2.GaussianBlur(alpha, (0, 0), max(size * BLUR, 0.4))
    shift = np.float32([[1, 0, 0], [0, 1, size * DROP]])
    return cv2.warpAffine(cv2.convertScaleAbs(soft, alpha=SHADE), shift, alpha.shape[::-1])


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
