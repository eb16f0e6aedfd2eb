"""Where a specimen lies in its cutout, and how it is brought into a square picture.

Colours are carried premultiplied by alpha while pixels are mixed, so that what the clear ground
happens to hold (black, white, the photograph's foam) never shows as a seam round the specimen.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from cabinet.outcomes import Rejected

Pixels = NDArray[np.uint8]

SOLID = 128  # alpha from which a pixel belongs to the specimen
ROUND = 128  # side of a round picture in pixels
ROUND_MARGIN = 0.02
COARSE = 0.35  # scale below which a specimen is averaged down before it is turned
WIDEST = 700  # pixels that a specimen keeps at most while it is looked at, turned and scaled
MARGIN = 0.03  # ground left free at each edge of an upright picture, as a part of its side


def lifted(cutout: Pixels, widest: int = WIDEST) -> Pixels:
    """Return the specimen alone: premultiplied, cropped, at most `widest` pixels across.

    `cutout` is plain RGBA, uint8 [h, w, 4]. Raises `Rejected` if it is clear everywhere.
    """
    hull = outline(cutout)
    left, top = np.maximum(hull.min(0).astype(int) - 4, 0)
    right, bottom = hull.max(0).astype(int) + 5
    part = premultiplied(cutout[top:bottom, left:right])
    shrink = widest / (2 * cv2.minEnclosingCircle(hull)[1] + 1)
    if shrink < 1:
        size = [max(1, round(length * shrink)) for length in part.shape[1::-1]]
        part = cv2.resize(part, size, interpolation=cv2.INTER_AREA)
    return np.asarray(part, np.uint8)


def outline(picture: Pixels) -> NDArray[np.float32]:
    """Return the convex hull of what is solid in RGBA, float32 [n, 2] in pixels (x, y).

    Raises `Rejected` if the picture is clear everywhere.
    """
    solid = (picture[..., 3] >= SOLID).astype(np.uint8)
    found, _ = cv2.findContours(solid, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not found:
        raise Rejected("the cutout is empty")
    hull = cv2.convexHull(np.concatenate(found))
    return np.asarray(hull[:, 0], np.float32)


def round_picture(specimen: Pixels, side: int = ROUND) -> Pixels:
    """Return a lifted specimen in a circle that touches the edges, whatever way it points.

    Premultiplied uint8 RGBA [side, side, 4]; turning the cutout turns this picture and does nothing
    else to it, which is what the rotation network needs.
    """
    centre, radius = cv2.minEnclosingCircle(outline(specimen))
    scale = side * (0.5 - ROUND_MARGIN) / (radius + 0.5)
    return _placed(specimen, np.asarray(centre), scale, side)


def upright_picture(
    specimen: Pixels, rotation: float, side: int, *, margin: float = MARGIN
) -> Pixels:
    """Return a lifted specimen turned clockwise by `rotation` degrees, filling a square picture.

    The mask's longer side fills the square less the margins. Premultiplied uint8 RGBA.
    """
    turned = outline(specimen) @ turning(rotation).T
    low, high = turned.min(0) - 0.5, turned.max(0) + 0.5
    scale = side * (1 - 2 * margin) / float((high - low).max())
    centre = (low + high) / 2 @ turning(rotation)  # the inverse of a turn is its transpose
    return _placed(specimen, centre, scale, side, rotation)


def turning(degrees: float) -> NDArray[np.float64]:
    """Return the matrix [2, 2] that turns (x, y), y down, clockwise by so many degrees."""
    radians = np.deg2rad(degrees)
    cos, sin = np.cos(radians), np.sin(radians)
    return np.array([[cos, -sin], [sin, cos]])


def _placed(
    specimen: Pixels, centre: NDArray[np.float64], scale: float, side: int, rotation: float = 0.0
) -> Pixels:
    """Bring the point `centre` to the middle of a square, scaled and turned, in one warp.

    What is far too large is averaged down first, to twice the size that is wanted: the warp then
    mixes each pixel from the four nearest.
    """
    small = specimen
    if scale < COARSE:
        size = [max(1, round(length * 2 * scale)) for length in small.shape[1::-1]]
        small = cv2.resize(small, size, interpolation=cv2.INTER_AREA)
    ratio = np.array(small.shape[1::-1]) / np.array(specimen.shape[1::-1])
    matrix = turning(rotation) * (scale / ratio)
    middle = (np.asarray(centre) + 0.5) * ratio - 0.5
    offset = (side - 1) / 2 - matrix @ middle
    method = cv2.INTER_LINEAR if scale < 1 else cv2.INTER_CUBIC
    placed = cv2.warpAffine(small, np.column_stack([matrix, offset]), (side, side), flags=method)
    alpha = cv2.cvtColor(cv2.extractChannel(placed, 3), cv2.COLOR_GRAY2RGBA)
    return np.asarray(cv2.min(placed, alpha), np.uint8)


def premultiplied(cutout: Pixels) -> Pixels:
    """Return uint8 RGBA with its colours multiplied by alpha."""
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(cutout), cv2.COLOR_RGBA2mRGBA), np.uint8)


def straight(picture: Pixels) -> Pixels:
    """Return premultiplied RGBA as plain RGBA, its colours spread a little into the clear ground.

    Encoders that store colour coarsely mix the specimen's edge with what lies beside it.
    """
    weight = picture[..., 3:].astype(np.float32)
    known = picture[..., :3].astype(np.float32) * 255
    for width in (3, 9):
        near = cv2.blur(np.dstack([known, weight]), (width, width))
        known = np.where(weight > 0, known, near[..., :3])
        weight = np.where(weight > 0, weight, near[..., 3:])
    colour = np.clip(np.rint(known / np.maximum(weight, 1e-3)), 0, 255).astype(np.uint8)
    return np.dstack([colour, picture[..., 3]])


def on_ground(picture: Pixels, grey: int = 255) -> Pixels:
    """Return premultiplied RGBA laid on an even ground, uint8 RGB."""
    clear = 255 - picture[..., 3:].astype(np.uint16)
    return np.asarray(picture[..., :3] + ((clear * grey + 127) // 255).astype(np.uint8), np.uint8)
