"""The pictures of a dataset's folder: links to the collection's files, or copies of them."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from PIL import Image

from cabinet import files
from cabinet.datasets import fiftyone
from cabinet.datasets.detections import Detection
from cabinet.datasets.sources import Source
from cabinet.pictures import images

QUALITY = 95
LINK, COPY = "link", "copy"
PLACES = ((fiftyone.DATA, ".jpg"), (fiftyone.MASKS, ".png"), (fiftyone.PATCHES, ".jpg"))


def lay_out(folder: Path, detections: Iterable[Detection], source: Source, manner: str) -> None:
    """Put photographs, masks and patches where the dataset says they are.

    A photograph that other programs would see otherwise (turned by EXIF, no JPEG, larger than the
    chain's limit) is written anew. Links share their content with the collection: `manner` is
    "copy" for folders whose pictures will be edited.
    """
    for place, _ in PLACES:
        (folder / place).mkdir(parents=True, exist_ok=True)
    for one in detections:
        photograph = folder / fiftyone.DATA / f"{one.image}.jpg"
        if one.is_plain:
            brought(source.photograph(one.image), photograph, manner)
        else:
            _written_anew(source, one.image, photograph)
        brought(source.mask(one.image), folder / fiftyone.MASKS / f"{one.image}.png", manner)
        brought(source.patch(one.image), folder / fiftyone.PATCHES / f"{one.image}.jpg", manner)


def brought(original: Path, path: Path, manner: str = LINK) -> None:
    """Link or copy a file, unless it is there; where links cannot be, it is copied."""
    if _is_there(original.stat(), path, manner):
        return
    with files.atomic(path) as part:
        if manner != LINK or not _linked(original, part):
            shutil.copy2(original, part)


def _is_there(told: os.stat_result, path: Path, manner: str) -> bool:
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    is_link = (there.st_ino, there.st_dev) == (told.st_ino, told.st_dev)
    is_same = (there.st_size, there.st_mtime_ns) == (told.st_size, told.st_mtime_ns)
    return is_same and (manner == LINK or not is_link)


def _linked(original: Path, path: Path) -> bool:
    try:
        os.link(original, path)
    except OSError:  # another disk, or a file system without links
        return False
    return True


def _written_anew(source: Source, image: str, path: Path) -> None:
    changed = source.photograph(image).stat().st_mtime_ns
    if path.is_file() and path.stat().st_mtime_ns == changed:
        return
    with files.atomic(path) as part:
        picture = images.read(source.photograph(image), source.limit)
        Image.fromarray(picture).save(part, "JPEG", quality=QUALITY)
        os.utime(part, ns=(changed, changed))


def take_away(folder: Path, names: Iterable[str]) -> None:
    """Remove from a dataset's folder the pictures of records that are no longer in it.

    They are links or copies that an earlier export put there; the collection's files stay.
    """
    for image in names:
        for place, suffix in PLACES:
            (folder / place / f"{image}{suffix}").unlink(missing_ok=True)
