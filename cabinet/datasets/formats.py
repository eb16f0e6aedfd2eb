"""The other formats that a dataset can be given in, each in a folder or file of its own."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cabinet.datasets.descriptions import About
from cabinet.datasets.detections import Detection


class UnknownFormatError(ValueError):
    """A format that there is not."""


@dataclass(frozen=True)
class Given:
    """What formats are written from: the dataset's folder, its detections, its collection."""

    folder: Path
    detections: Sequence[Detection]
    collection: Path
    about: About


def coco(given: Given, path: Path) -> None:
    """Write COCO's files."""
    from cabinet.datasets import coco as format_

    format_.write(path, given.detections)


def yolo(given: Given, path: Path) -> None:
    """Write YOLO's three datasets."""
    from cabinet.datasets import yolo as format_

    format_.write(path, given.detections, given.folder / "data")


def folder(given: Given, path: Path) -> None:
    """Write a folder of patches for each class."""
    from cabinet.datasets import fiftyone
    from cabinet.datasets import image_folder as format_

    format_.write(path, given.detections, given.folder / fiftyone.PATCHES)


def vectors(given: Given, path: Path) -> None:
    """Write codes and places."""
    from cabinet.datasets import vectors as format_

    format_.write(path, format_.gathered(given.detections, given.collection))


def darwin_core(given: Given, path: Path) -> None:
    """Write a Darwin Core Archive."""
    from cabinet.datasets import darwin_core as format_

    path.mkdir(parents=True, exist_ok=True)
    format_.write(path / f"{given.about.title}.zip", given.detections, given.about)


WRITERS: dict[str, Callable[[Given, Path], None]] = {
    "coco": coco,
    "yolo": yolo,
    "folder": folder,
    "vectors": vectors,
    "darwin_core": darwin_core,
}


def named(text: str) -> list[str]:
    """Return the formats that a text names, in their order. Raises UnknownFormatError."""
    asked = set(text.replace(",", " ").split())
    strange = sorted(asked - set(WRITERS))
    if strange:
        known = ", ".join(WRITERS)
        raise UnknownFormatError(f"there is no format {strange[0]!r}; there are {known}")
    return [name for name in WRITERS if name in asked]


def write(given: Given, wanted: Sequence[str]) -> None:
    """Write all formats aside, then put each in the place of the one that was there."""
    aside = {name: given.folder / f".{name}.part" for name in wanted}
    try:
        for name, path in aside.items():
            shutil.rmtree(path, ignore_errors=True)
            WRITERS[name](given, path)
        for name, path in aside.items():
            shutil.rmtree(given.folder / name, ignore_errors=True)
            path.replace(given.folder / name)
    finally:
        for path in aside.values():
            shutil.rmtree(path, ignore_errors=True)
