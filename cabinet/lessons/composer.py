"""Training samples for the classifier: real photographs with masks, and composed ones, varied.

Everything is a function of the random generator it is given.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from cabinet.lessons import clutter
from cabinet.lessons.photometry import relit
from cabinet.lessons.plain_grounds import plain_ground
from cabinet.lessons.scenes import Scene, filled_by_others, filling, recoloured, turned

Picture = NDArray[np.uint8]
Light = NDArray[np.float32]
Random = np.random.Generator


ALONE = 0.55  # how often a specimen is shown alone, in a sample as large as the network sees
OTHERS = 0.3  # and how often then something else in its stead
LARGE = 420  # pixels of the longer side from which a sample is so large
ODDS = {"scene": 0.42, "rough": 0.06, "framed": 0.18, "composed": 0.24, "empty": 0.1}
SOURCES = {"scene": "scenes", "rough": "rough", "framed": "framed"}


@dataclass
class Composer:
    """Composes samples from scenes, empty grounds and cut-out specimens (RGBA).

    `alone` are scenes that hold little but a specimen, `without` frames without any; both are
    sharper than the others.
    """

    scenes: Sequence[Scene]
    rough: Sequence[Scene] = ()
    framed: Sequence[Scene] = ()
    grounds: Sequence[Picture] = ()
    specimens: Sequence[Picture] = ()
    alone: Sequence[Scene] = ()
    without: Sequence[Picture] = ()
    odds: dict[str, float] = field(default_factory=lambda: dict(ODDS))

    def sample(self, random: Random, height: int, width: int) -> Scene:
        """Return one varied sample of the given size."""
        near = bool(self.alone) and max(height, width) >= LARGE and random.random() < ALONE
        if near and self.without and random.random() < OTHERS:
            frame = self.without[int(random.integers(len(self.without)))]
            scene = filled_by_others(frame, random, height, width)
            return Scene(relit(scene.photograph, random), scene.mask)
        scene = self._alone(random) if near else self._scene(random)
        if random.random() < 0.3:
            scene = recoloured(scene, random)
        if random.random() < 0.25:
            scene = pricked(scene, random)
        if random.random() < 0.25:
            scene = shadowed(scene, random)
        if random.random() < 0.35:
            scene = littered(scene, random, int(random.integers(1, 4)))
        scene = (filling if near else turned)(scene, random, height, width)
        return Scene(relit(scene.photograph, random), scene.mask, scene.trust)

    def _alone(self, random: Random) -> Scene:
        return self.alone[int(random.integers(len(self.alone)))]

    def _scene(self, random: Random) -> Scene:
        lacking = {"composed"} if not self.specimens else set()
        lacking |= {kind for kind in SOURCES if not getattr(self, SOURCES[kind])}
        open_kinds = [kind for kind in self.odds if kind not in lacking]
        odds = np.array([self.odds[k] for k in open_kinds])
        kind = open_kinds[int(random.choice(len(odds), p=odds / odds.sum()))]
        if kind in SOURCES:
            chosen: Sequence[Scene] = getattr(self, SOURCES[kind])
            return chosen[int(random.integers(len(chosen)))]
        ground = self._ground(random)
        scene = Scene(ground, np.zeros(ground.shape[:2], np.uint8))
        if kind == "composed":
            if random.random() < 0.35:  # blocks and labels that the specimen lies on
                scene = littered(scene, random, int(random.integers(1, 4)))
            for _ in range(1 + (random.random() < 0.12)):
                specimen = self.specimens[int(random.integers(len(self.specimens)))]
                scene = pinned(scene, specimen, random)
        if kind == "empty" or random.random() < 0.4:
            scene = littered(scene, random, int(random.integers(1, 6)))
        return scene

    def _ground(self, random: Random) -> Picture:
        if self.grounds and random.random() < 0.6:
            return self.grounds[int(random.integers(len(self.grounds)))].copy()
        return plain_ground(random)


def pinned(scene: Scene, specimen: Picture, random: Random) -> Scene:
    """Paste a cut-out specimen with shadow and pin at a random place."""
    height, width = scene.mask.shape
    side = max(specimen.shape[:2])
    scale = min(height, width) * random.uniform(0.25, 1.0) / side
    turn = random.normal(0, 12) if random.random() < 0.7 else random.uniform(-180, 180)
    matrix = cv2.getRotationMatrix2D((specimen.shape[1] / 2, specimen.shape[0] / 2), turn, scale)
    if random.random() < 0.5:
        matrix[:, 0], matrix[:, 2] = -matrix[:, 0], matrix[:, 2] + matrix[:, 0] * specimen.shape[1]
    reach = side * scale / 2
    for axis, size in ((0, width), (1, height)):
        middle = random.uniform(min(reach, size / 2), max(size - reach, size / 2))
        matrix[axis, 2] += middle - specimen.shape[1 - axis] / 2
    placed = cv2.warpAffine(_premultiplied(specimen), matrix, (width, height), flags=cv2.INTER_AREA)
    alpha = placed[:, :, 3:] / np.float32(255)
    photograph = _shaded(scene.photograph.astype(np.float32), alpha[:, :, 0], random)
    insect = placed[:, :, :3] * np.float32(random.uniform(0.75, 1.2))
    photograph = photograph * (1 - alpha) + insect
    mask = np.maximum(scene.mask, placed[:, :, 3].astype(np.uint8))
    return Scene(photograph.clip(0, 255).astype(np.uint8), mask, scene.trust)


def _premultiplied(specimen: Picture) -> NDArray[np.float32]:
    whole = specimen.astype(np.float32)
    whole[:, :, :3] *= whole[:, :, 3:] / 255
    return whole


def _shaded(photograph: Light, alpha: Light, random: Random) -> Light:
    """Darken around what lies there; the shadow is soft, so a quarter of the size is enough."""
    count = int(random.integers(0, 3))
    if not count:
        return photograph
    height, width = alpha.shape
    small = cv2.resize(alpha, (width // 4 + 1, height // 4 + 1), interpolation=cv2.INTER_AREA)
    shade = np.ones_like(small)
    for _ in range(count):
        blur, far = random.uniform(0.3, 3.5), random.uniform(0, 5.5)
        if random.random() < 0.3:  # one lamp, the specimen high on its pin
            blur, far = random.uniform(0.2, 0.9), random.uniform(2, 14)
        angle = random.uniform(0, 2 * np.pi)
        matrix = np.array([[1, 0, far * np.cos(angle)], [0, 1, far * np.sin(angle)]])
        moved = cv2.warpAffine(small, matrix, small.shape[::-1])
        shade *= 1 - cv2.GaussianBlur(moved, (0, 0), blur) * np.float32(random.uniform(0.1, 0.65))
    return photograph * cv2.resize(shade, (width, height))[:, :, None]


def shadowed(scene: Scene, random: Random) -> Scene:
    """Let the specimen of a scene throw a shadow on its ground."""
    alpha = (scene.mask / np.float32(255)).astype(np.float32)
    light = scene.photograph.astype(np.float32)
    dark = _shaded(light, alpha, random)
    mixed = dark + (light - dark) * alpha[:, :, None]
    return Scene(mixed.clip(0, 255).astype(np.uint8), scene.mask, scene.trust)


def pricked(scene: Scene, random: Random) -> Scene:
    """Prick the ground as foam is that held many pins: dark dots, in swarms or everywhere."""
    height, width = scene.mask.shape
    dots = np.zeros((height, width), np.float32)
    spread = random.uniform(0.03, 0.6) * max(height, width)
    middle = random.uniform(0, 1, 2) * (width, height)
    for x, y in random.normal(middle, spread, (int(random.integers(15, 350)), 2)):
        depth, radius = random.uniform(0.2, 0.95), float(random.uniform(0.6, 2.6))
        cv2.circle(dots, (int(x), int(y)), round(radius), depth, -1, cv2.LINE_AA)
    dots[scene.mask > 20] = 0
    ink = np.float32(0 if random.random() < 0.85 else 255)
    mixed = scene.photograph + (ink - scene.photograph) * dots[:, :, None]
    return Scene(mixed.clip(0, 255).astype(np.uint8), scene.mask, scene.trust)


def littered(scene: Scene, random: Random, count: int) -> Scene:
    """Lay drawn labels, rulers and cards where no specimen is."""
    photograph = scene.photograph.copy()
    taken = cv2.dilate(scene.mask, np.ones((9, 9), np.uint8)) > 20
    for _ in range(count):
        _lay(photograph, taken, clutter.thing(random), random)
    return Scene(photograph, scene.mask, scene.trust)


def _lay(photograph: Picture, taken: NDArray[np.bool_], thing: Picture, random: Random) -> None:
    """Lay a thing into the photograph, unless it would touch a specimen."""
    height, width = taken.shape
    tall, wide = thing.shape[:2]
    scale = min(1.0, height * 0.8 / tall, width / wide)
    turn = int(random.integers(4)) * 90 + random.normal(0, 3)
    matrix = cv2.getRotationMatrix2D((wide / 2, tall / 2), turn, scale)
    middle = np.array([random.uniform(0, width), random.uniform(0, height)])
    reach = np.abs(matrix[:, :2]) @ np.array([wide, tall]) / 2 + 12
    low = np.maximum(middle - reach, 0).astype(int)
    high = np.minimum(middle + reach, (width, height)).astype(int)
    if (high - low < 4).any():
        return
    matrix[:, 2] += middle - low - np.array([wide, tall]) / 2
    size = (int(high[0] - low[0]), int(high[1] - low[1]))
    box = np.s_[low[1] : high[1], low[0] : high[0]]
    shape = np.ones((tall, wide), np.float32)
    if thing.shape[2] == 4:
        shape = (thing[:, :, 3] / np.float32(255)).astype(np.float32)
    alpha = np.asarray(cv2.warpAffine(shape, matrix, size), np.float32)
    if (taken[box] & (alpha > 0)).any():
        return
    laid = cv2.warpAffine(np.ascontiguousarray(thing[:, :, :3]), matrix, size)
    under = _shaded(photograph[box].astype(np.float32), alpha, random)
    mixed = under * (1 - alpha[:, :, None]) + laid * alpha[:, :, None]
    photograph[box] = mixed.clip(0, 255).astype(np.uint8)
