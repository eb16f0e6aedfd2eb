"""The specimen's outline at the photograph's resolution: a soft edge and clean colours along it."""

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Light = NDArray[np.float32]

SPECK, HOLE = 0.0015, 0.045  # share of the specimen below which a piece or a gap is none


def refined(rough: Light, photograph: Picture, scale: float) -> Light:
    """Lay a rough alpha [h, w] 0..1 against the edges of the photograph [h, w, 3].

    `scale` is the number of photograph pixels per pixel of the network's answer. In the band where
    the answer is undecided, a guided filter follows the photograph, seen along the line from the
    ground's colour to the specimen's; elsewhere the answer stands.
    """
    reach = max(2, round(2.2 * scale))
    light = (photograph / np.float32(255)).astype(np.float32)
    guide = _likeness(rough, light, 4 * reach)
    fitted = _guided(guide, rough, reach, 2e-3)
    kernel = np.ones((3, 3), np.uint8)
    wide = max(1, round(0.7 * scale))
    undecided = ((rough > 0.03) & (rough < 0.97)).astype(np.uint8)
    band = cv2.blur(cv2.dilate(undecided, kernel, iterations=wide).astype(np.float32), (3, 3))
    return (rough + (fitted - rough) * band).astype(np.float32)


def settled(alpha: Light, scale: float, *, tidy: bool = True) -> Light:
    """Decide: inside or outside, without specks and pinholes, and soft for a pixel or two between.

    A network's doubt within a wing is no transparency; only the outline is soft. With `tidy` off,
    specks and holes stay: a person meant them.
    """
    decided = cv2.medianBlur((alpha > 0.5).astype(np.uint8), 5 if scale > 1.5 else 3)
    solid = np.asarray(decided, np.uint8)
    if tidy:
        area = int(solid.sum())
        solid = _without(solid, SPECK * area)
        solid = 1 - _without(1 - solid, HOLE * area)
    soft = cv2.GaussianBlur(solid.astype(np.float32), (0, 0), 0.7 + 0.12 * min(scale, 6))
    return soft.astype(np.float32)


def _without(solid: Picture, smallest: float) -> Picture:
    """Remove pieces of fewer pixels, unless they touch the border."""
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(solid, connectivity=4)
    kept = boxes[:, cv2.CC_STAT_AREA] >= smallest
    kept[np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])] = True
    kept[0] = False
    return np.asarray(kept[labels], np.uint8)


def _likeness(alpha: Light, light: Light, reach: int) -> Light:
    """Return how far each pixel is on the way from the ground's to the specimen's near colour."""
    size = (2 * reach + 1, 2 * reach + 1)
    inner, outer = (alpha > 0.9).astype(np.float32), (alpha < 0.1).astype(np.float32)

    def near(weight: Light) -> Light:
        total = cv2.blur(light * weight[:, :, None], size)
        seen = np.maximum(cv2.blur(weight, size), 1e-4)[:, :, None]
        return np.asarray(total / seen, np.float32)

    ground = near(outer)
    way = near(inner) - ground
    far = (way**2).sum(2)
    along = ((light - ground) * way).sum(2) / (far + 1e-3)
    return np.asarray(along.clip(-0.3, 1.3), np.float32)


def _guided(guide: Light, values: Light, reach: int, smooth: float) -> Light:
    """Filter values along a guide (He, Sun and Tang 2013), both [h, w]."""
    size = (2 * reach + 1, 2 * reach + 1)
    mean_guide, mean = cv2.blur(guide, size), cv2.blur(values, size)
    both = cv2.blur(guide * values, size) - mean_guide * mean
    spread = cv2.blur(guide * guide, size) - mean_guide * mean_guide
    slope = both / (spread + smooth)
    offset = mean - slope * mean_guide
    fitted = cv2.blur(slope, size) * guide + cv2.blur(offset, size)
    return fitted.clip(0, 1).astype(np.float32)


def decontaminated(photograph: Picture, alpha: Light, scale: float) -> Picture:
    """Give pixels at the edge the specimen's own colour, so that no ground shines through.

    The colour comes from the nearest pixel well inside, if one is near; a hair that has no inside
    keeps what was photographed.
    """
    inside = cv2.erode((alpha > 0.97).astype(np.uint8), np.ones((3, 3), np.uint8))
    if not inside.any():
        return photograph
    distance, labels = cv2.distanceTransformWithLabels(
        1 - inside, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    y, x = np.nonzero(inside)
    source = np.zeros((int(labels.max()) + 1, 3), np.uint8)
    source[labels[y, x]] = photograph[y, x]
    inner = cv2.blur(source[labels], (3, 3)).astype(np.float32)
    near = (1 - (distance - 1.5 * scale - 1) / (scale + 1)).clip(0, 1)
    share = ((1 - alpha) * 6).clip(0, 1) * near
    mixed = photograph + (inner - photograph) * share[:, :, None]
    return np.asarray(mixed.clip(0, 255), np.uint8)
