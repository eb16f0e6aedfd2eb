"""Sprites: pictures with alpha that are laid onto a frame, their shadows and their turning.

A sprite is uint8 (height, width, 4), RGB with straight alpha.
"""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from PIL import ImageFont

from cabinet.drawn.kinds import Bytes


def lay(canvas: Bytes, sprite: Bytes, at: tuple[int, int], shadow: float = 0.0) -> None:
    """Lay a sprite onto a canvas in place, its left top corner at `at` = (x, y).

    `shadow` is how far its shadow falls, in pixels. What lies outside the canvas is cut.
    """
    if shadow >= 0.6:
        offset = (at[0] + round(shadow), at[1] + round(shadow))
        shade(canvas, sprite[..., 3], offset, (shadow, 0.45))
    window = _window(canvas.shape, sprite.shape, at)
    if window is None:
        return
    rows, columns, part_rows, part_columns = window
    part = np.ascontiguousarray(sprite[part_rows, part_columns])
    weight = cv2.merge([part[..., 3]] * 3)
    above = cv2.multiply(np.ascontiguousarray(part[..., :3]), weight, scale=1 / 255)
    below = np.ascontiguousarray(canvas[rows, columns])
    below = cv2.multiply(below, cv2.bitwise_not(weight), scale=1 / 255)
    canvas[rows, columns] = cv2.add(below, above)


def shade(canvas: Bytes, alpha: Bytes, at: tuple[int, int], how: tuple[float, float]) -> None:
    """Let a shadow of a plane fall on the canvas in place; `how`: blur in pixels, depth 0..1."""
    spread, depth = how
    pad = int(3 * spread) + 1
    padded = cv2.copyMakeBorder(alpha, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=0)
    darkness = soft(padded, spread)
    window = _window(canvas.shape, darkness.shape, (at[0] - pad, at[1] - pad))
    if window is None:
        return
    rows, columns, part_rows, part_columns = window
    gain = cv2.convertScaleAbs(darkness[part_rows, part_columns], alpha=-depth, beta=255)
    below = np.ascontiguousarray(canvas[rows, columns])
    canvas[rows, columns] = cv2.multiply(below, cv2.merge([gain] * 3), scale=1 / 255)


def soft(alpha: Bytes, spread: float) -> Bytes:
    """Blur a plane of any size by `spread` pixels, at a coarser scale where that is enough."""
    shrink = max(1, int(spread / 2.5))
    if shrink == 1:
        return np.asarray(cv2.GaussianBlur(alpha, (0, 0), max(spread, 0.3)), np.uint8)
    height, width = alpha.shape[:2]
    size = (max(1, width // shrink), max(1, height // shrink))
    small = cv2.resize(alpha, size, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), spread / shrink)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def _window(
    frame: tuple[int, ...], sprite: tuple[int, ...], at: tuple[int, int]
) -> tuple[slice, slice, slice, slice] | None:
    x, y = at
    left, top = max(0, x), max(0, y)
    right, bottom = min(frame[1], x + sprite[1]), min(frame[0], y + sprite[0])
    if right <= left or bottom <= top:
        return None
    part = slice(top - y, bottom - y), slice(left - x, right - x)
    return slice(top, bottom), slice(left, right), *part


def turned(specimen: Bytes, degrees: float, factor: float) -> Bytes:
    """Turn clockwise and scale a specimen, resampled with premultiplied alpha; RGBA."""
    alpha = specimen[..., 3]
    colours = (cv2.multiply(plane, alpha, scale=1 / 255) for plane in cv2.split(specimen)[:3])
    ready = np.asarray(cv2.merge([*colours, alpha]))
    if factor < 0.7:
        height, width = (max(1, round(side * factor)) for side in alpha.shape)
        ready = np.asarray(cv2.resize(ready, (width, height), interpolation=cv2.INTER_AREA))
        factor = 1.0
    tall, wide = ready.shape[:2]
    matrix = cv2.getRotationMatrix2D((wide / 2 - 0.5, tall / 2 - 0.5), -degrees, factor)
    sine, cosine = abs(matrix[0, 1]), abs(matrix[0, 0])
    size = (int(tall * sine + wide * cosine) + 3, int(tall * cosine + wide * sine) + 3)
    matrix[:, 2] += (size[0] / 2 - wide / 2, size[1] / 2 - tall / 2)
    warped = cv2.warpAffine(ready, matrix, size, flags=cv2.INTER_LINEAR)
    return straight(np.asarray(warped))


def opaque(rgb: Bytes) -> Bytes:
    """Give an RGB picture an alpha plane of 255."""
    return np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)])


def straight(premultiplied: Bytes) -> Bytes:
    """Divide the colours of a uint8 RGBA picture by its alpha."""
    *colours, alpha = cv2.split(premultiplied)
    gain = np.float32(255) / np.maximum(alpha, 1)
    planes = [np.minimum(plane * gain, 255).astype(np.uint8) for plane in colours]
    return np.asarray(cv2.merge([*planes, alpha]))


def tilted(rng: np.random.Generator, sprite: Bytes, spread: float) -> Bytes:
    """Turn a sprite by a few degrees at random; `spread` is two deviations."""
    height, width = sprite.shape[:2]
    angle = float(rng.normal(0, spread / 2))
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    sine, cosine = abs(matrix[0, 1]), abs(matrix[0, 0])
    size = (int(height * sine + width * cosine) + 2, int(height * cosine + width * sine) + 2)
    matrix[:, 2] += (size[0] / 2 - width / 2, size[1] / 2 - height / 2)
    turned = cv2.warpAffine(sprite[..., :3], matrix, size, borderMode=cv2.BORDER_REPLICATE)
    alpha = cv2.warpAffine(sprite[..., 3], matrix, size)
    return np.dstack([turned, alpha])


@lru_cache(maxsize=64)
def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Give Pillow's own scalable font at `size` pixels."""
    return ImageFont.load_default(max(4, size))


def narrowed(sprite: Bytes, limit: int) -> Bytes:
    """Shrink a sprite that is wider than `limit` pixels to that width."""
    if sprite.shape[1] <= limit:
        return sprite
    size = (limit, max(1, sprite.shape[0] * limit // sprite.shape[1]))
    return np.asarray(cv2.resize(sprite, size, interpolation=cv2.INTER_AREA), np.uint8)
