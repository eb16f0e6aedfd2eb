"""Encodes tiles as WebP or PNG with clear ground, or as JPEG on white."""

import io
from collections.abc import Callable

import cv2
import numpy as np
import simplejpeg
from PIL import Image

from cabinet.map.sprites import divided

WEBP_METHOD = 1  # of 0 to 6: 6 % larger than 2, in half the time (docs/reference/tiles.md)
WEBP_ALPHA = 80  # 96 levels of alpha: off by 2 of 255 at most, in half the time of all 256
PNG_EFFORT = 6  # of 0 to 9
JPEG_SAMPLING = "420"


def encode(picture: np.ndarray, kind: str, quality: int) -> bytes:
    """Return a file of a tile; `picture` is uint8 RGBA with the colours multiplied by alpha.

    `kind` is webp, png or jpeg; `quality` 1 to 100 (not for png). Raises `ValueError` for others.
    """
    if kind not in ENCODERS:
        raise ValueError(f"tile_format must be one of {', '.join(ENCODERS)}, not {kind!r}")
    return ENCODERS[kind](picture, quality)


def webp(picture: np.ndarray, quality: int) -> bytes:
    """Return a WebP file, its alpha true to 2 of 255."""
    file = io.BytesIO()
    Image.fromarray(divided(picture)).save(
        file, "WEBP", quality=quality, method=WEBP_METHOD, alpha_quality=WEBP_ALPHA
    )
    return file.getvalue()


def png(picture: np.ndarray, _: int) -> bytes:
    """Return a PNG file."""
    swapped = cv2.cvtColor(divided(picture), cv2.COLOR_RGBA2BGRA)
    return bytes(cv2.imencode(".png", swapped, [cv2.IMWRITE_PNG_COMPRESSION, PNG_EFFORT])[1])


def jpeg(picture: np.ndarray, quality: int) -> bytes:
    """Return a JPEG file, on white."""
    white = cv2.bitwise_not(cv2.extractChannel(picture, 3))
    on_white = cv2.add(picture, cv2.merge([white] * 4))  # its fourth channel is passed over
    return bytes(
        simplejpeg.encode_jpeg(
            on_white, quality=quality, colorspace="RGBX", colorsubsampling=JPEG_SAMPLING
        )
    )


ENCODERS: dict[str, Callable[[np.ndarray, int], bytes]] = {"webp": webp, "png": png, "jpeg": jpeg}
