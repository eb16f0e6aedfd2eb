"""What can stick to a specimen: ground, shadow, labels, rulers, crumbs.

Pictures are premultiplied uint8 RGBA [256, 256, 4], the specimen in the middle. Everything is a
function of the random generator it is given.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from cabinet.lessons import clutter
from cabinet.lessons.photometry import ground_colour
from cabinet.lessons.tears import CANVAS, Random, about, blob
from cabinet.pictures.framing import Pixels


def foamed(whole: Pixels, random: Random) -> Pixels:
    """Leave pieces of the ground that lie between the wings."""
    solid = (whole[..., 3] > 127).astype(np.uint8)
    outer = cv2.findContours(solid, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]
    if not outer:
        return whole
    hull = cv2.fillPoly(np.zeros_like(solid), [cv2.convexHull(np.concatenate(outer))], 1)
    _, pieces, measured, middles = cv2.connectedComponentsWithStats(hull & ~solid & 1)
    large = np.flatnonzero(measured[:, cv2.CC_STAT_AREA] > 30)[1:]
    kept = np.zeros_like(solid)
    for piece in large[random.random(len(large)) < 0.5]:
        limit = blob(random, tuple(int(v) for v in middles[piece]), random.uniform(8, 60))
        kept |= ((pieces == piece) & (limit > 0)).astype(np.uint8)
    return _laid_behind(whole, kept, random)


def rimmed(whole: Pixels, random: Random) -> Pixels:
    """Leave a rim of ground along a part of the outline."""
    wide = int(random.integers(2, 12))
    solid = (whole[..., 3] > 127).astype(np.uint8)
    rim = cv2.dilate(solid, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * wide + 1,) * 2))
    if random.random() < 0.6:
        y, x = about(whole)
        angle = random.uniform(0, 2 * np.pi)
        rim &= (x * np.cos(angle) + y * np.sin(angle) > random.uniform(-0.8, 0.6)).astype(np.uint8)
    return _laid_behind(whole, rim, random)


def shaded(whole: Pixels, random: Random) -> Pixels:
    """Leave its shadow."""
    solid = (whole[..., 3] > 127).astype(np.uint8)
    shift = random.normal(0, 8, 2)
    moved = cv2.warpAffine(solid, np.array([[1, 0, shift[0]], [0, 1, shift[1]]]), solid.shape[::-1])
    return _laid_behind(whole, moved, random, random.uniform(0, 90) * np.ones(3))


def littered(whole: Pixels, random: Random) -> Pixels:
    """Lay labels, rulers, cards and their fragments beside it or under it."""
    picture = whole.astype(np.float32)
    for _ in range(int(random.integers(1, 4))):
        thing = _thing(random)
        height, width = thing.shape[:2]
        top, left = (int(random.integers(0, CANVAS - n + 1)) for n in (height, width))
        place = np.s_[top : top + height, left : left + width]
        if random.random() < 0.5 and (whole[place][..., 3] > 127).mean() > 0.4:
            continue
        picture[place] += thing * (1 - picture[place][..., 3:] / 255)
    return np.asarray(picture.clip(0, 255), np.uint8)


def _laid_behind(
    whole: Pixels,
    extra: NDArray[np.uint8],
    random: Random,
    colour: NDArray[np.float64] | None = None,
) -> Pixels:
    """Lay an even, grained piece of ground behind the specimen."""
    tone = ground_colour(random) if colour is None else colour
    if colour is None and random.random() < 0.25:
        tone = random.uniform(0, 50, 3)
    grain = random.normal(0, random.uniform(0, 8), extra.shape)[..., None]
    ground = np.dstack([(tone + grain).clip(0, 255), np.full(extra.shape, 255.0)])
    ground *= (cv2.GaussianBlur(extra.astype(np.float32), (0, 0), 0.7))[..., None]
    clear = 1 - whole[..., 3:].astype(np.float32) / 255
    return np.asarray((whole + ground * clear).clip(0, 255), np.uint8)


def _thing(random: Random) -> NDArray[np.float32]:
    """Draw a thing, turned and cut, or only its dark letters; premultiplied RGBA."""
    thing = clutter.thing(random)
    if thing.shape[2] == 3:
        thing = np.dstack([thing, np.full(thing.shape[:2], 255, np.uint8)])
    if random.random() < 0.25:  # a threshold leaves the letters alone
        thing[..., 3] = np.where(thing[..., :3].mean(2) < 120, thing[..., 3], 0)
    scale = random.uniform(15, 190) / max(thing.shape[:2])
    size = [max(2, round(n * scale)) for n in thing.shape[1::-1]]
    thing = cv2.resize(thing, size, interpolation=cv2.INTER_AREA)
    side = int(np.hypot(*size)) + 2
    matrix = cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), random.uniform(0, 360), 1)
    matrix[:, 2] += (side - np.array(size)) / 2
    ready = thing.astype(np.float32)
    ready[..., :3] *= ready[..., 3:] / 255
    spun = cv2.warpAffine(ready, matrix, (side, side))
    return np.asarray(spun[:CANVAS, :CANVAS], np.float32)


ADDITIONS = (foamed, foamed, rimmed, shaded, littered, littered)
