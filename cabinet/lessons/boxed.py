"""Photographs with boxes of their specimens, and what the locator is to answer for them."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from cabinet.lessons.far_frames import Box
from cabinet.lessons.lessons import LONGEST
from cabinet.lessons.photometry import relit
from cabinet.lessons.scenes import Scene
from cabinet.networks import locator
from cabinet.outcomes import Rejected
from cabinet.pictures import given_boxes, images

Picture = NDArray[np.uint8]
Light = NDArray[np.float32]
Random = np.random.Generator

PIECE = 0.25  # area of a piece, as a share of the largest, from which it has a box of its own
WIDE = 0.8, 1.6  # places of the grid over which a middle falls off: small ones must count, too


@dataclass(frozen=True)
class Shown:
    """A photograph RGB [h, w, 3] and the boxes in it, left, top, right, bottom in pixels."""

    photograph: Picture
    boxes: list[Box]


def boxed(photographs: Path, boxes: Mapping[str, given_boxes.Box]) -> list[tuple[bool, Shown]]:
    """Return a collection's photographs with people's boxes, and whether each is held out."""
    found = []
    for image, (x, y, w, h) in sorted(boxes.items()):
        if (x, y, w, h) == given_boxes.WITHDRAWN:
            continue
        try:
            whole = images.read(photographs / f"{image}.jpg")
        except (OSError, ValueError, Rejected):
            continue
        picture = images.reduced(whole, LONGEST)
        scale = len(picture) / len(whole)
        box = (x * scale, y * scale, (x + w) * scale, (y + h) * scale)
        inside = w > 0 and box[0] < picture.shape[1] and box[1] < picture.shape[0]
        one = Shown(picture, [box] if inside else [])
        if inside or w < 0:
            found.append((zlib.crc32(image.split("_")[0].encode()) % 5 == 0, one))
    return found


def shown(scene: Scene) -> Shown:
    """Return a scene with the boxes of its specimens: large pieces of the mask that lie apart."""
    wide = max(3, round(0.03 * max(scene.mask.shape))) | 1
    solid = (scene.mask > 127).astype(np.uint8)
    joined = cv2.dilate(solid, np.ones((wide, wide), np.uint8))
    _, labels = cv2.connectedComponents(joined)
    labels = labels * solid
    count = np.bincount(labels.ravel(), minlength=1)
    large = [n for n in range(1, len(count)) if count[n] >= max(20, PIECE * count[1:].max())]
    boxes = []
    for number in large:
        rows = np.flatnonzero((labels == number).any(1))
        columns = np.flatnonzero((labels == number).any(0))
        box = columns[0], rows[0], columns[-1] + 1, rows[-1] + 1
        boxes.append(tuple(map(float, box)))
    return Shown(scene.photograph, boxes)  # type: ignore[arg-type]


def fitted(one: Shown, random: Random, size: tuple[int, int]) -> Shown:
    """Return a photograph brought to a size (h, w), in another light."""
    height, width = one.photograph.shape[:2]
    picture = cv2.resize(one.photograph, size[::-1], interpolation=cv2.INTER_AREA)
    across, down = size[1] / width, size[0] / height
    boxes = [(a * across, b * down, c * across, d * down) for a, b, c, d in one.boxes]
    return Shown(relit(np.asarray(picture, np.uint8), random), boxes)


def varied(one: Shown, random: Random, transposed: bool) -> Shown:
    """Return a sample mirrored and tinted by lot, and transposed."""
    picture, boxes = one.photograph, one.boxes
    if random.random() < 0.5:
        wide = picture.shape[1]
        picture, boxes = picture[:, ::-1], [(wide - c, b, wide - a, d) for a, b, c, d in boxes]
    if random.random() < 0.5:
        tall = picture.shape[0]
        picture, boxes = picture[::-1], [(a, tall - d, c, tall - b) for a, b, c, d in boxes]
    if transposed:
        picture, boxes = picture.transpose(1, 0, 2), [(b, a, d, c) for a, b, c, d in boxes]
    gains = np.arange(256)[:, None] * random.normal(1, 0.06, 3) + random.normal(0, 6)
    table = gains.clip(0, 255).astype(np.uint8)
    planes = [table[picture[:, :, plane], plane] for plane in range(3)]
    return Shown(np.stack(planes, 2), boxes)


def goal(boxes: Sequence[Box], size: tuple[int, int]) -> tuple[Light, Light]:
    """Return what the locator is to answer: middles [1, h/4, w/4] and reaches [4, h/4, w/4].

    A middle is 1 and falls off around it. Of two specimens that lie over each other the smaller
    one counts.
    """
    height, width = size[0] // locator.STRIDE, size[1] // locator.STRIDE
    middles = np.zeros((1, height, width), np.float32)
    reaches = np.ones((4, height, width), np.float32)
    y, x = np.mgrid[:height, :width] + 0.5
    areas = [(c - a) * (d - b) for a, b, c, d in boxes]
    for number in np.argsort(areas)[::-1]:
        left, top, right, bottom = np.array(boxes[number]) / locator.STRIDE
        across, down = (left + right) / 2, (top + bottom) / 2
        # the nearest place is exactly 1
        column, row = min(width - 1, int(across)), min(height - 1, int(down))
        wide, tall = (float(np.clip(side / 7, *WIDE)) for side in (right - left, bottom - top))
        far = ((x - column - 0.5) / wide) ** 2 + ((y - row - 0.5) / tall) ** 2
        bump = np.exp(-far / 2).astype(np.float32)
        near = bump > np.maximum(middles[0], 0.1)
        sides = np.stack([x - left, y - top, right - x, bottom - y])
        reaches[:, near] = np.maximum(sides[:, near], 0.1)
        middles[0] = np.maximum(middles[0], bump)
    return middles, reaches
