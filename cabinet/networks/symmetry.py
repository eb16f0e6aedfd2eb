"""The axis of mirror symmetry of a spread specimen, to a fraction of a degree."""

import cv2
import numpy as np
from numpy.typing import NDArray

from cabinet.pictures.framing import Pixels, turning

REACH = 9.0  # degrees searched on either side of a proposed angle
STEP = 1.5
SHIFTS = 8  # pixels that the axis may lie beside the middle of the picture, at WORKING pixels
WORKING = 80
PRIOR = 0.0001  # what a square degree away from the proposal costs
TRUSTED = 0.045  # mismatch from which a specimen counts as asymmetric (folded, half lost)


def refined(picture: Pixels, rotation: float) -> tuple[float, float]:
    """Return a rotation near the proposed one under which the specimen mirrors itself best.

    `picture` is a round picture: premultiplied RGBA, uint8 [n, n, 4]. Also returns the mismatch of
    the halves, 0 (perfect) to 1; where it is large the proposed rotation comes back unchanged.
    """
    small = cv2.resize(picture, (WORKING, WORKING), interpolation=cv2.INTER_AREA)
    signal = small.astype(np.float32)
    signal[..., :3] = 0.5 * (signal[..., :3] - signal[..., 3:] / 2)
    signal /= 255
    offsets = np.arange(-REACH, REACH + STEP / 2, STEP)
    costs = np.array([mismatch(_turned(signal, rotation + offset)) for offset in offsets])
    weighed = costs + PRIOR * offsets**2
    best = int(weighed.argmin())
    if costs[best] > TRUSTED or best in (0, len(offsets) - 1):
        return rotation, float(costs[best])
    before, here, after = weighed[best - 1 : best + 2]
    bend = before - 2 * here + after
    vertex = 0.5 * (before - after) / bend if bend > 0 else 0.0
    return rotation + float(offsets[best] + STEP * vertex), float(costs[best])


def _turned(signal: NDArray[np.float32], degrees: float) -> NDArray[np.float32]:
    matrix, middle = turning(degrees), (np.array(signal.shape[:2]) - 1) / 2
    full = np.column_stack([matrix, middle - matrix @ middle])
    return np.asarray(cv2.warpAffine(signal, full, signal.shape[:2]), np.float32)


def mismatch(upright: NDArray[np.float32]) -> float:
    """Return how far a picture is from its mirror image, at the best place of the axis.

    All places are tried at once: the sum of squared differences at a shift is the total energy
    less twice the correlation, which is a product of spectra along the rows.
    """
    rows = upright.transpose(0, 2, 1).reshape(-1, upright.shape[1])
    spectrum = np.fft.rfft(rows, n=2 * rows.shape[1], axis=1)
    # correlating a row with its mirror image is convolving the row with itself
    own = np.fft.irfft((spectrum * spectrum).sum(0), n=2 * rows.shape[1])
    middle = rows.shape[1] - 1
    best = own[middle - 2 * SHIFTS : middle + 2 * SHIFTS + 1].max()
    energy = float((rows * rows).sum())
    return float(1 - best / max(energy, 1e-6))
