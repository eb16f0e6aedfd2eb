"""Thumbnails and sprites: each specimen upright, of one size, framed alike.

A thumbnail is a JPEG on white whose comment tells the rotation, so that one rename publishes both;
its sprite is the same picture at twice the size with a clear ground, and is written before it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from cabinet import files
from cabinet.batches import in_batches
from cabinet.networks import angles, checkpoints, rotations
from cabinet.networks.rotations import RotationNetwork
from cabinet.outcomes import Rejected
from cabinet.pictures import sprite_files
from cabinet.pictures.framing import (
    Pixels,
    lifted,
    on_ground,
    premultiplied,
    round_picture,
    upright_picture,
)

JPEG_QUALITY = 93
BATCH = 16
LARGEST = 120_000_000  # pixels of a cutout; a larger one is no cutout of this chain


@dataclass(frozen=True)
class Framer:
    """Makes thumbnails: from a folder of cutouts, beside a folder of sprites, heeding labels."""

    cutouts: Path
    thumbnails: Path
    sprites: Path
    side: int
    weights: Path
    labels: Mapping[str, float]

    def make(self, paths: Mapping[str, Path]) -> dict[str, Exception]:
        """Write the thumbnail, and before it the sprite, of each image; return what failed.

        Earlier pictures of a cutout that is now rejected, or gone, are removed.
        """
        errors = in_batches(
            paths, decode=self._read, infer=self._turned, encode=self._write, size=BATCH
        )
        for image, error in errors.items():
            if isinstance(error, Rejected):
                (self.thumbnails / f"{image}.jpg").unlink(missing_ok=True)
                (self.sprites / f"{image}{sprite_files.SUFFIX}").unlink(missing_ok=True)
        return errors

    def _read(self, image: str) -> tuple[str, Pixels]:
        path = self.cutouts / f"{image}.png"
        if not path.exists():
            raise Rejected("there is no cutout")
        return image, lifted(read_cutout(path))

    def _turned(self, read: Sequence[tuple[str, Pixels]]) -> list[tuple[str, Pixels, float, float]]:
        network = checkpoints.load(self.weights, RotationNetwork)
        found = rotations.upright(network, [round_picture(specimen) for _, specimen in read])
        turned = []
        for (image, specimen), (proposed, sure) in zip(read, found, strict=True):
            by_hand = (self.labels[image], 1.0) if image in self.labels else None
            rotation, confidence = by_hand or (proposed, min(sure, angles.SUREST))
            picture = upright_picture(specimen, rotation, 2 * self.side)
            turned.append((image, picture, rotation, confidence))
        return turned

    def _write(self, made: tuple[str, Pixels, float, float], path: Path) -> None:
        image, picture, rotation, confidence = made
        with files.atomic(self.sprites / f"{image}{sprite_files.SUFFIX}") as sprite:
            sprite.write_bytes(sprite_files.encoded(picture))
        half = cv2.resize(picture, (self.side, self.side), interpolation=cv2.INTER_AREA)
        told = angles.comment(rotation, confidence, given=image in self.labels)
        Image.fromarray(on_ground(np.asarray(half, np.uint8))).save(
            path, "JPEG", quality=JPEG_QUALITY, subsampling=0, comment=told
        )


def read_cutout(path: Path) -> Pixels:
    """Return a cutout as uint8 RGBA [h, w, 4].

    Raises `Rejected` if it has no alpha to tell the specimen from its ground, or is absurdly large;
    `OSError` if the file is torn.
    """
    with Image.open(path) as header:
        width, height = header.size
    if width * height > LARGEST:
        raise Rejected(f"the cutout is too large: {width} x {height} pixels")
    picture = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if picture is None:
        raise OSError(f"{path.name} is torn")
    if picture.ndim != 3 or picture.shape[2] != 4:
        raise Rejected("the cutout has no alpha")
    if picture.dtype != np.uint8:
        picture = (picture >> 8).astype(np.uint8)
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGRA2RGBA), np.uint8)


def on_white(cutout: Pixels, side: int) -> Image.Image:
    """Return a cutout (plain RGBA) as it lies, shrunk to a square picture on white."""
    longer = max(cutout.shape[:2])
    scale = side / longer
    size = [max(1, round(length * scale)) for length in cutout.shape[1::-1]]
    small = cv2.resize(premultiplied(cutout), size, interpolation=cv2.INTER_AREA)
    square = np.zeros((side, side, 4), np.uint8)
    top, left = (side - small.shape[0]) // 2, (side - small.shape[1]) // 2
    square[top : top + small.shape[0], left : left + small.shape[1]] = small
    return Image.fromarray(on_ground(square))
