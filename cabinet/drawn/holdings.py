"""What a local museum holds: photographs in a folder, and the sizes in which it hands them out.

An id is a file's name without suffix; it is looked up among the names that are there and never
joined to a path. Files that are no pictures are handed out as they are, as a museum does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, UnidentifiedImageError

THUMBNAIL_WIDTH = 512
PREVIEW_WIDTH = 2048
MEDIA_TYPES = {
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".tif": "image/tiff", ".tiff": "image/tiff",
    ".png": "image/png", ".webp": "image/webp",
}  # fmt: skip
_FORMATS = {
    "jpg": ("JPEG", "image/jpeg"),
    "png": ("PNG", "image/png"),
    "webp": ("WEBP", "image/webp"),
}


@dataclass(frozen=True)
class Answer:
    """A body with its media type; `name` is set for attachments."""

    body: bytes
    media_type: str
    name: str = ""


class Holdings:
    """The photographs of a folder by id, and by the old 40-digit id of each."""

    def __init__(self, folder: Path) -> None:
        """List the folder once."""
        self.folder = folder
        files = sorted(p for p in folder.iterdir() if p.suffix.lower() in MEDIA_TYPES)
        self.files = {path.stem: path for path in files if not path.name.startswith(".")}
        self.old_ids = {old_id(stem): stem for stem in self.files}

    def original(self, image: str) -> Answer:
        """Hand out the file untouched, as an attachment. Raises KeyError for an unknown id."""
        path = self.files[image]
        return Answer(path.read_bytes(), MEDIA_TYPES[path.suffix.lower()], path.name)

    def at_most(self, image: str, width: int) -> Answer:
        """Hand out a JPEG at most `width` wide, never larger than the original."""
        return _narrowed(self.files[image], width)

    def information(self, image: str, address: str) -> dict[str, object]:
        """Describe a photograph as IIIF's info.json does."""
        with Image.open(self.files[image]) as picture:
            width, height = picture.size
        return {
            "@context": "http://iiif.io/api/image/3/context.json",
            "id": address,
            "type": "ImageService3",
            "protocol": "http://iiif.io/api/image",
            "profile": "level1",
            "width": width,
            "height": height,
            "maxWidth": width,
            "maxHeight": height,
        }

    def iiif(self, image: str, request: tuple[str, str, str, str]) -> Answer:
        """Answer region, size, rotation, "quality.fmt". Raises ValueError for what it cannot do."""
        region, size, rotation, last = request
        quality, _, fmt = last.partition(".")
        if quality not in {"default", "color", "gray"} or fmt not in _FORMATS:
            raise ValueError(f"cannot give {last}")
        if rotation not in {"0", "90", "180", "270"}:
            raise ValueError(f"cannot turn by {rotation}")
        with Image.open(self.files[image]) as opened:
            picture = _region(opened.convert("L" if quality == "gray" else "RGB"), region)
        picture = picture.resize(iiif_size(size, picture.size), Image.Resampling.LANCZOS)
        picture = picture.rotate(-int(rotation), expand=True)
        return Answer(_encoded(picture, _FORMATS[fmt][0]), _FORMATS[fmt][1])

    def tag(self, image: str) -> tuple[str, float]:
        """Give a photograph's ETag and the time of its last change."""
        state = self.files[image].stat()
        digest = hashlib.sha256(f"{image} {state.st_size} {state.st_mtime_ns}".encode())
        return f'"{digest.hexdigest()[:24]}"', state.st_mtime


def old_id(image: str) -> str:
    """Give the 40-digit id under which an older system knew a photograph."""
    return hashlib.sha1(image.encode(), usedforsecurity=False).hexdigest()


def iiif_size(text: str, full: tuple[int, int]) -> tuple[int, int]:
    """Turn a IIIF size ("max", "w,", ",h", "w,h", "!w,h", "pct:n") into pixels, not enlarging."""
    width, height = full
    if text == "max":
        return full
    if text.startswith("pct:"):
        share = float(text[4:]) / 100
        wanted = round(width * share), round(height * share)
    else:
        first, _, second = text.removeprefix("!").partition(",")
        w, h = int(first or 0), int(second or 0)
        scale = min(x for x in (w / width if w else 0, h / height if h else 0) if x)
        exact = w and h and not text.startswith("!")
        wanted = (w, h) if exact else (max(1, round(width * scale)), max(1, round(height * scale)))
    if not 0 < wanted[0] <= width or not 0 < wanted[1] <= height:
        raise ValueError(f"size {text} is larger than {width} x {height}")
    return wanted


def _region(picture: Image.Image, text: str) -> Image.Image:
    if text == "full":
        return picture
    left, top, width, height = (int(n) for n in text.split(","))
    if width <= 0 or height <= 0 or left >= picture.width or top >= picture.height:
        raise ValueError(f"region {text} is empty")
    right, bottom = min(left + width, picture.width), min(top + height, picture.height)
    return picture.crop((left, top, right, bottom))


def _encoded(picture: Image.Image, kind: str) -> bytes:
    stream = BytesIO()
    picture.save(stream, kind, quality=85)
    return stream.getvalue()


@lru_cache(maxsize=64)
def _narrowed(path: Path, width: int) -> Answer:
    """Give a JPEG of a file; a file that cannot be read is given as it is."""
    shrink: Callable[[Image.Image], Image.Image] = _fitted(width)
    try:
        with Image.open(path) as picture:
            if picture.format == "JPEG" and picture.width <= width:
                return Answer(path.read_bytes(), "image/jpeg")
            return Answer(_encoded(shrink(picture.convert("RGB")), "JPEG"), "image/jpeg")
    except (UnidentifiedImageError, OSError, ValueError):
        return Answer(path.read_bytes(), "image/jpeg")


def _fitted(width: int) -> Callable[[Image.Image], Image.Image]:
    def fit(picture: Image.Image) -> Image.Image:
        if picture.width <= width:
            return picture
        size = (width, max(1, round(picture.height * width / picture.width)))
        return picture.resize(size, Image.Resampling.LANCZOS)

    return fit
