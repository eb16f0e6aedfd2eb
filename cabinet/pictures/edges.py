"""The specimen's outline at the photograph's resolution: a soft edge and clean colours along it."""

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Light = NDArray[np.float32]

COARSE = 2  # cells of the coarse grid that the guided filter reaches at least
LINE = 6  # pixels of the network's answer: shorter ones are no hairs, but noise of the outline
SPECK, HOLE = 0.0015, 0.045  # share of the specimen below which a piece or a gap is none


def refined(rough: Light, photograph: Picture, scale: float) -> Light:
    """Lay a rough alpha [h, w] 0..1 against the edges of the photograph [h, w, 3].

    `scale` is the number of photograph pixels per pixel of the network's answer. In the band where
    the answer is undecided, a guided filter follows the photograph, seen along the line from the
    ground's colour to the specimen's; elsewhere the answer stands. What the filter finds varies
    slowly: it is worked out on a coarser grid (He and Sun 2015), and applied to single pixels.
    """
    reach = max(2, round(2.2 * scale))
    kernel = np.ones((3, 3), np.uint8)
    wide = max(1, round(0.7 * scale))
    undecided = cv2.inRange(rough, 0.03, 0.97)  # type: ignore[call-overload]
    band = cv2.blur(cv2.dilate(undecided, kernel, iterations=wide), (3, 3))
    pixels = np.flatnonzero(band)
    if not len(pixels):
        return rough.copy()
    coarse = max(1, reach // COARSE)
    size = [-(-side // coarse) for side in rough.shape[1::-1]]
    small = cv2.resize(rough, size, interpolation=cv2.INTER_AREA)
    light = cv2.resize(photograph, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    towards = _towards(small, light, 4 * reach // coarse)
    guide = _along(light, towards)
    lines = _guided(guide, small, max(2, round(reach / coarse)), 2e-3)
    fields = [cv2.resize(field, rough.shape[1::-1]).reshape(len(rough.ravel()), -1)[pixels]
              for field in (towards, lines)]  # fmt: skip
    likeness = _along(photograph.reshape(-1, 3)[pixels].astype(np.float32), fields[0])
    fitted = (fields[1][:, 0] * likeness + fields[1][:, 1]).clip(0, 1)
    alpha = rough.ravel().copy()
    alpha[pixels] += (fitted - alpha[pixels]) * (band.ravel()[pixels] / np.float32(255))
    return alpha.reshape(rough.shape)


def settled(alpha: Light, scale: float, *, tidy: bool = True) -> Light:
    """Decide: inside or outside, without specks and pinholes, and soft for a pixel or two between.

    A network's doubt within a wing is no transparency; only the outline is soft. With `tidy` off,
    specks and holes stay: a person meant them.
    """
    # A hair is as wide as the photograph is sharp: 5 x 5 would take it away from a small one.
    seen = (alpha > 0.5).astype(np.uint8)
    decided = cv2.medianBlur(seen, 5 if scale > 2.5 else 3)
    solid = np.asarray(decided | _lines(seen & ~decided, LINE * scale), np.uint8)
    if tidy:
        area = int(solid.sum())
        solid = _without(solid, SPECK * area, connectivity=8)
        solid = 1 - _without(1 - solid, HOLE * area)
    soft = cv2.GaussianBlur(solid.astype(np.float32), (0, 0), 0.7 + 0.12 * min(scale, 6))
    return soft.astype(np.float32)


def _lines(rest: Picture, shortest: float) -> Picture:
    """Return of what a median took away the pieces that are long: antennae and legs."""
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(rest, connectivity=8)
    kept = np.hypot(boxes[:, cv2.CC_STAT_WIDTH], boxes[:, cv2.CC_STAT_HEIGHT]) >= shortest
    kept[0] = False
    return np.asarray(kept.astype(np.uint8)[labels])


def _without(solid: Picture, smallest: float, connectivity: int = 4) -> Picture:
    """Remove pieces of fewer pixels, unless they touch the border."""
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(solid, connectivity=connectivity)
    kept = boxes[:, cv2.CC_STAT_AREA] >= smallest
    kept[np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])] = True
    kept[0] = False
    if kept[1:].all():
        return solid
    return np.asarray(kept.astype(np.uint8)[labels])


def _towards(alpha: Light, light: Light, reach: int) -> Light:
    """Return what tells how far a colour is on the way from the near ground's to the specimen's.

    [h, w, 4]: factors of red, green and blue in 0..255, and what is added.
    """
    size = (2 * reach + 1, 2 * reach + 1)

    def near(weight: Light) -> Light:
        total = cv2.blur(light * weight[:, :, None], size)
        seen = np.maximum(cv2.blur(weight, size), 1e-4)[:, :, None]
        return np.asarray(total / seen, np.float32)

    ground = near((alpha < 0.1).astype(np.float32))
    way = near((alpha > 0.9).astype(np.float32)) - ground
    way /= (way**2).sum(2, keepdims=True) + np.float32(1e-3 * 255**2)
    return np.dstack([way, -(ground * way).sum(2)])


def _along(light: Light, towards: Light) -> Light:
    """Return how far colours [..., 3] in 0..255 are on their way [..., 4]."""
    found = np.einsum("...c,...c->...", light, towards[..., :3]) + towards[..., 3]
    return np.asarray(found.clip(-0.3, 1.3), np.float32)


def _guided(guide: Light, values: Light, reach: int, smooth: float) -> Light:
    """Fit values to a guide (He, Sun and Tang 2013), both [h, w]: slopes and offsets [h, w, 2]."""
    size = (2 * reach + 1, 2 * reach + 1)
    mean_guide, mean = cv2.blur(guide, size), cv2.blur(values, size)
    both = cv2.blur(guide * values, size) - mean_guide * mean
    spread = cv2.blur(guide * guide, size) - mean_guide * mean_guide
    slope = both / (spread + smooth)
    return cv2.blur(np.dstack([slope, mean - slope * mean_guide]), size)


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
    chosen = np.flatnonzero((distance < 2.5 * scale + 2) & (alpha > 0) & (alpha < 1))
    colours, width = photograph.reshape(-1, 3), photograph.shape[1]
    source = np.zeros(int(labels.max()) + 1, np.int64)
    within = np.flatnonzero(inside)
    source[labels.ravel()[within]] = within
    numbers = labels.ravel()
    inner = np.zeros((len(chosen), 3), np.float32)
    for step in (-width - 1, -width, -width + 1, -1, 0, 1, width - 1, width, width + 1):
        inner += colours[source[numbers[(chosen + step).clip(0, len(numbers) - 1)]]]
    near = (1 - (distance.ravel()[chosen] - 1.5 * scale - 1) / (scale + 1)).clip(0, 1)
    share = ((1 - alpha.ravel()[chosen]) * 6).clip(0, 1) * near
    outer = colours[chosen].astype(np.float32)
    cleaned = colours.copy()
    cleaned[chosen] = outer + (inner / 9 - outer) * share[:, None]
    return cleaned.reshape(photograph.shape)
