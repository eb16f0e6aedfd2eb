"""How odd an upright specimen looks: beside its mirror image, and beside what a network expects.

An autoencoder paints what it has seen often; a leaf, a label or a torn mask it paints badly.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import simplejpeg

from cabinet.networks import autoencoder, checkpoints
from cabinet.pictures import halves


class Oddity(NamedTuple):
    """The mismatch of left and right, and the error of the reconstruction, each 0 to 1."""

    mismatch: float
    error: float


def of(thumbnail: Path, weights: Path) -> Oddity | None:
    """Return the oddity of a thumbnail, RGB of 128 x 128 on white; None if it is torn.

    The error is the mean difference of all colours of the specimen's pixels. Raises
    `UnusableWeightsError` for weights that are missing or not those of an autoencoder.
    """
    network = checkpoints.load(weights, autoencoder.Autoencoder)
    try:
        picture = simplejpeg.decode_jpeg(thumbnail.read_bytes(), colorspace="RGB")
    except (ValueError, OSError):
        return None
    (painted,) = autoencoder.reconstructions(network, [picture])
    solid = halves.solid(picture)
    wrong = np.abs(painted - picture / 255)[solid]
    return Oddity(halves.unlike(picture), float(wrong.mean()) if wrong.size else 0.0)
