"""Drawn grounds: foam, board, cloth, paper, trays, mats; evenly and unevenly coloured."""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from cabinet.lessons.photometry import grain, ground_colour

Picture = NDArray[np.uint8]
Light = NDArray[np.float32]
Random = np.random.Generator


def plain_ground(random: Random) -> Picture:
    """Draw foam, board, cloth or paper, evenly or unevenly lit, now and then of two halves."""
    height, width = (int(v) for v in random.integers(360, 641, 2))
    picture = np.empty((height, width, 3), np.float32)
    picture[:] = ground_colour(random)
    if random.random() < 0.25:
        split = int(width * random.uniform(0.5, 0.85))
        picture[:, split:] = ground_colour(random)
        picture[:, split : split + 4] *= random.uniform(0.5, 1)
    strength = random.uniform(0, 8) if random.random() < 0.7 else random.uniform(8, 30)
    picture += grain(random, height, width) * np.float32(strength)
    kind = random.random()
    if kind < 0.3:
        picture = PATTERNS[int(kind / 0.3 * len(PATTERNS))](picture, random)
    return picture.clip(0, 255).astype(np.uint8)


def ruled(picture: Light, random: Random) -> Light:
    """Rule the ground as graph paper or a cutting mat is ruled."""
    height, width = picture.shape[:2]
    step, ink = int(random.integers(6, 48)), ground_colour(random).astype(np.float32)
    strength = np.float32(random.uniform(0.15, 0.9))
    lines = np.zeros((height, width), np.float32)
    lines[int(random.integers(step)) :: step] = strength
    lines[:, int(random.integers(step)) :: step] = strength
    lines[:: step * 5] = min(1.0, 1.5 * float(strength))
    return picture + (ink - picture) * lines[:, :, None]


def grained(picture: Light, random: Random) -> Light:
    """Run a grain over the ground as wood, corrugated card or cloth has."""
    height, width = picture.shape[:2]
    along = random.standard_normal((1, width), np.float32).repeat(height, 0)
    stretched = random.standard_normal((height // 24 + 2, width), np.float32)
    grain_ = cv2.resize(stretched, (width, height), interpolation=cv2.INTER_CUBIC) + 0.5 * along
    grain_ = cv2.GaussianBlur(grain_, (0, 0), random.uniform(0.4, 2.5))
    if random.random() < 0.5:
        grain_ = cv2.resize(grain_.T, (width, height))
    return picture * (1 + np.float32(random.uniform(0.03, 0.25)) * grain_[:, :, None])


def boxed(picture: Light, random: Random) -> Light:
    """Put the ground at the bottom of a tray: walls on some sides, their shadow along them."""
    height, width = picture.shape[:2]
    for turn in range(4):
        picture = np.ascontiguousarray(np.rot90(picture))
        if random.random() < 0.4:
            continue
        wall = int(min(height, width) * random.uniform(0.02, 0.12))
        shade = int(wall * random.uniform(0.3, 1.5)) + 1
        fall = np.linspace(random.uniform(0.35, 0.95), 1, shade, dtype=np.float32)
        picture[wall : wall + shade] *= fall[: len(picture[wall : wall + shade]), None, None]
        picture[:wall] = ground_colour(random)
        if turn % 2:
            picture[wall - 2 : wall] *= np.float32(random.uniform(0.4, 1.3))
    return picture


def glowing(picture: Light, random: Random) -> Light:
    """Let the ground fade from one colour into another, as a studio's sweep does."""
    height, width = picture.shape[:2]
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
    angle = random.uniform(0, 2 * np.pi)
    way = x * np.float32(np.cos(angle)) + y * np.float32(np.sin(angle))
    if random.random() < 0.4:
        way = np.hypot(x, y) * 1.4 - 1
    share = 1 / (1 + np.exp(-way * np.float32(random.uniform(0.8, 5))))
    goal = ground_colour(random).astype(np.float32)
    return picture + (goal - picture) * share[:, :, None]


Pattern = Callable[[Light, Random], Light]
PATTERNS: tuple[Pattern, ...] = (ruled, grained, boxed, glowing)
