"""What a specimen lies on: paper, foam and board, with the light that falls on them.

All arrays are RGB, row major; floats are in the range 0..255 unless said otherwise. Noise is taken
from a bank of periodic tiles made once per process from a fixed seed, so that a ground costs a few
look-ups and stays the same for the same generator state on every machine and worker.
"""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from cabinet.drawn.kinds import Bytes, Floats

_TILE = 640

FOAMS: tuple[tuple[int, int, int], ...] = (
    (92, 90, 88), (110, 109, 107), (136, 135, 131), (70, 70, 72), (160, 161, 158), (58, 98, 150),
    (88, 150, 196), (120, 170, 180), (52, 66, 104), (150, 190, 170), (200, 214, 220), (40, 40, 42),
    (176, 196, 214), (224, 206, 178), (190, 150, 120), (104, 120, 92), (222, 198, 186),
)  # fmt: skip
PAPERS: tuple[tuple[int, int, int], ...] = (
    (252, 252, 252), (247, 247, 248), (240, 241, 244), (249, 246, 238), (236, 236, 232),
    (228, 230, 236), (244, 240, 244),
)  # fmt: skip


@lru_cache(maxsize=32)
def noise_tile(grain: float) -> Floats:
    """Make a periodic tile (640, 640) of noise with mean 0 and deviation 1; `grain` in pixels."""
    tile = np.random.default_rng(20240611).standard_normal((_TILE, _TILE), dtype=np.float32)
    if grain <= 0.3:
        return tile
    pad = int(4 * grain) + 2
    wide = cv2.copyMakeBorder(tile, pad, pad, pad, pad, cv2.BORDER_WRAP)
    soft = cv2.GaussianBlur(wide, (0, 0), grain)[pad:-pad, pad:-pad]
    return np.ascontiguousarray((soft - soft.mean()) / soft.std(), dtype=np.float32)


def noise(rng: np.random.Generator, shape: tuple[int, int], grain: float) -> Floats:
    """Make noise of shape (height, width), mean 0 and deviation 1, cut from the bank at random."""
    height, width = shape
    top, left = (int(n) for n in rng.integers(0, _TILE, 2))
    step = 0.2 if grain < 3 else 2.0
    rolled = np.roll(noise_tile(round(grain / step) * step), (-top, -left), (0, 1))
    if rng.random() < 0.5:
        rolled = rolled[:, ::-1]
    if rng.random() < 0.5:
        rolled = rolled.T
    repeats = (-(-height // _TILE), -(-width // _TILE))
    if repeats == (1, 1):
        return rolled[:height, :width]
    return np.tile(rolled, repeats)[:height, :width]


def smooth_field(rng: np.random.Generator, shape: tuple[int, int], knots: int = 4) -> Floats:
    """Make a field of shape (height, width), about -1..1, that varies `knots` times across."""
    coarse = rng.uniform(-1, 1, (knots, knots)).astype(np.float32)
    small = cv2.resize(coarse, (48, 48), interpolation=cv2.INTER_CUBIC)
    return cv2.resize(small, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR)


def paper(rng: np.random.Generator, shape: tuple[int, int], colour: object = None) -> Bytes:
    """Make a plain, nearly even ground, uint8 (height, width, 3)."""
    base = np.array(PAPERS[rng.integers(len(PAPERS))] if colour is None else colour, np.float32)
    relief = 0.7 * noise(rng, shape, 2.5) + 1.5 * smooth_field(rng, shape, 5)
    return _coloured(base, relief)


def foam(rng: np.random.Generator, shape: tuple[int, int], colour: object = None) -> Bytes:
    """Make Plastazote foam: cells seen as fine speckle, pores, a few pin holes; uint8."""
    base = np.array(FOAMS[rng.integers(len(FOAMS))] if colour is None else colour, np.float32)
    if colour is None:
        base = base + rng.normal(0, 6, 3).astype(np.float32)
    fine = min(1.0, shape[1] / 1200)
    pores = noise(rng, shape, max(0.5, 1.6 * fine))
    strength = rng.uniform(1.0, 4.5)
    relief = strength * pores + 0.22 * strength * pores * np.abs(pores)
    relief = relief + rng.uniform(1, 5) * smooth_field(rng, shape, 6)
    ground = _coloured(base, relief)
    for _ in range(int(rng.integers(0, 9))):
        x, y = int(rng.integers(shape[1])), int(rng.integers(shape[0]))
        radius = max(1, round(shape[1] * rng.uniform(0.0008, 0.0025)))
        shade = [float(c) for c in np.clip(base * rng.choice([0.55, 1.25]), 0, 255)]
        cv2.circle(ground, (x, y), radius, shade, -1, cv2.LINE_AA)
    return ground


def board(rng: np.random.Generator, shape: tuple[int, int], colour: object = None) -> Bytes:
    """Make grey or tinted card with a faint weave or mottling, uint8."""
    grey = rng.uniform(90, 215)
    tint = rng.normal(0, 5 if rng.random() < 0.7 else 22, 3)
    base = np.asarray(grey + tint if colour is None else colour, np.float32)
    relief = rng.uniform(0.5, 2) * noise(rng, shape, 0.8) + rng.uniform(0.5, 4) * noise(
        rng, shape, 9.0
    )
    if rng.random() < 0.25:
        step = max(3, shape[1] // 240)
        relief[::step] -= rng.uniform(2, 7)
        relief[:, ::step] -= rng.uniform(2, 7)
    return _coloured(base, relief)


def light(rng: np.random.Generator, shape: tuple[int, int], strength: float = 1.0) -> Floats:
    """Make the gain (height, width) around 1 of uneven light: fall-off, vignette, patch."""
    height, width = 24, 32
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    angle = rng.uniform(0, 2 * np.pi)
    slope = rng.uniform(0, 0.14) * (np.cos(angle) * x + np.sin(angle) * y)
    vignette = -rng.uniform(0, 0.09) * (x * x + y * y)
    patch = rng.normal(0, 0.03) * smooth_field(rng, (height, width), 3)
    gain = (1 + strength * (slope + vignette + patch)).astype(np.float32)
    wide = cv2.resize(gain, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(wide)


def cast(rng: np.random.Generator) -> Floats:
    """Draw gains (3,) of a white balance that is a little or clearly off."""
    spread = 0.012 if rng.random() < 0.75 else 0.05
    gains = 1 + rng.normal(0, spread, 3)
    return np.asarray(gains / gains.mean() * rng.uniform(0.88, 1.05), np.float32)


def _coloured(base: Floats, relief: Floats) -> Bytes:
    limited = np.clip(relief, -60, 60)
    planes = [cv2.convertScaleAbs(limited + max(float(c), 0.0)) for c in base]
    return cv2.merge(planes)
