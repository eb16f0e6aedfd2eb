"""Cutouts of real photographs with the grades that an eye gave them on contact sheets.

The label file keeps ids and grades only: image (source/name), cut (by which method the specimen was
cut out: this chain's, or one of two classic ones, which fail often enough to learn failure from),
quality, and how much of the thumbnail was filled, in percent. The cutouts are made anew from the
photographs; one that is filled otherwise than the one that was graded is passed over.
"""

import csv
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from tqdm import tqdm

from cabinet import files
from cabinet.lessons import LABELS
from cabinet.networks import checkpoints, rotations
from cabinet.outcomes import Rejected
from cabinet.pictures import classic, cutouts, framing, images, segmentation
from cabinet.pictures.framing import SOLID, Pixels

TABLE = LABELS / "quality.csv"
LESSON, JUDGE, TEST = "lesson", "judge", "test"
SIDE = 256  # pixels of a kept picture
OTHERWISE = 3.0  # percent of the thumbnail
WORKING = 512  # pixels at which the classifier looks, as the chain has it
FOLDERS = ("media", "images")


@dataclass(frozen=True)
class Graded:
    """A cutout of a photograph and its grade."""

    image: str
    cut: str
    quality: str
    filled: float

    @property
    def source(self) -> str:
        """Return the folder of the photograph."""
        return self.image.partition("/")[0]

    @property
    def specimen(self) -> str:
        """Return what photographs of one specimen, or one moth on one night, have in common."""
        name = re.sub(r"(?<=\d)_\d{3}_(?=[a-z])", "_", self.image)
        return re.sub(r"[_-][dvDV](_[a-z]+)?$", "", name)

    @property
    def part(self) -> str:
        """Return what it is for: half test, a quarter of the others judge; a specimen is in one."""
        number = zlib.crc32(f"quality/{self.specimen}".encode())
        if number % 2 == 0:
            return TEST
        return JUDGE if number // 2 % 4 == 0 else LESSON


def read(table: Path = TABLE) -> list[Graded]:
    """Read the label file."""
    with table.open(newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file)
        return [
            Graded(row["image"], row["cut"], row["quality"], float(row["filled"])) for row in rows
        ]


@dataclass(frozen=True)
class Cutter:
    """Cuts photographs of a folder out, as they were when they were graded, and keeps them."""

    folder: Path
    models: Path
    kept: Path

    def pictures(self, rows: Iterable[Graded]) -> Iterator[tuple[Graded, Pixels]]:
        """Yield each with its upright picture, premultiplied RGBA [256, 256, 4].

        Photographs that are not there are passed over in silence, cutouts that are not as they
        were are told.
        """
        here = [row for row in rows if self._photograph(row)]
        if not here:
            return
        place = self.kept / self._digest
        for row in tqdm(here, desc="graded cutouts", disable=None):
            path = place / f"{row.cut}_{row.image.replace('/', '_')}.png"
            picture = _opened(path)
            if picture is None:
                picture = self._cut(row)
                with files.atomic(path) as part:
                    part.write_bytes(cv2.imencode(".png", picture)[1].tobytes())
            found = filled(picture)
            if abs(found - row.filled) <= OTHERWISE:
                yield row, picture
            else:
                tqdm.write(
                    f"passed over: {row.image} ({row.cut}) fills {found:.1f} % of its thumbnail,"
                    f" {row.filled} % when it was graded"
                )

    @property
    def _digest(self) -> str:
        weights = (self.models / f"{name}.safetensors" for name in ("classifier", "rotation"))
        return "-".join(checkpoints.digest(path)[:8] for path in weights)

    def _photograph(self, row: Graded) -> Path | None:
        source, _, name = row.image.partition("/")
        places = [self.folder / source / media / f"{name}.jpg" for media in FOLDERS]
        return next((path for path in places if path.is_file()), None)

    def _cut(self, row: Graded) -> Pixels:
        """Return the upright picture; an empty one where there is nothing to be cut out."""
        path = self._photograph(row)
        assert path is not None
        photograph = images.read(path, 0)
        try:
            if row.cut == "cabinet":
                network = segmentation.classifier(self.models / "classifier.safetensors")
                seen = segmentation.seen(photograph, WORKING)
                answer = segmentation.logits(network, [seen], mirrored=True)[0]
                cut = cutouts.cutout(photograph, answer)[0]
            else:
                mask = {"otsu": classic.otsu, "grabcut": classic.grabcut}[row.cut](photograph)
                cut = cutouts.squared(photograph, mask.astype(np.float32))[0]
            specimen = framing.lifted(cut)
        except Rejected:
            return np.zeros((SIDE, SIDE, 4), np.uint8)
        upright = checkpoints.load(self.models / "rotation.safetensors", rotations.RotationNetwork)
        rotation = rotations.upright(upright, [framing.round_picture(specimen)])[0][0]
        return framing.upright_picture(specimen, rotation, SIDE)


def filled(picture: Pixels) -> float:
    """Return how much of a picture is solid, in percent, at the size of a thumbnail."""
    small = cv2.resize(picture, (SIDE // 2, SIDE // 2), interpolation=cv2.INTER_AREA)
    return round(100 * float((small[..., 3] >= SOLID).mean()), 1)


def _opened(path: Path) -> Pixels | None:
    picture = cv2.imread(str(path), cv2.IMREAD_UNCHANGED) if path.is_file() else None
    return None if picture is None else np.asarray(picture, np.uint8)
