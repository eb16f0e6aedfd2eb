"""How unlike its own mirror image an upright specimen is.

Spread insects are nearly mirror images of themselves: one that was turned wrongly, lost a wing to
its mask, or was cut out together with a label is not. Folded ones are not either: this says what
is worth a look, not what is wrong.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from cabinet.networks import symmetry

GROUND = 246  # brightness of all three colours from which a pixel is the white ground

Pixels = NDArray[np.uint8]


def solid(picture: Pixels) -> NDArray[np.bool_]:
    """Return which pixels [h, w] of a thumbnail, RGB [h, w, 3] on white, are the specimen's."""
    return np.asarray(picture.min(2) < GROUND)


def unlike(picture: Pixels) -> float:
    """Return the mismatch of a thumbnail's halves, 0 (mirror images) to 1."""
    opaque = np.where(solid(picture), 255.0, 0.0)[..., None]
    whole = np.concatenate([np.where(opaque > 0, picture, 0.0), opaque], 2).astype(np.float32)
    size = (symmetry.WORKING, symmetry.WORKING)
    signal = np.asarray(cv2.resize(whole, size, interpolation=cv2.INTER_AREA), np.float32)
    signal[..., :3] = 0.5 * (signal[..., :3] - signal[..., 3:] / 2)
    return symmetry.mismatch(signal / 255)
