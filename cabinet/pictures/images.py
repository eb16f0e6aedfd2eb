"""Photographs as arrays: any file a museum serves, the right way up, or a clear error."""

import io
import warnings
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from cabinet.outcomes import Rejected
from cabinet.pictures import notes

try:
    import simplejpeg
except ImportError:  # it only makes JPEGs faster
    simplejpeg = None

Picture = NDArray[np.uint8]

LARGEST = 300_000_000  # pixels; a larger header is a mistake or an attack
ORIENTATION = 0x0112  # EXIF tag
# One filter for all rows: half the time of choosing for each, and no larger for photographs.
PNG = (cv2.IMWRITE_PNG_COMPRESSION, 1, cv2.IMWRITE_PNG_FILTER, cv2.IMWRITE_PNG_FILTER_UP)
warnings.filterwarnings("ignore", module=r"PIL\.")  # what is wrong ends in the ledger
Image.MAX_IMAGE_PIXELS = None  # judged here, with a sentence, before anything is decoded


class UnreadableImageError(ValueError):
    """The file is no image, or a torn one; the message says which."""


def read(path: Path, longest: int = 0) -> Picture:
    """Return a photograph as RGB uint8 [h, w, 3], turned as its EXIF says, on white where clear.

    With `longest`, a larger photograph is reduced so that its longer side is that many pixels.
    Of an animation it is the first frame; 16 bits become 8. Raises `UnreadableImageError` for
    what is no whole image, `Rejected` for more than `LARGEST` pixels.
    """
    data = path.read_bytes()
    if not data:
        raise UnreadableImageError("the file is empty")
    try:
        with Image.open(io.BytesIO(data)) as image:
            _check_size(image.size)
            turn = image.getexif().get(ORIENTATION, 1)
            picture = _fast(data, image, longest)
            if picture is None:
                picture = _any(data, image)
    except UnidentifiedImageError:
        raise UnreadableImageError(f"no image: {_looks_like(data)}") from None
    except Rejected:
        raise
    except (OSError, SyntaxError, ValueError, EOFError, cv2.error, IndexError) as error:
        raise UnreadableImageError(f"torn or unreadable image: {error}") from error
    return reduced(upright(picture, int(turn)), longest)


def reduced(picture: Picture, longest: int) -> Picture:
    """Return the picture averaged down so that its longer side is at most `longest` (0: as is)."""
    height, width = picture.shape[:2]
    scale = longest / max(height, width) if longest else 1.0
    if scale >= 1:
        return picture
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)


def upright(picture: Picture, orientation: int) -> Picture:
    """Turn and mirror a picture as its EXIF orientation (1 to 8) says."""
    if orientation in (5, 6, 7, 8):
        picture = picture.transpose(1, 0, 2)
    if orientation in (2, 3, 6, 7):
        picture = picture[:, ::-1]
    if orientation in (3, 4, 7, 8):
        picture = picture[::-1]
    return np.ascontiguousarray(picture)


def _check_size(size: tuple[int, int]) -> None:
    if size[0] * size[1] > LARGEST:
        raise Rejected(f"too large: {size[0]} x {size[1]} pixels")


def _fast(data: bytes, image: Image.Image, longest: int) -> Picture | None:
    """Decode a common JPEG, at half or a quarter of its size where that is enough."""
    if simplejpeg is None or image.format != "JPEG" or image.mode not in ("RGB", "L"):
        return None
    scale = longest / max(image.size) if longest else 1.0
    wanted = [max(1, int(side * min(scale, 1.0))) for side in image.size]
    try:
        picture: Picture = simplejpeg.decode_jpeg(
            data, "RGB", min_width=wanted[0], min_height=wanted[1]
        )
    except ValueError:  # also a mere warning; Pillow tells torn from odd
        return None
    return picture


def _any(data: bytes, image: Image.Image) -> Picture:
    if image.mode.startswith(("I", "F")):
        return _stretched(np.asarray(image))
    image.load()
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        clear = image.convert("RGBA")
        ground = Image.new("RGBA", clear.size, "white")
        return np.asarray(Image.alpha_composite(ground, clear).convert("RGB"))
    if image.mode == "RGB" and image.format == "TIFF":
        deep = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
        if deep is not None and deep.dtype == np.uint16 and deep.ndim == 3:
            return _stretched(deep[:, :, 2::-1])
    return np.asarray(image.convert("RGB"))


def _stretched(values: NDArray[np.generic]) -> Picture:
    """Bring 16-bit, 32-bit and floating values to 0..255, RGB."""
    light = values.astype(np.float32)
    top = 65535.0 if values.dtype.itemsize == 2 else max(float(light.max(initial=0)), 1.0)
    if values.dtype.itemsize > 2 and 255 < top <= 65535:
        top = 65535.0
    shown = (light * (255 / top)).clip(0, 255).round().astype(np.uint8)
    return shown if shown.ndim == 3 else np.repeat(shown[:, :, None], 3, 2)


def _looks_like(data: bytes) -> str:
    start = data[:512].lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<")):
        return "a web page"
    if start.startswith((b"{", b"[")):
        return "JSON"
    if not data[:512].strip(b"\0"):
        return "only zero bytes"
    return f"it begins with {data[:8]!r}"


def write_png(path: Path, picture: Picture, note: str = "") -> None:
    """Write RGBA or RGB uint8 as a PNG quickly, with a note in its `Comment` if given."""
    turned = cv2.cvtColor(
        picture, cv2.COLOR_RGBA2BGRA if picture.shape[2] == 4 else cv2.COLOR_RGB2BGR
    )
    whole, encoded = cv2.imencode(".png", turned, PNG)
    if not whole:
        raise OSError(f"{path.name} could not be encoded")
    path.write_bytes(notes.add(encoded.tobytes(), note))
