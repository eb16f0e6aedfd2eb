"""A closer look at the outline: the network sees the specimen again, filling the frame.

The whole photograph tells best what is a specimen and what a label; where exactly the edge runs,
and how far an antenna reaches, the network tells better from a part that holds the specimen alone.
So near the edge the second answer counts, elsewhere the first.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from cabinet.outcomes import Rejected
from cabinet.pictures import cutouts
from cabinet.pictures.closer import Look

Light = NDArray[np.float32]

AROUND = 0.1  # of the specimen's longer side, shown on each side of it
NEAR = 20 / 512  # of the second answer's longer side: how far from the first edge it counts


def look(logits: Light, size: tuple[int, ...]) -> Look | None:
    """Return the part of a photograph of `size` (h, w) that the specimen takes; None without one.

    `logits` [h', w'] is the network's answer to the whole photograph.
    """
    try:
        found = cutouts.specimen(cutouts.probability(logits))
    except Rejected:
        return None
    return Look(*around(found.pixels, size), 0.0, found.others)


def around(pixels: NDArray[np.bool_], size: tuple[int, ...]) -> tuple[slice, slice]:
    """Return the part of a photograph of `size` (h, w) around pixels [h', w'], one at least."""
    scale = np.array(size[:2]) / pixels.shape
    taken = [np.flatnonzero(pixels.any(1 - axis)) for axis in (0, 1)]
    low = np.array([side[0] for side in taken]) * scale
    high = np.array([side[-1] + 1 for side in taken]) * scale
    margin = AROUND * float((high - low).max())
    first = np.maximum(low - margin, 0).astype(int)
    end = np.minimum(np.ceil(high + margin), size[:2]).astype(int)
    return slice(int(first[0]), int(end[0])), slice(int(first[1]), int(end[1]))


def merged(whole: Light, part: Light, looked: Look, size: tuple[int, ...]) -> Light:
    """Return the part's logits [h, w] near the edge that the whole's [h', w'] have, else those.

    `size` (h, w) is that of the photograph, of which `looked` is a part.
    """
    first = _seen_there(whole, part.shape, looked, size)
    inside = (first > 0).astype(np.uint8)
    reach = max(1, round(NEAR * max(part.shape)))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    near = cv2.morphologyEx(inside, cv2.MORPH_GRADIENT, kernel) > 0
    return np.where(near, part, first)


def _seen_there(whole: Light, shape: tuple[int, ...], looked: Look, size: tuple[int, ...]) -> Light:
    """Return the whole's answer to a part, at the part's resolution."""
    places = []
    for axis, side in enumerate((looked.rows, looked.columns)):
        pixel = (side.stop - side.start) / shape[axis]
        middle = side.start + (np.arange(shape[axis]) + 0.5) * pixel
        places.append((middle * whole.shape[axis] / size[axis] - 0.5).astype(np.float32))
    columns, rows = np.meshgrid(places[1], places[0])
    first = cv2.remap(
        whole.astype(np.float32), columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(first, np.float32)
