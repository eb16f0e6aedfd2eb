"""Scenes: photographs with masks, and what can be made of one without drawing anything."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from cabinet.lessons.photometry import grain, ground_colour, tinted

Picture = NDArray[np.uint8]
Light = NDArray[np.float32]
Random = np.random.Generator


@dataclass(frozen=True)
class Scene:
    """A photograph RGB [h, w, 3], its mask [h, w] 0..255, and how far the mask is trusted."""

    photograph: Picture
    mask: Picture
    trust: float = 1.0


def recoloured(scene: Scene, random: Random) -> Scene:
    """Tint the ground apart from the specimen: another foam, or nearly the specimen's colour."""
    inside = scene.mask > 127
    if not inside.any() or inside.all():
        return scene
    alpha = cv2.GaussianBlur(scene.mask, (0, 0), 0.8)[:, :, None] / np.float32(255)
    ground = np.median(scene.photograph[~inside][::7], 0)
    if random.random() < 0.4:
        goal = np.median(scene.photograph[inside][::7], 0) + random.normal(0, 18, 3)
    else:
        goal = ground_colour(random)
    other = tinted(scene.photograph, ground, goal)
    if random.random() < 0.4:
        other += grain(random, *scene.mask.shape) * np.float32(random.uniform(4, 30))
    photograph = scene.photograph * alpha + other * (1 - alpha)
    return Scene(photograph.clip(0, 255).astype(np.uint8), scene.mask, scene.trust)


def turned(scene: Scene, random: Random, height: int, width: int) -> Scene:
    """Turn, mirror, enlarge and crop a scene to the size of a sample."""
    photograph, mask = scene.photograph, scene.mask
    turns = int(random.integers(4)) if random.random() < 0.5 else 0
    photograph, mask = np.rot90(photograph, turns).copy(), np.rot90(mask, turns).copy()
    if random.random() < 0.5:
        photograph, mask = photograph[:, ::-1].copy(), mask[:, ::-1].copy()
    angle = random.normal(0, 6) if random.random() < 0.8 else random.uniform(-45, 45)
    if random.random() < 0.25:
        angle = 0.0
    fit = min(height / mask.shape[0], width / mask.shape[1])
    zoom = fit * float(np.exp(random.uniform(np.log(0.7), np.log(1.9))))
    if random.random() < 0.3:
        zoom = fit * random.uniform(1.0, 1.1)
    matrix = cv2.getRotationMatrix2D((mask.shape[1] / 2, mask.shape[0] / 2), angle, zoom)
    middle = np.array([mask.shape[1], mask.shape[0]]) / 2
    if zoom > fit and mask.any():
        y, x = np.nonzero(mask > 127)
        if len(x):
            pick = int(random.integers(len(x)))
            part = random.uniform(0, 0.7) * (1 - fit / zoom) * 2
            middle = middle * (1 - min(part, 1)) + np.array([x[pick], y[pick]]) * min(part, 1)
    seen = matrix[:, :2] @ middle + matrix[:, 2]
    slack = np.array([width, height]) * 0.1
    shift = np.array([width, height]) / 2 - seen + random.uniform(-slack, slack)
    matrix[:, 2] = matrix[:, 2] + shift
    border = int(random.choice([cv2.BORDER_REPLICATE, cv2.BORDER_CONSTANT]))
    colour = [int(v) for v in ground_colour(random).clip(0, 255)]
    method = cv2.INTER_AREA if zoom < 1 else cv2.INTER_LINEAR
    if zoom < 0.6:
        photograph = np.asarray(cv2.GaussianBlur(photograph, (0, 0), 0.35 / zoom), np.uint8)
    size = (width, height)
    shown = cv2.warpAffine(
        photograph, matrix, size, flags=method, borderMode=border, borderValue=colour
    )
    laid = cv2.warpAffine(mask, matrix, size, flags=cv2.INTER_LINEAR)
    return Scene(np.asarray(shown, np.uint8), np.asarray(laid, np.uint8), scene.trust)


def alone(scene: Scene, longest: int, margin: float = 0.3) -> Scene:
    """Return the part of a scene around its specimen, at most `longest` pixels a side.

    `margin` is the ground that is left on each side, as a share of the specimen's longer side.
    """
    y, x = np.nonzero(scene.mask > 127)
    low, high = np.array([y.min(), x.min()]), np.array([y.max(), x.max()]) + 1
    room = round(margin * int((high - low).max()))
    (top, left), (bottom, right) = np.maximum(low - room, 0), high + room
    part = np.s_[top:bottom, left:right]
    return reduced(Scene(scene.photograph[part], scene.mask[part], scene.trust), longest)


def reduced(scene: Scene, longest: int) -> Scene:
    """Return a scene that is at most `longest` pixels a side."""
    height, width = scene.mask.shape
    scale = longest / max(height, width)
    if scale >= 1:
        return scene
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    photograph, mask = (
        np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.uint8)
        for plane in (scene.photograph, scene.mask)
    )
    return Scene(photograph, mask, scene.trust)


def filling(scene: Scene, random: Random, height: int, width: int) -> Scene:
    """Turn, mirror and fit a scene so that its specimen fills the sample, as `finer` shows it."""
    photograph, mask = scene.photograph, scene.mask
    turns = int(random.integers(4)) if random.random() < 0.3 else 0
    y, x = np.nonzero(mask > 127)
    if (np.ptp(x) > np.ptp(y)) != (width > height) and random.random() < 0.8:
        turns |= 1
    photograph, mask = np.rot90(photograph, turns).copy(), np.rot90(mask, turns).copy()
    if random.random() < 0.5:
        photograph, mask = photograph[:, ::-1].copy(), mask[:, ::-1].copy()
    angle = random.normal(0, 8) if random.random() < 0.7 else random.uniform(-45, 45)
    y, x = np.nonzero(mask > 127)
    turn = cv2.getRotationMatrix2D((0, 0), angle, 1.0)[:, :2]
    places = turn @ np.array([x, y])
    low, high = places.min(1), places.max(1) + 1
    margin = random.uniform(0.04, 0.16) * float((high - low).max())
    zoom = float((np.array([width, height]) / (high - low + 2 * margin)).min())
    slack = random.uniform(-0.06, 0.06, 2) * np.array([width, height])
    shift = np.array([width, height]) / 2 - zoom * (low + high) / 2 + slack
    matrix = np.column_stack([zoom * turn, shift])
    method = cv2.INTER_AREA if zoom < 1 else cv2.INTER_LINEAR
    if zoom < 0.6:
        photograph = np.asarray(cv2.GaussianBlur(photograph, (0, 0), 0.35 / zoom), np.uint8)
    shown, laid = (
        cv2.warpAffine(plane, matrix, (width, height), flags=method, borderMode=border)
        for plane, border in ((photograph, cv2.BORDER_REPLICATE), (mask, cv2.BORDER_CONSTANT))
    )
    return Scene(np.asarray(shown, np.uint8), np.asarray(laid, np.uint8), scene.trust)


def filled_by_others(frame: Picture, random: Random, height: int, width: int) -> Scene:
    """Return a part of a frame without specimen, enlarged so that a thing or two fill it.

    So a closer look shows what is none: a label, a mark, a piece of cloth.
    """
    tried = []
    for _ in range(6):
        tall = frame.shape[0] * float(np.exp(random.uniform(np.log(0.035), np.log(0.5))))
        wide = min(tall * width / height, frame.shape[1])
        top, left = (int(random.uniform(0, side - part))
                     for side, part in zip(frame.shape, (tall, wide), strict=False))  # fmt: skip
        part = frame[top : top + max(int(tall), 8), left : left + max(int(wide), 8)]
        tried.append((float(part.std()) * random.uniform(0.5, 1), part))
    part = np.rot90(max(tried, key=lambda one: one[0])[1], int(random.choice([0, 2])))
    shown = cv2.resize(np.ascontiguousarray(part), (width, height), interpolation=cv2.INTER_CUBIC)
    return Scene(np.asarray(shown, np.uint8), np.zeros((height, width), np.uint8))


def cut_out(scene: Scene) -> list[Picture]:
    """Cut the specimens out of a scene, RGBA, their outermost pixel left behind."""
    alpha = cv2.erode(scene.mask, np.ones((3, 3), np.uint8))
    alpha = cv2.GaussianBlur(alpha, (0, 0), 0.7)
    count, _, boxes, _ = cv2.connectedComponentsWithStats((scene.mask > 127).astype(np.uint8))
    large = boxes[1:count, cv2.CC_STAT_AREA].max(initial=0) / 3
    cuts = []
    for x, y, width, height, area in boxes[1:count]:
        if area >= max(large, 400):
            box = np.s_[max(y - 3, 0) : y + height + 3, max(x - 3, 0) : x + width + 3]
            cuts.append(np.dstack([scene.photograph[box], alpha[box]]))
    return cuts


def cut_whole(scene: Scene) -> list[Picture]:
    """Cut all pieces of a scene out together, RGBA: wings that lie apart, with what is between."""
    count, _, boxes, _ = cv2.connectedComponentsWithStats((scene.mask > 127).astype(np.uint8))
    pieces = boxes[1:count, cv2.CC_STAT_AREA]
    if (pieces >= max(pieces.max(initial=0) / 4, 300)).sum() < 2:
        return []
    y, x = np.nonzero(scene.mask > 20)
    box = np.s_[max(y.min() - 3, 0) : y.max() + 4, max(x.min() - 3, 0) : x.max() + 4]
    alpha = cv2.GaussianBlur(cv2.erode(scene.mask, np.ones((3, 3), np.uint8)), (0, 0), 0.7)
    return [np.dstack([scene.photograph[box], alpha[box]])]


def emptied(scene: Scene) -> Picture:
    """Return the scene's ground without its specimen, filled from around."""
    wide = max(scene.mask.shape) // 40 | 1
    hole = cv2.dilate(scene.mask, np.ones((wide, wide), np.uint8))
    known = (hole < 20).astype(np.float32)
    filled = scene.photograph.astype(np.float32)
    small = _diffused(filled, known)
    grain = np.random.default_rng(0).normal(0, 2, known.shape).astype(np.float32)[:, :, None]
    out = np.where(known[:, :, None] > 0, filled, small + grain)
    return out.clip(0, 255).astype(np.uint8)


def _diffused(filled: NDArray[np.float32], known: NDArray[np.float32]) -> NDArray[np.float32]:
    """Fill what is not known from ever coarser surroundings."""
    if min(known.shape) <= 2 or known.all():
        return filled
    size = (max(known.shape[1] // 2, 1), max(known.shape[0] // 2, 1))
    part = cv2.resize(known, size, interpolation=cv2.INTER_AREA)
    light = cv2.resize(filled * known[:, :, None], size, interpolation=cv2.INTER_AREA)
    coarse = light / np.maximum(part, 1e-3)[:, :, None]
    deeper = _diffused(coarse.astype(np.float32), (part > 0.2).astype(np.float32))
    deeper = np.where((part > 0.2)[:, :, None], coarse, deeper).astype(np.float32)
    grown = cv2.resize(deeper, known.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.where(known[:, :, None] > 0, filled, grown).astype(np.float32)
