"""Cutouts of real specimens with their angles and names, read from a folder of training data.

The folder holds any of the data sets below, and any collections of this chain (folders with
data/images_alpha and data/rotations.csv); what is absent is passed over. A cutout is RGBA uint8,
`rotation` the degrees clockwise that turn it upright (None where nobody knows).
"""

import csv
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from cabinet.networks import angles

Pixels = NDArray[np.uint8]

HELD_OUT = 8  # one specimen of so many is never trained on


@dataclass(frozen=True)
class Specimen:
    """One view of a real specimen, cut out."""

    cutout: Pixels
    rotation: float | None
    source: str
    specimen: str
    genus: str = ""
    species: str = ""
    form: str = ""  # sex and side: what else specimens of a species must share to look alike
    wings_only: bool = False

    @property
    def held_out(self) -> bool:
        """Whether the specimen belongs to the split that training never sees."""
        return zlib.crc32(f"{self.source}/{self.specimen}".encode()) % HELD_OUT == 0


def specimens(folder: Path) -> Iterator[Specimen]:
    """Yield every real specimen below a folder of training data."""
    yield from swallowtails(folder / "swallowtails")
    yield from museums(folder / "museums")
    yield from heliconius_nhm(folder / "heliconius_nhm")
    yield from heliconius_pairs(folder / "heliconius_pairs")
    for labels in sorted(folder.glob("*/data/rotations.csv")):
        yield from collection(labels.parent)


def swallowtails(folder: Path) -> Iterator[Specimen]:
    """Yield Papilionidae of Paris: wings only, upright, the right half mirrored."""
    for row in _rows(folder / "swallowtails.csv"):
        cutout = _read(folder / "images" / f"{row['image']}.webp", cv2.IMREAD_UNCHANGED)
        if cutout is not None and cutout.shape[-1] == 4:
            yield Specimen(
                cv2.cvtColor(cutout, cv2.COLOR_BGRA2RGBA),
                0.0,
                "swallowtails",
                row["specimen"],
                row["genus"],
                f"{row['genus']} {row['specificEpithet']}",
                f"{row['sex']} {row['view']}",
                wings_only=True,
            )


def museums(folder: Path) -> Iterator[Specimen]:
    """Yield specimens of five museums by their masks, with the angle of the head set by eye."""
    titles = {row["_id"]: row["title"] for row in _rows(folder / "multimedia.csv")}
    names = {titles.get(row["_id"], ""): row for row in _rows(folder / "occurrence.csv")}
    for row in _rows(folder / "by_eye.csv"):
        image, named = row["image"], names.get(row["image"], {})
        genus, species = named.get("genus", ""), named.get("scientificName", "")
        if row["kind"] == "pair":
            places = [("split", f"{image}_d", "dorsal"), ("split", f"{image}_v", "ventral")]
        else:
            places = [("", image, "")]
        for prefix, stem, side in places:
            part = f"{prefix}_" if prefix else ""
            photograph = _read(folder / f"{part}media" / f"{stem}.jpg", cv2.IMREAD_COLOR)
            mask = _read(folder / f"{part}masks" / f"{stem}.png", cv2.IMREAD_GRAYSCALE)
            if photograph is None or mask is None or photograph.shape[:2] != mask.shape:
                continue
            angle = row["head_clockwise_degrees"]
            known = -float(angle) if angle else None
            cut = _cut(photograph, mask)
            source = f"museums {row['kind']}"
            yield Specimen(cut, known, source, image, genus, species, side)


def heliconius_nhm(folder: Path) -> Iterator[Specimen]:
    """Yield small upright Heliconius, cut from their even pale ground by the way they differ."""
    for row in _rows(folder / "specimens.csv"):
        photograph = _read(folder / "media" / f"{Path(row['Image_filename']).stem}.jpg", 1)
        if photograph is not None:
            mask = differing(photograph)
            cut = _cut(photograph, mask)
            if cut.shape[1] > 1.2 * cut.shape[0]:  # else half a wing was lost with the ground
                race = f"Heliconius {row['Species']} {row['Subspecies']}"
                number, side = row["NHM_Specimen"], row["View"]
                yield Specimen(cut, 0.0, "heliconius", number, "Heliconius", race, side)


def heliconius_pairs(folder: Path) -> Iterator[Specimen]:
    """Yield Heliconius as four loose wings, squashed to a square, by derived masks."""
    for path in sorted((folder / "images").glob("*.jpg")):
        photograph = _read(path, cv2.IMREAD_COLOR)
        mask = _read(folder / "masks" / f"{path.stem}.png", cv2.IMREAD_GRAYSCALE)
        if photograph is not None and mask is not None and photograph.shape[:2] == mask.shape:
            yield Specimen(_cut(photograph, mask), None, "heliconius pairs", path.stem)


def collection(data: Path) -> Iterator[Specimen]:
    """Yield the cutouts of a collection of this chain whose rotation people gave."""
    for image, rotation in sorted(angles.read_labels(data / "rotations.csv").items()):
        cutout = _read(data / "images_alpha" / f"{image}.png", cv2.IMREAD_UNCHANGED)
        if cutout is not None and cutout.shape[-1] == 4:
            rgba = np.asarray(cv2.cvtColor(cutout, cv2.COLOR_BGRA2RGBA), np.uint8)
            yield Specimen(rgba, rotation, "collection", image)


def differing(photograph: Pixels) -> Pixels:
    """Return a mask of what differs from the even ground at a photograph's border."""
    lab = cv2.cvtColor(photograph, cv2.COLOR_BGR2LAB).astype(np.float32)
    edge = np.concatenate([lab[:2].reshape(-1, 3), lab[-2:].reshape(-1, 3)])
    far = np.linalg.norm((lab - np.median(edge, 0)) * [0.6, 1, 1], axis=-1)
    far = np.clip(far * 2, 0, 255).astype(np.uint8)
    mask = cv2.threshold(far, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1]
    count, parts, sizes, _ = cv2.connectedComponentsWithStats(mask)
    if count > 1:
        mask = np.where(parts == 1 + sizes[1:, 4].argmax(), 255, 0).astype(np.uint8)
    outer, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return np.asarray(cv2.drawContours(mask, outer, -1, 255, cv2.FILLED), np.uint8)


def _cut(photograph: Pixels, mask: Pixels) -> Pixels:
    """Return BGR and mask as RGBA, cropped to the mask, with a soft edge of one pixel."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if not rows.size:
        return np.zeros((1, 1, 4), np.uint8)
    top, left = max(rows[0] - 2, 0), max(columns[0] - 2, 0)
    inside = np.s_[top : rows[-1] + 3, left : columns[-1] + 3]
    solid = np.where(mask[inside] > 0, 255, 0).astype(np.uint8)
    soft = cv2.blur(solid, (3, 3))
    return np.dstack([cv2.cvtColor(photograph[inside], cv2.COLOR_BGR2RGB), soft])


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _read(path: Path, kind: int) -> Pixels | None:
    picture = cv2.imread(str(path), kind) if path.is_file() else None
    return None if picture is None else np.asarray(picture, np.uint8)
