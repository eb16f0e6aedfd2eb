"""Whole specimens damaged in known ways: what is missing and what sticks to them is measured.

Pictures are premultiplied uint8 RGBA. Everything is a function of the random generator it is given.
"""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from cabinet.lessons.crumbs import ADDITIONS, littered
from cabinet.lessons.tears import CANVAS, TEARS, Random, about, blob
from cabinet.pictures.framing import Pixels, upright_picture

SPECIMEN = 150  # pixels of its longer side, about
NICK, HALF = 0.05, 0.5  # parts of a specimen that may be missing: of a good one, of a partial one
CRUMB, LOAD = 0.05, 0.8  # what may stick to it, as parts of its area
STEEP = 4.0  # how fast a grade's chance changes about a bound, per factor of e


@dataclass(frozen=True)
class Damaged:
    """A picture and how much of the specimen it lacks, 0..1, and what sticks to it (area: area)."""

    picture: Pixels
    lost: float = 0.0
    foreign: float = 0.0

    @property
    def chances(self) -> tuple[float, float, float]:
        """Return the chances that an eye calls it bad, partial, good: unsure near the bounds."""
        good = _below(max(self.lost / NICK, self.foreign / CRUMB))
        usable = _below(max(self.lost / HALF, self.foreign / LOAD))
        return 1 - usable, usable * (1 - good), usable * good


def placed(specimen: Pixels) -> Pixels:
    """Return a lifted upright specimen in the middle of a canvas, with room beside it."""
    return upright_picture(specimen, 0.0, CANVAS, margin=(1 - SPECIMEN / CANVAS) / 2)


def _below(ratio: float) -> float:
    return float(1 / (1 + max(ratio, 1e-6) ** STEEP))


def damaged(whole: Pixels, other: Pixels, random: Random) -> Damaged:
    """Return a whole specimen damaged in a random way; `other` is one to lay beside it."""
    kind = random.random()
    special: tuple[tuple[float, Callable[[], Damaged]], ...] = (
        (0.16, lambda: Damaged(whole)),
        (0.24, lambda: two(whole, other, random)),
        (0.34, lambda: nothing(random)),
        (0.42, lambda: apart(whole, random)),
        (0.46, lambda: soft(whole, random)),
    )
    for below, made in special:
        if kind < below:
            return made()
    picture, lost, foreign = whole, 0.0, 0.0
    for _ in range(2 if random.random() < 0.25 else 1):
        number = int(random.integers(len(TEARS) + len(ADDITIONS)))
        way = (*TEARS, *ADDITIONS)[number]
        changed = way(picture, random)
        more = _more(picture, changed)
        lost = 1 - (1 - lost) * (1 + min(more, 0))
        foreign += max(more, 0)
        picture = changed
    return Damaged(picture, lost, foreign)


def two(whole: Pixels, other: Pixels, random: Random) -> Damaged:
    """Show two specimens in one picture, now and then with what lay between them."""
    side = CANVAS * 3 // 5
    small = [cv2.resize(one, (side, side), interpolation=cv2.INTER_AREA) for one in (whole, other)]
    picture = np.zeros_like(whole)
    away = CANVAS - side
    places = [(0, away // 2), (away, away // 2)]
    for (y, x), one in zip(places, small, strict=True):
        under = picture[y : y + side, x : x + side]
        under[:] = np.where(one[..., 3:] > 127, one, under)
    turned = np.ascontiguousarray(np.rot90(picture, int(random.integers(4))))
    if random.random() < 0.5:
        turned = littered(turned, random)
    return Damaged(turned, 1.0)


def nothing(random: Random) -> Damaged:
    """Show no specimen: labels, rulers, cards, crumbs."""
    empty = np.zeros((CANVAS, CANVAS, 4), np.uint8)
    picture = littered(empty, random)
    if random.random() < 0.5 or not (picture[..., 3] > 127).any():
        for _ in range(int(random.integers(1, 30))):
            spot = blob(random, tuple(int(v) for v in random.integers(20, 236, 2)),
                         random.uniform(1, 12))  # fmt: skip
            picture[spot > 0] = [*random.integers(0, 256, 3), 255]
    return Damaged(picture, 1.0)


def apart(whole: Pixels, random: Random) -> Damaged:
    """Lay its wings apart."""
    y, x = about(whole)
    gap, picture = random.uniform(6, 26, 2), np.zeros_like(whole)
    crossing = random.uniform(-0.2, 0.3)
    quarters = 2 if random.random() < 0.3 else 4
    for right in (-1, 1):
        for low in (-1, 1):
            part = np.where(((x * right > 0.01) & ((y - crossing) * low > 0))[..., None], whole, 0)
            down = gap[1] * low if quarters == 4 else 0.0
            shift = np.array([[1, 0, gap[0] * right], [0, 1, down]])
            moved = cv2.warpAffine(part.astype(np.uint8), shift, (CANVAS, CANVAS))
            picture = np.maximum(picture, moved)
    lost = 0.2 + 0.3 * (1 - (picture[..., 3] > 127).sum() / max((whole[..., 3] > 127).sum(), 1))
    return Damaged(picture, float(np.clip(lost, 0.2, 0.4)))


def soft(whole: Pixels, random: Random) -> Damaged:
    """Show it too small or too blurred to know it by: below 10 pixels bad, above 30 good enough."""
    side = random.uniform(5, 60)
    size = max(3, round(side * CANVAS / SPECIMEN))
    small = cv2.resize(whole, (size, size), interpolation=cv2.INTER_AREA)
    large = cv2.resize(small, (CANVAS, CANVAS), interpolation=cv2.INTER_CUBIC)
    return Damaged(np.minimum(large, large[..., 3:]), min(1.0, NICK * (30 / side) ** 2))


def _more(before: Pixels, after: Pixels) -> float:
    """Return what was added, as a part of the specimen's area."""
    own = (before[..., 3] > 127).sum()
    return float(((after[..., 3] > 127).sum() - own) / max(own, 1))
