"""The mask task: people put right which part of a photograph is the specimen.

Every mask that was ever saved stays in data/labels/masks under the digest of its content, which is
what the journal and data/masks.csv hold; the one that is valid is copied to data/masks, where the
chain and the training scripts look for it.
"""

import base64
import binascii
import hashlib
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cabinet.files import atomic, stems
from cabinet.labels.asked import Mask, Refused
from cabinet.labels.collection import CUTOUTS, PHOTOGRAPHS, Collection
from cabinet.labels.journal import Entry
from cabinet.labels.table import Columns
from cabinet.labels.task import Task
from cabinet.labels.waiting import Order

MASKS, KEPT = "data/masks/{}.png", "data/labels/masks/{}.png"
DIGEST = 16  # hexadecimal digits


def digest(png: bytes) -> str:
    """Return what names a mask: the first digits of the SHA-256 of its file."""
    return hashlib.sha256(png).hexdigest()[:DIGEST]


def doubt(found: Mapping[str, Mapping[str, float]], images: Sequence[str]) -> dict[str, float]:
    """Return how sure it is that each photograph was cut out well; no cutout is the worst."""
    return {image: found[image]["confidence"] if image in found else 0.0 for image in images}


class Masks(Task):
    """Photographs, those first in which nothing was found, then those that are least certain."""

    kind = "masks"
    shape = Mask
    columns = Columns(("mask",), lambda _: None, lambda value: (value,), withdrawn=True)

    def __init__(self, collection: Collection) -> None:
        """Open the journal, and take masks into it that lie in data/masks from elsewhere."""
        super().__init__(collection)
        folder = collection.path(MASKS, "x").parent
        strange = []
        for image in stems(folder, ".png") if folder.is_dir() else []:
            name = self._keep((folder / f"{image}.png").read_bytes())
            if all(entry.value != name for entry in self.journal.history(image)):
                strange.append((f"import-{image}-{name}", image, name))
        if strange:
            self.noted(self.journal.set_all("data/masks", strange))

    def ordered(self) -> Order:
        """Return all photographs by how sure the network was."""
        images = self.collection.photographs
        sure = doubt(self.collection.found, images)
        return Order(images, sure, seed=self.collection.config.seed)

    def knows(self, image: str) -> bool:
        """Whether there is a photograph of the image."""
        return self.collection.has(PHOTOGRAPHS, image)

    def value(self, body: Any, _image: str) -> str:
        """Keep a mask under its digest, and return that. Raises `Refused` if it is no mask."""
        return self._keep(written(decoded(body.mask)))

    def proposal(self, image: str) -> Any:
        """Return the network's confidence, if it is known; None where it found no specimen."""
        found = self.collection.found.get(image)
        if found:
            return {"confidence": found["confidence"]}
        return {} if self.collection.has(CUTOUTS, image) else None

    def published(self, entry: Entry) -> None:
        """Put the valid mask where the chain looks for it, or take it away."""
        holding, path = self.journal.value(entry.image), self.collection.path(MASKS, entry.image)
        if holding is None:
            path.unlink(missing_ok=True)
            return
        with atomic(path) as part:
            shutil.copyfile(self.collection.path(KEPT, holding), part)

    def file(self, image: str) -> Path | None:
        """Return the valid mask of an image that was looked up; None if nobody gave it one."""
        holding = self.journal.value(image)
        return self.collection.path(KEPT, holding) if holding else None

    def _keep(self, png: bytes) -> str:
        name = digest(png)
        path = self.collection.path(KEPT, name)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            with atomic(path) as part:
                part.write_bytes(png)
        return name


def decoded(text: str) -> Any:
    """Return a mask [h, w] of 0 and 255 from a PNG in base64. Raises `Refused` if it is none."""
    import cv2
    import numpy as np

    try:
        data = np.frombuffer(base64.b64decode(text, validate=True), np.uint8)
        whole = data[:8].tobytes() == b"\x89PNG\r\n\x1a\n"
        size = [int.from_bytes(data[at : at + 4].tobytes(), "big") for at in (16, 20)]
        picture = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE) if whole and max(size) < 9000 else None
    except (binascii.Error, cv2.error, ValueError):
        picture = None
    if picture is None:
        raise Refused(400, "A mask is a PNG in base64, smaller than 9,000 pixels across.")
    return np.where(picture > 127, 255, 0).astype(np.uint8)


def written(mask: Any) -> bytes:
    """Return a mask as a PNG of one bit a pixel: the same mask is the same bytes."""
    import cv2

    _, png = cv2.imencode(".png", mask, [cv2.IMWRITE_PNG_BILEVEL, 1])
    return bytes(png.tobytes())
