"""Frames in which specimens are small: drawers, trap cloth, boards with labels and other insects.

Everything is a function of the random generator it is given. Boxes are (left, top, right, bottom)
in pixels.
"""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from cabinet.lessons import clutter
from cabinet.lessons.photometry import ground_colour

Picture = NDArray[np.uint8]
Light = NDArray[np.float32]
Random = np.random.Generator
Box = tuple[float, float, float, float]

SMALLEST, LARGEST = 0.03, 0.6  # share of the frame's longer side that a specimen takes
SEVERAL = 0.2  # of the frames show more than one


class Frame(NamedTuple):
    """A photograph RGB [h, w, 3], the boxes of its specimens, and a mask [h, w] of their pixels."""

    photograph: Picture
    boxes: list[Box]
    mask: Picture


def frame(
    random: Random,
    size: tuple[int, int],
    ground: Picture,
    specimens: Sequence[Picture],
    share: float = 0.0,
) -> Frame:
    """Lay specimens (RGBA) small into a frame of `size` (h, w), among labels and other insects.

    None of them: a frame with nothing to find. `share` is what one alone takes of the longer side;
    0: by lot, and then now and then several are laid.
    """
    photograph = spread(random, size, ground)
    taken = np.zeros(size, np.uint8)
    found = Frame(photograph, [], np.zeros(size, np.uint8))
    count = 1 if share or random.random() > SEVERAL else int(random.integers(2, 7))
    lot = SMALLEST * (LARGEST / SMALLEST) ** random.uniform(0, 1 if count == 1 else 0.7)
    for _ in range(count if specimens else 0):
        specimen = specimens[int(random.integers(len(specimens)))]
        longer = (share or lot * random.uniform(0.8, 1.25)) * max(size)
        box = _laid(found, specimen, longer, taken, random)
        if box:
            found.boxes.append(box)
    known = found.mask.copy()
    for _ in range(int(random.integers(0, 9))):
        thing = insect(random) if random.random() < 0.3 else _clear(clutter.thing(random))
        most = 0.12 if thing.shape[0] == INSECT else 0.5
        longer = max(size) * 0.02 * (most / 0.02) ** random.uniform()
        _laid(found, thing, longer, taken, random)
    return Frame(photograph, found.boxes, known)


def spread(random: Random, size: tuple[int, int], ground: Picture) -> Picture:
    """Return a ground, seen from farther or nearer, turned, mirrored on to fill a frame."""
    scale = max(size) / max(ground.shape) * float(np.exp(random.uniform(np.log(0.3), np.log(1.3))))
    small = ground
    if scale < 1:
        small = cv2.resize(ground, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)  # type: ignore[call-overload]
        scale = 1.0
    turn = int(random.integers(4)) * 90 + (random.normal(0, 4) if random.random() < 0.5 else 0)
    middle = random.uniform(0, 1, 2) * (small.shape[1], small.shape[0])
    matrix = cv2.getRotationMatrix2D((float(middle[0]), float(middle[1])), turn, scale)
    matrix[:, 2] += np.array([size[1], size[0]]) / 2 - middle
    shown = cv2.warpAffine(small, matrix, size[::-1], borderMode=cv2.BORDER_REFLECT)
    return np.asarray(shown, np.uint8)


def _laid(
    found: Frame, piece: Picture, longer: float, taken: Picture, random: Random
) -> Box | None:
    """Lay a piece (RGBA) where nothing lies yet, `longer` pixels long; return its box."""
    placed = _placed(piece, longer, random)
    side, (height, width) = len(placed), taken.shape
    for _ in range(6):
        reach = min(longer / 2, width / 2, height / 2) * random.choice([1.0, 1.0, 0.7])
        x = round(random.uniform(reach, width - reach) - side / 2)
        y = round(random.uniform(reach, height - reach) - side / 2)
        top, left = max(0, y), max(0, x)
        here = np.s_[top : min(height, y + side), left : min(width, x + side)]
        part = placed[top - y : here[0].stop - y, left - x : here[1].stop - x]
        alpha = part[:, :, 3:] / np.float32(255)
        if (alpha[:, :, 0] > 0.5).any() and not (taken[here] & (alpha[:, :, 0] > 0.1)).any():
            break
    else:
        return None
    under = found.photograph[here] * _shade(alpha[:, :, 0], random)[:, :, None]
    found.photograph[here] = (under * (1 - alpha) + part[:, :, :3]).clip(0, 255).astype(np.uint8)
    solid = alpha[:, :, 0] > 0.5
    found.mask[here] |= solid.astype(np.uint8) * 255
    wide = max(1, round(longer * 0.06))
    taken[here] |= cv2.dilate(solid.astype(np.uint8), np.ones((2 * wide + 1,) * 2, np.uint8))
    rows, columns = np.flatnonzero(solid.any(1)) + top, np.flatnonzero(solid.any(0)) + left
    return float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1)


def _placed(piece: Picture, longer: float, random: Random) -> Light:
    """Return a piece scaled and turned in a clear square, premultiplied."""
    scale = longer / max(piece.shape[:2])
    size = [max(2, round(n * scale)) for n in (piece.shape[1], piece.shape[0])]
    near = piece
    while min(near.shape[:2]) > 3 and max(near.shape[:2]) > 3 * max(size):
        near = cv2.resize(near, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)  # type: ignore[call-overload]
    whole = near.astype(np.float32)
    whole[:, :, :3] *= whole[:, :, 3:] / 255 * np.float32(random.uniform(0.75, 1.2))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    small = cv2.resize(whole, size, interpolation=method)
    if random.random() < 0.5:
        small = np.ascontiguousarray(small[:, ::-1])
    turn = random.uniform(-180, 180) if random.random() < 0.5 else random.normal(0, 12)
    side = int(np.hypot(*size)) + 6
    matrix = cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), turn, 1)
    matrix[:, 2] += side / 2 - np.array(size) / 2
    return np.asarray(cv2.warpAffine(small, matrix, (side, side)), np.float32)


def _shade(alpha: Light, random: Random) -> Light:
    """Return how light the ground beside a piece remains, 0..1: a soft shadow, or none."""
    if random.random() < 0.35:
        return np.ones_like(alpha)
    side = max(alpha.shape)
    blur, far = random.uniform(0.005, 0.05) * side + 0.3, random.uniform(0, 0.08) * side
    angle = random.uniform(0, 2 * np.pi)
    matrix = np.array([[1, 0, far * np.cos(angle)], [0, 1, far * np.sin(angle)]])
    moved = cv2.warpAffine(alpha, matrix, alpha.shape[::-1])
    soft = cv2.GaussianBlur(moved, (0, 0), blur) * np.float32(random.uniform(0.1, 0.7))
    return np.asarray(1 - soft, np.float32)


def _clear(thing: Picture) -> Picture:
    if thing.shape[2] == 4:
        return thing
    return np.dstack([thing, np.full(thing.shape[:2], 255, np.uint8)])


INSECT = 96  # pixels


def insect(random: Random) -> Picture:
    """Draw a beetle, fly or gnat, RGBA [96, 96, 4], now and then with wings one sees through."""
    picture = np.zeros((INSECT, INSECT, 4), np.uint8)
    middle, long = INSECT // 2, int(random.integers(20, 40))
    broad = int(long * random.uniform(0.25, 0.7))
    dark = [int(v) for v in ground_colour(random) * random.uniform(0.05, 0.5)]
    if random.random() < 0.4:
        pale = [int(v) for v in random.uniform(120, 220, 3)]
        for side in (-1, 1):
            place = (middle + side * broad, middle + long // 3)
            axes = (max(2, broad // 2 + 3), int(long * 0.8))
            cv2.ellipse(picture, place, axes, -side * 25, 0, 360, [*pale, 90], -1, cv2.LINE_AA)
    for side in (-1, 1):
        for leg in (-1, 0, 1):
            root = (middle, middle - long // 3 + leg * long // 4)
            end = (middle + side * (broad + int(random.integers(6, 20))), root[1] + leg * long // 3)
            cv2.line(picture, root, end, [*dark, 255], int(random.integers(1, 3)), cv2.LINE_AA)
    cv2.ellipse(picture, (middle, middle), (broad, long), 0, 0, 360, [*dark, 255], -1, cv2.LINE_AA)
    head = (middle, max(4, middle - long))
    cv2.circle(picture, head, max(2, broad // 2), [*dark, 255], -1, cv2.LINE_AA)
    return picture
