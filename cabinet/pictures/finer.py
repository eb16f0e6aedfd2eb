"""A closer look at the outline: the network sees the specimen again, filling the frame.

The whole photograph tells best what is a specimen and what a label; where exactly the edge runs,
and how far an antenna reaches, the network tells better from a part that holds the specimen alone.
So near the edge the second answer counts, and along thin lines that hang on the specimen;
elsewhere the first.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from cabinet.outcomes import Rejected
from cabinet.pictures import cutouts
from cabinet.pictures.closer import Look

Light = NDArray[np.float32]

AROUND = 0.1  # of the specimen's longer side, shown on each side of it
THICK = 7  # pixels of the second answer: what is as wide is no line
FAINTLY = -1.5  # logit from which a line is followed: 0.1 % of the ground near by is above -2
SURE = 2.0  # logit that a followed line gets, so that it is still one when it is enlarged
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

    The part's count along lines that hang on the specimen, too: see `hanging`.

    `size` (h, w) is that of the photograph, of which `looked` is a part.
    """
    first = _seen_there(whole, part.shape, looked, size)
    inside = (first > 0).astype(np.uint8)
    reach = max(1, round(NEAR * max(part.shape)))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    near = cv2.morphologyEx(inside, cv2.MORPH_GRADIENT, kernel) > 0
    lines = hanging(part, near)
    found = np.where(near | lines, part, first)
    return np.where(lines, np.maximum(found, SURE), found)


def hanging(logits: Light, near: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the thin lines [h, w] of an answer that begin near the specimen: antennae, legs.

    Where a line is seen anywhere along it, it is believed as far as it is faintly seen.
    """
    seen = (logits > FAINTLY).astype(np.uint8)
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (THICK, THICK))
    thin = seen & ~cv2.dilate(
        cv2.morphologyEx(seen, cv2.MORPH_OPEN, disc), np.ones((3, 3), np.uint8)
    )
    count, labels = cv2.connectedComponents(thin, connectivity=8)
    begin, sure = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    begin[labels[near]] = True
    sure[labels[logits > 0]] = True
    kept = begin & sure
    kept[0] = False
    return kept[labels]


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
