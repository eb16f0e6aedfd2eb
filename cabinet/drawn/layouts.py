"""Ways in which museums lay out a frame: the ground, what stands on it, the room for a specimen.

A layout is a function (rng, (height, width), `Writing`) -> `Scene`. What is random in it comes from
the generator only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import cv2
import numpy as np

from cabinet.drawn import cards, grounds, labels
from cabinet.drawn.kinds import Bytes
from cabinet.drawn.sprites import lay, narrowed


@dataclass(frozen=True)
class Writing:
    """What the labels of a frame say; empty: invented text."""

    lines: tuple[tuple[str, ...], ...] = ()
    number: str = ""


@dataclass(frozen=True)
class Scene:
    """A frame without its specimen.

    `canvas` uint8 (height, width, 3); `room` for it: left, top, right, bottom as fractions.
    """

    canvas: Bytes
    room: tuple[float, float, float, float]
    upright: bool = field(default=True)


Layout = Callable[[np.random.Generator, tuple[int, int], Writing], Scene]


def _unit(shape: tuple[int, int]) -> float:
    return max(shape) / 1800.0


def _column_of_labels(
    rng: np.random.Generator, canvas: Bytes, area: tuple[int, int, int, int], writing: Writing
) -> None:
    """Lay two to four labels under one another in the area (left, top, right, bottom)."""
    unit = _unit(canvas.shape[:2])
    left, y, right, bottom = area
    texts: list[tuple[str, ...]] = list(writing.lines) or [()] * int(rng.integers(1, 4))
    sprites = [labels.label(rng, unit, list(text) or None) for text in texts]
    sprites.append(cards.code_label(rng, unit, writing.number))
    spare = bottom - y - sum(sprite.shape[0] for sprite in sprites)
    y += int(max(0, spare) * rng.uniform(0, 0.6))
    limit = max(1, right - left)
    for sprite in (narrowed(sprite, limit) for sprite in sprites):
        x = left + int(max(0, limit - sprite.shape[1]) * rng.uniform(0, 0.7))
        if y + sprite.shape[0] > bottom:
            break
        lay(canvas, sprite, (x, y), 5 * unit)
        y += sprite.shape[0] + int(unit * rng.uniform(8, 40))


def foam_and_step(rng: np.random.Generator, shape: tuple[int, int], writing: Writing) -> Scene:
    """Lay out the NHM's frame: grey foam, a step, labels at the right, a ruler below."""
    height, width = shape
    grey = rng.uniform(84, 175)
    canvas = grounds.foam(rng, shape, grey + rng.normal(0, 2.5, 3))
    split = rng.uniform(0.68, 0.79)
    step, foot = int(width * split), height
    if rng.random() < 0.85:
        foot = int(height * rng.uniform(0.81, 0.9))
    ledge = grounds.foam(rng, (height, width - step), grey * rng.uniform(0.95, 1.3) + np.zeros(3))
    canvas[:, step:] = ledge
    edge = max(1, width // 450)
    canvas[:, step - edge : step] = (canvas[:, step - edge : step] * 0.72).astype(np.uint8)
    canvas[:, step : step + edge] = np.clip(canvas[:, step : step + edge] * 1.16, 0, 255)
    top = int(height * rng.uniform(0.04, 0.3))
    right = int(width * 0.985)
    _column_of_labels(rng, canvas, (step + 2 * edge + width // 120, top, right, foot), writing)
    if foot < height:
        lay(canvas, cards.ruler(rng, width, height - foot), (0, foot))
    return Scene(canvas, (0.02, 0.03, split - 0.02, foot / height - 0.03))


def plain(rng: np.random.Generator, shape: tuple[int, int], writing: Writing) -> Scene:
    """Lay out white or nearly white, sometimes with a small scale or one label."""
    height, width = shape
    canvas = grounds.paper(rng, shape)
    room = (0.04, 0.05, 0.96, 0.95)
    choice = rng.random()
    if choice < 0.35:
        scale = cards.ruler(rng, width // 5, max(4, height // 18))
        lay(canvas, scale, (int(width * rng.uniform(0.1, 0.7)), int(height * 0.02)))
        room = (0.04, 0.12, 0.96, 0.96)
    elif choice < 0.6:
        sprite = cards.code_label(rng, _unit(shape), writing.number)
        at = (int(width * rng.uniform(0.03, 0.5)), int(height * 0.97) - sprite.shape[0])
        lay(canvas, sprite, at, 3 * _unit(shape))
        room = (0.04, 0.04, 0.96, 0.97 - sprite.shape[0] / height)
    return Scene(canvas, room)


def grey_board(rng: np.random.Generator, shape: tuple[int, int], writing: Writing) -> Scene:
    """Lay out card with a colour card and a number, labels beside."""
    height, width = shape
    canvas = grounds.board(rng, shape)
    card = cards.colour_card(rng, _unit(shape) * rng.uniform(0.8, 1.5))
    bottom = height - card.shape[0] - int(height * 0.02)
    side = int(width * 0.02) if rng.random() < 0.5 else width - card.shape[1] - int(width * 0.02)
    lay(canvas, card, (side, bottom), 3 * _unit(shape))
    split = rng.uniform(0.7, 0.78)
    area = (int(width * split), int(height * 0.05), int(width * 0.98), bottom - height // 50)
    _column_of_labels(rng, canvas, area, writing)
    if rng.random() < 0.4:
        lay(canvas, cards.ruler(rng, int(width * split), height // 11), (0, height - height // 11))
    return Scene(canvas, (0.03, 0.04, split - 0.02, bottom / height - 0.01))


def coloured_foam(rng: np.random.Generator, shape: tuple[int, int], writing: Writing) -> Scene:
    """Lay out foam of any colour with a label under the specimen, as for folded and small ones."""
    height, width = shape
    canvas = grounds.foam(rng, shape)
    room_top, room_bottom = 0.04, 0.96
    if rng.random() < 0.75:
        sprite = cards.code_label(rng, _unit(shape) * rng.uniform(1, 2), writing.number)
        lift = int(height * 0.97) - sprite.shape[0]
        below = rng.random() < 0.7
        y = lift if below else int(height * 0.03)
        lay(canvas, sprite, (int(width * rng.uniform(0.1, 0.5)), y), 4 * _unit(shape))
        room_bottom = lift / height if below else room_bottom
        room_top = room_top if below else 0.05 + sprite.shape[0] / height
    return Scene(canvas, (0.03, room_top, 0.97, room_bottom))


def plate(rng: np.random.Generator, shape: tuple[int, int], writing: Writing) -> Scene:
    """Lay out a tinted ground over a black foot that carries a colour card and a number."""
    height, width = shape
    canvas = grounds.board(rng, shape)
    foot = int(height * rng.uniform(0.8, 0.88))
    canvas[foot:] = 4
    card = cards.colour_card(rng, _unit(shape))
    lay(canvas, card, (width // 10, foot + max(1, (height - foot - card.shape[0]) // 2)))
    sprite = np.zeros((max(6, (height - foot) // 2), width // 2, 4), np.uint8)
    sprite[..., 3] = 255
    text = writing.number or f"ENT {int(rng.integers(400_000, 800_000))}"
    scale = sprite.shape[0] / 55
    spot = (2, int(sprite.shape[0] * 0.7))
    pixels = np.ascontiguousarray(sprite[..., :3])
    cv2.putText(pixels, text, spot, cv2.FONT_HERSHEY_SIMPLEX, scale, (240,) * 3, 1, cv2.LINE_AA)
    sprite[..., :3] = pixels
    lay(canvas, sprite, (width // 2, foot + (height - foot) // 4))
    if rng.random() < 0.7:
        scale_bar = cards.ruler(rng, int(width * 0.8), max(4, height // 24))
        lay(canvas, scale_bar, (width // 10, foot - scale_bar.shape[0] - height // 60))
        foot -= scale_bar.shape[0] + height // 50
    return Scene(canvas, (0.03, 0.03, 0.97, foot / height - 0.01))


def only_labels(rng: np.random.Generator, shape: tuple[int, int], writing: Writing) -> Scene:
    """Lay out labels on their own; there is no room for a specimen."""
    height, width = shape
    ground = grounds.foam if rng.random() < 0.6 else grounds.board
    canvas = ground(rng, shape)
    left = int(width * rng.uniform(0.05, 0.2))
    for column in range(int(rng.integers(1, 4))):
        x = left + column * width // 3
        limit = min(width - 4, x + width // 3)
        area = (x, int(height * rng.uniform(0.05, 0.3)), limit, int(height * 0.96))
        if limit - x > 8:
            _column_of_labels(rng, canvas, area, writing)
    return Scene(canvas, (0.0, 0.0, 0.0, 0.0))


LAYOUTS: dict[str, tuple[float, Layout]] = {
    "nhm": (0.42, foam_and_step),
    "white": (0.16, plain),
    "board": (0.16, grey_board),
    "foam": (0.16, coloured_foam),
    "plate": (0.10, plate),
}
