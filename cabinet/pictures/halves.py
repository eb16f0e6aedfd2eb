"""How unlike its own mirror image an upright specimen is.

Spread insects are nearly mirror images of themselves: one that was turned wrongly, lost a wing to
its mask, or was cut out together with a label is not. Folded ones are not either: this says what
is worth a look, not what is wrong.
"""

from pathlib import Path

import cv2
import numpy as np
import simplejpeg

from cabinet.networks import symmetry

GROUND = 246  # brightness of all three colours from which a pixel is the white ground


def unlike(thumbnail: Path) -> float | None:
    """Return the mismatch of a thumbnail's halves, 0 (mirror images) to 1; None if it is torn."""
    try:
        picture = simplejpeg.decode_jpeg(thumbnail.read_bytes(), colorspace="RGB")
    except (ValueError, OSError):
        return None
    solid = np.where(picture.min(2, keepdims=True) < GROUND, 255.0, 0.0)
    whole = np.concatenate([np.where(solid > 0, picture, 0.0), solid], 2).astype(np.float32)
    size = (symmetry.WORKING, symmetry.WORKING)
    signal = np.asarray(cv2.resize(whole, size, interpolation=cv2.INTER_AREA), np.float32)
    signal[..., :3] = 0.5 * (signal[..., :3] - signal[..., 3:] / 2)
    return symmetry.mismatch(signal / 255)
