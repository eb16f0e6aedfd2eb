"""The pictures that the pages show: cutouts, thumbnails, photographs made small, masks."""

import hashlib
import io
import json
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cabinet.files import atomic
from cabinet.labels.asked import Refused
from cabinet.labels.collection import CUTOUTS, PHOTOGRAPHS, THUMBNAILS, Collection
from cabinet.labels.masks import written
from cabinet.pictures import images
from cabinet.pictures.images import UnreadableImageError

SIDE = 1600  # pixels of the longer side at which photographs are shown and masks are drawn
SMALL = "data/labels/photographs/{}.jpg"  # made once; may be removed at any time
QUALITY = 88

Picture = NDArray[np.uint8]


class Pictures:
    """Files for the pages, of images whose names were looked up."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection

    def cutout(self, image: str) -> Path:
        """Return a cutout. Raises `Refused` if there is none."""
        return self._there(CUTOUTS, image)

    def thumbnail(self, image: str) -> Path:
        """Return a thumbnail; of an image that was not cut out, its photograph as small."""
        if self.collection.has(THUMBNAILS, image):
            return self.collection.path(THUMBNAILS, image)
        return self._small(image, self.collection.config.thumbnail_size)

    def photograph(self, image: str) -> Path:
        """Return a photograph, no larger than SIDE; a large one is made small once and kept."""
        return self._small(image, SIDE)

    def _small(self, image: str, side: int) -> Path:
        stat = self._there(PHOTOGRAPHS, image).stat()
        facts = f"{image} {stat.st_size} {stat.st_mtime_ns} {side}"
        name = hashlib.sha256(facts.encode()).hexdigest()[:32]
        small = self.collection.path(SMALL, name)
        if not small.exists():
            small.parent.mkdir(parents=True, exist_ok=True)
            with atomic(small) as part:
                picture = images.reduced(self.seen(image), side)
                Image.fromarray(picture).save(part, "JPEG", quality=QUALITY)
        return small

    def seen(self, image: str) -> Picture:
        """Return a photograph as it is shown, RGB [h, w, 3]. Raises `Refused` if it is torn."""
        path = self._there(PHOTOGRAPHS, image)
        try:
            return _read(path, path.stat().st_mtime_ns)
        except UnreadableImageError as error:
            raise Refused(404, f"The photograph cannot be read: {error}.") from error

    def mask(self, image: str, valid: Path | None) -> bytes:
        """Return a mask at the size at which the photograph is shown: a PNG, white on black.

        A person's if there is one, else the outline of what the network cut out, else black.
        """
        height, width = self.seen(image).shape[:2]
        if valid:
            with Image.open(valid) as kept:
                whole = kept.convert("L").resize((width, height), Image.Resampling.BILINEAR)
            return written(np.where(np.asarray(whole) > 127, 255, 0).astype(np.uint8))
        return written(self._of_cutout(image, (height, width)))

    def _of_cutout(self, image: str, size: tuple[int, int]) -> Picture:
        """Lay the alpha of a cutout where it was in the photograph."""
        mask = np.zeros(size, np.uint8)
        path = self.collection.path(CUTOUTS, image)
        if not path.is_file():
            return mask
        try:
            with Image.open(path) as cutout:
                x, y, w, h = json.loads(str(cutout.info["Comment"]))["box"]
                alpha = cutout.getchannel("A")
                left, top = (alpha.width - w) // 2, (alpha.height - h) // 2
                part = alpha.crop((left, top, left + w, top + h))
        except (OSError, ValueError, KeyError, TypeError):
            return mask
        scale = self._scale(image)
        box = [round(side * scale) for side in (x, y, x + w, y + h)]
        small = part.resize((max(1, box[2] - box[0]), max(1, box[3] - box[1])))
        whole = Image.fromarray(mask)
        whole.paste(small, (box[0], box[1]))
        return np.where(np.asarray(whole) > 127, 255, 0).astype(np.uint8)

    def size(self, image: str) -> tuple[int, int]:
        """Return a photograph's width and height in pixels of its own, as EXIF turns it."""
        with Image.open(io.BytesIO(self._there(PHOTOGRAPHS, image).read_bytes())) as photograph:
            width, height = photograph.size
            turned = photograph.getexif().get(images.ORIENTATION, 1) in (5, 6, 7, 8)
        return (height, width) if turned else (width, height)

    def _scale(self, image: str) -> float:
        return max(self.seen(image).shape[:2]) / max(self.size(image))

    def _there(self, place: str, image: str) -> Path:
        if not self.collection.has(place, image):
            raise Refused(404, "This collection has no such picture.")
        return self.collection.path(place, image)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> Picture:
    return images.read(path, SIDE)
