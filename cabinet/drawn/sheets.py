"""Sheets: float32 pictures with premultiplied alpha on which the parts of a specimen are laid."""

from __future__ import annotations

import cv2
import numpy as np

from cabinet.drawn.kinds import Bytes, Floats


def premultiplied(sprite: Bytes) -> Floats:
    """Turn a sprite into float32 with its colours multiplied by alpha."""
    picture = sprite.astype(np.float32)
    weight = picture[..., 3] / 255
    return np.asarray(cv2.multiply(picture, cv2.merge([weight] * 3 + [np.ones_like(weight)])))


def lay_over(sheet: Floats, part: Floats, at: tuple[int, int], shadow: float = 0.0) -> None:
    """Lay a premultiplied part over the sheet in place, cut at its edges, with a contact shadow."""
    x, y = at
    left, top = max(0, -x), max(0, -y)
    right = min(part.shape[1], sheet.shape[1] - x)
    bottom = min(part.shape[0], sheet.shape[0] - y)
    part = part[top:bottom, left:right]
    rows, columns = slice(y + top, y + bottom), slice(x + left, x + right)
    stays = 1 - part[..., 3] / 255
    lit = stays
    if shadow > 0:
        lit = stays * (1 - cv2.GaussianBlur(part[..., 3], (0, 0), max(1.0, shadow)) * (0.3 / 255))
    kept = cv2.multiply(sheet[rows, columns], cv2.merge([lit, lit, lit, stays]))
    sheet[rows, columns] = cv2.add(kept, part)


def finished(sheet: Floats) -> Bytes:
    """Turn a premultiplied sheet into a sprite, cut close."""
    alpha = cv2.convertScaleAbs(sheet[..., 3])
    left, top, width, height = cv2.boundingRect(alpha)
    part = sheet[top : top + height, left : left + width]
    solid = alpha[top : top + height, left : left + width]
    gain = 255 / np.maximum(part[..., 3], 1)
    planes = [cv2.convertScaleAbs(part[..., plane] * gain) for plane in range(3)]
    return np.asarray(cv2.merge([*planes, solid]), np.uint8)
