"""How like a painting is to its original, over the specimen's pixels alone: PSNR and MS-SSIM."""

import cv2
import numpy as np
from numpy.typing import NDArray

from cabinet.pictures.framing import Pixels, on_ground

LEVELS = (0.0448, 0.2856, 0.3001, 0.3633)  # Wang, Simoncelli & Bovik 2003, the coarsest left out
WINDOW, SIGMA = 11, 1.5  # pixels of the window that statistics are taken in
MEANS, CONTRASTS = 0.01**2, 0.03**2  # their C1 and C2, for pictures in 0..1


def psnr(paintings: NDArray[np.float32], pictures: Pixels) -> NDArray[np.float64]:
    """Return the PSNR in dB of each painting, float [n, h, w, 3] in 0..1, inside the mask.

    `pictures` are premultiplied uint8 RGBA [n, h, w, 4]; the originals are these laid on white.
    """
    figures = []
    for painting, picture in zip(paintings, pictures, strict=True):
        away = ((painting - on_ground(picture) / 255.0) ** 2).mean(-1)
        mask = picture[..., 3] / 255.0
        error = (away * mask).sum() / max(mask.sum(), 1e-9)
        figures.append(-10 * np.log10(max(error, 1e-10)))
    return np.array(figures)


def ms_ssim(paintings: NDArray[np.float32], pictures: Pixels) -> NDArray[np.float64]:
    """Return the multi-scale structural similarity of each painting inside the mask, 0..1.

    Four scales, as a thumbnail has too few pixels for the fifth: the weights of Wang et al. (2003)
    scaled to add up to one, on luminance, each scale's map averaged over the mask.
    """
    weights = np.array(LEVELS) / sum(LEVELS)
    figures = []
    for painting, picture in zip(paintings, pictures, strict=True):
        one, other = _grey(painting), _grey(on_ground(picture).astype(np.float32) / 255)
        mask = picture[..., 3].astype(np.float32) / 255
        product = 1.0
        for level, weight in enumerate(weights):
            means, contrasts = _alike(one, other)
            kind = means * contrasts if level == len(weights) - 1 else contrasts
            product *= max(float((kind * mask).sum() / max(mask.sum(), 1e-9)), 0.0) ** weight
            one, other, mask = (_halved(plane) for plane in (one, other, mask))
        figures.append(product)
    return np.array(figures)


def _alike(
    one: NDArray[np.float32], other: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return how alike means are, and how alike contrast and structure, at every pixel."""
    first, second = _blurred(one), _blurred(other)
    spread = _blurred(one * one) - first**2
    other_spread = _blurred(other * other) - second**2
    shared = _blurred(one * other) - first * second
    means = (2 * first * second + MEANS) / (first**2 + second**2 + MEANS)
    return means, (2 * shared + CONTRASTS) / (spread + other_spread + CONTRASTS)


def _blurred(plane: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(cv2.GaussianBlur(plane, (WINDOW, WINDOW), SIGMA), np.float32)


def _halved(plane: NDArray[np.float32]) -> NDArray[np.float32]:
    height, width = plane.shape
    half = cv2.resize(plane, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    return np.asarray(half, np.float32)


def _grey(picture: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(picture @ np.array([0.299, 0.587, 0.114], np.float32), np.float32)
