"""How odd an upright specimen looks: beside its mirror image, and beside what a network expects.

An autoencoder paints what it has seen often; a leaf, a label or a torn mask it paints badly.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import simplejpeg
from numpy.typing import NDArray

from cabinet.networks import autoencoder, checkpoints
from cabinet.pictures import halves


class Oddity(NamedTuple):
    """The mismatch of left and right, and the error of the reconstruction, each 0 to 1."""

    mismatch: float
    error: float


def of(thumbnails: Sequence[Path], weights: Path) -> list[Oddity | None]:
    """Return the oddity of each thumbnail, RGB of 128 x 128 on white; None for one that is torn.

    The error is the mean difference of all colours of the specimen's pixels. Raises
    `UnusableWeightsError` for weights that are missing or not those of an autoencoder.
    """
    network = checkpoints.load(weights, autoencoder.Autoencoder)
    pictures = [_opened(thumbnail) for thumbnail in thumbnails]
    whole = [picture for picture in pictures if picture is not None]
    painted = iter(autoencoder.reconstructions(network, whole) if whole else ())
    return [None if picture is None else _odd(picture, next(painted)) for picture in pictures]


def _odd(picture: halves.Pixels, painted: NDArray[np.float32]) -> Oddity:
    wrong = np.abs(painted - picture / 255)[halves.solid(picture)]
    return Oddity(halves.unlike(picture), float(wrong.mean()) if wrong.size else 0.0)


def _opened(thumbnail: Path) -> halves.Pixels | None:
    try:
        return np.asarray(simplejpeg.decode_jpeg(thumbnail.read_bytes(), colorspace="RGB"))
    except (ValueError, OSError):
        return None
