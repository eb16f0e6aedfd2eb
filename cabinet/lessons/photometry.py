"""Light, colour and camera: how one and the same scene can look in another photograph."""

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Light = NDArray[np.float32]
Random = np.random.Generator


def ground_colour(random: Random) -> NDArray[np.float64]:
    """Return the colour of a ground: mostly white or grey, now and then any."""
    kind = random.random()
    if kind < 0.4:
        return np.repeat(random.uniform(200, 255), 3) - random.uniform(0, 14, 3)
    if kind < 0.75:
        return np.repeat(random.uniform(10, 215), 3) + random.uniform(-10, 10, 3)
    return random.uniform(0, 255, 3)


def grain(random: Random, height: int, width: int) -> Light:
    """Return the grain of foam, cloth or board, [h, w, 1], mean 0: even, coarse or in specks."""
    noise = random.standard_normal((height, width), np.float32)
    kind = random.random()
    if kind < 0.7:
        radius = random.uniform(0.5, 3)
        noise = cv2.GaussianBlur(noise, (0, 0), radius) * np.float32(1.5 * radius)
    if kind < 0.25:
        noise = np.where(noise > random.uniform(0.8, 2), noise * 2, 0).astype(np.float32)
    return noise[:, :, None]


def tinted(
    photograph: Picture, ground: NDArray[np.float64], goal: NDArray[np.float64]
) -> NDArray[np.float32]:
    """Carry the colour `ground` over to `goal` along a curve that keeps black and white apart."""
    levels = np.arange(256, dtype=np.float64)
    table = np.empty((256, 3), np.float32)
    for channel in range(3):
        known = float(np.clip(ground[channel], 4, 251))
        wanted = float(np.clip(goal[channel], 2, 253))
        table[:, channel] = np.interp(levels, [0, known, 255], [0, wanted, 255])
    channels = [table[photograph[:, :, c], c] for c in range(3)]
    return np.stack(channels, 2)


def relit(photograph: Picture, random: Random) -> Picture:
    """Change exposure, colour cast, light fall-off, sharpness, noise and JPEG quality."""
    picture = _exposed(photograph, random)
    for change, odds in ((_faded, 0.4), (_hazy, 0.3), (_unevenly_lit, 0.3), (_swapped, 0.1)):
        if random.random() < odds:
            picture = change(picture, random)
    for change, odds in ((_blurred, 0.3), (_sharpened, 0.14), (_noisy, 0.3)):
        if random.random() < odds:
            picture = change(picture, random)
    shown = (picture * 255).clip(0, 255).astype(np.uint8)
    if random.random() < 0.4:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(random.integers(25, 95))]
        encoded = cv2.imencode(".jpg", shown, quality)[1]
        return np.asarray(cv2.imdecode(encoded, cv2.IMREAD_COLOR), np.uint8)
    return shown


def _exposed(photograph: Picture, random: Random) -> Light:
    if random.random() < 0.2:
        return np.asarray(photograph / np.float32(255), np.float32)
    cast = 0.04 if random.random() < 0.7 else 0.15
    gains = random.normal(1, cast, 3) * random.uniform(0.7, 1.2)
    curve = np.linspace(0, 1, 256)[:, None] ** random.uniform(0.6, 1.6) * gains
    curve = curve.astype(np.float32)
    return np.dstack([curve[photograph[:, :, channel], channel] for channel in range(3)])


def _faded(picture: Light, random: Random) -> Light:
    grey = picture.mean(2, keepdims=True)
    return np.asarray(grey + (picture - grey) * np.float32(random.uniform(0, 1.5)))


def _hazy(picture: Light, random: Random) -> Light:
    contrast, lift = random.uniform(0.5, 1), random.uniform(-0.1, 0.3)
    return picture * np.float32(contrast) + np.float32(lift)


def _unevenly_lit(picture: Light, random: Random) -> Light:
    coarse = random.uniform(0.65, 1.25, (3, 3)).astype(np.float32)
    size = (picture.shape[1], picture.shape[0])
    return picture * cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)[:, :, None]


def _swapped(picture: Light, random: Random) -> Light:
    return picture[:, :, random.permutation(3)]


def _blurred(picture: Light, random: Random) -> Light:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), random.uniform(0.3, 1.4)), np.float32)


def _sharpened(picture: Light, random: Random) -> Light:
    detail = picture - cv2.GaussianBlur(picture, (0, 0), 1.2)
    return picture + detail * np.float32(random.uniform(0.3, 1.5))


def _noisy(picture: Light, random: Random) -> Light:
    grain = random.standard_normal(picture.shape, np.float32)
    return picture + grain * np.float32(random.uniform(0.005, 0.05))
