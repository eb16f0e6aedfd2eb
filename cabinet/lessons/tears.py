"""What a specimen can lose: tips, wings, holes, what a threshold or a frame cut off.

Pictures are premultiplied uint8 RGBA [256, 256, 4], the specimen in the middle. Everything is a
function of the random generator it is given.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from cabinet.pictures.framing import Pixels

Random = np.random.Generator
Mask = NDArray[np.bool_]
CANVAS = 256  # pixels: there is room beside the specimen


def torn(whole: Pixels, random: Random) -> Pixels:
    """Lose all beyond a ragged line: a wing tip, a wing, a half."""
    y, x, angle = *about(whole), random.uniform(0, 2 * np.pi)
    along, across = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    ragged = random.uniform(0, 0.05) * np.sin(across * random.uniform(10, 40) + angle)
    ragged += random.uniform(0, 0.04) * np.sin(across * random.uniform(30, 90))
    return _without(whole, along + ragged > random.uniform(-0.3, 1.0))


def clipped(whole: Pixels, random: Random) -> Pixels:
    """Lose what lies outside a box, as if the frame or the method had ended there."""
    y, x = about(whole)
    low, high = -random.uniform(0.3, 1.2, 2), random.uniform(0.3, 1.2, 2)
    gone = np.zeros(x.shape, bool)
    for side in (x < low[0], x > high[0], y < low[1], y > high[1]):
        if random.random() < 0.45:
            gone |= side
    return _without(whole, gone)


def bitten(whole: Pixels, random: Random) -> Pixels:
    """Lose bites and holes."""
    gone = np.zeros(whole.shape[:2], np.uint8)
    places = np.argwhere(whole[..., 3] > 127)
    for _ in range(int(random.integers(1, 5))):
        y, x = places[int(random.integers(len(places)))] if len(places) else (0, 0)
        gone |= blob(random, (int(x), int(y)), random.uniform(5, 40))
    return _without(whole, gone > 0)


def bleached(whole: Pixels, random: Random) -> Pixels:
    """Lose what is too light or too dark, as a threshold does."""
    grey = cv2.GaussianBlur(whole[..., :3].astype(np.float32).mean(2), (0, 0), 1.0)
    inside = whole[..., 3] > 127
    if not inside.any():
        return whole
    limit = np.percentile(grey[inside], random.uniform(3, 90))
    gone = grey < limit if random.random() < 0.4 else grey > limit
    return _without(whole, gone)


def one_wing(whole: Pixels, random: Random) -> Pixels:
    """Keep about a quarter, or lose about one: a single wing, or all but one."""
    y, x = about(whole)
    quarter = (x * random.choice([-1, 1]) > 0.02) & (y * random.choice([-1, 1]) > -0.1)
    return _without(whole, ~quarter if random.random() < 0.5 else quarter)


def about(whole: Pixels) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return y and x of each pixel, 0 at the specimen's middle and 1 at the edge of its box."""
    solid = whole[..., 3] > 127
    parts = []
    for axis in (0, 1):
        taken = np.flatnonzero(solid.any(1 - axis))
        low, high = (taken[0], taken[-1] + 1) if len(taken) else (0, CANVAS)
        scaled = (np.arange(CANVAS) - (low + high) / 2) / ((high - low) / 2)
        parts.append(scaled)
    y, x = np.meshgrid(*parts, indexing="ij")
    return y, x


def blob(random: Random, middle: Sequence[int], size: float) -> NDArray[np.uint8]:
    """Return a roundish, ragged spot, 0 or 1."""
    angles = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    far = size * (1 + random.normal(0, 0.25, 24)) * (1 + 0.5 * np.sin(angles * 2 + middle[0]))
    points = np.stack([np.cos(angles), np.sin(angles)], 1) * far[:, None] + np.asarray(middle)
    return cv2.fillPoly(np.zeros((CANVAS, CANVAS), np.uint8), [points.astype(np.int32)], 1)


def _without(whole: Pixels, gone: Mask) -> Pixels:
    return np.where(gone[..., None], 0, whole).astype(np.uint8)


TEARS = (torn, torn, clipped, bitten, bleached, one_wing)
