"""A specimen put into a museum's frame: the photograph and what is true of it.

For training as well, with any RGBA cutout at any size::

    photograph = compose(rng, rgba, size=(384, 256))     # (width, height); or size=384: longer side
    photograph.rgb        # uint8 (height, width, 3)
    photograph.mask       # uint8 (height, width), coverage of the specimen 0..255
    photograph.rotation   # degrees clockwise to turn so that it stands upright, (-180, 180]
    photograph.box        # (left, top, width, height) of mask > 127, pixels
    photograph.layout     # "nhm", "white", "board", "foam", "plate"

`rgba` is uint8 (h, w, 4), straight alpha, upright (head up), cut close or with any margin.
`compose(rng, None, size=...)` is a frame of labels only: mask 0, rotation 0. `Framing` fixes what
is otherwise drawn by lot. Everything random comes from `rng`: same state, same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np

from cabinet.drawn import grounds, layouts
from cabinet.drawn.kinds import Bytes
from cabinet.drawn.layouts import LAYOUTS, Scene, Writing
from cabinet.drawn.sprites import lay, shade, turned

PINS = ((24, 22, 22), (238, 236, 230), (196, 176, 92), (150, 30, 30), (40, 70, 140))


@dataclass(frozen=True)
class Photograph:
    """A composed photograph with its truth; see the module's text for the fields."""

    rgb: Bytes
    mask: Bytes
    rotation: float
    box: tuple[int, int, int, int]
    layout: str


@dataclass(frozen=True)
class Framing:
    """What is fixed about a frame; None or empty leaves it to the generator.

    turn: degrees clockwise by which the specimen lies turned. fill: share of the room it takes.
    quarters: quarter turns clockwise of the whole frame. harm: 0 no blur and noise, 2 hard cases.
    pin: how often a pin head is set on the specimen, 0..1.
    """

    layout: str | None = None
    turn: float | None = None
    fill: float | None = None
    quarters: int = 0
    harm: float = 1.0
    pin: float = 0.3
    writing: Writing = field(default_factory=Writing)


def compose(
    rng: np.random.Generator,
    specimen: Bytes | None,
    size: int | tuple[int, int] = 1800,
    framing: Framing | None = None,
) -> Photograph:
    """Lay a specimen (uint8 RGBA, upright) into a frame and photograph it.

    size: longer side in pixels, or (width, height). Raises ValueError for a specimen that is not
    (h, w, 4) or has no opaque pixel. 7 ms at 384 pixels, 80 at 1800.
    """
    plan = framing or Framing()
    width, height = _frame_size(rng, size)
    if specimen is None:
        name, scene = "labels", layouts.only_labels(rng, (height, width), plan.writing)
        mask, turn = np.zeros((height, width), np.uint8), 0.0
    else:
        name = plan.layout or _pick(rng)
        scene = LAYOUTS[name][1](rng, (height, width), plan.writing)
        turn = draw_turn(rng) if plan.turn is None else plan.turn
        mask = _place(rng, scene, _cropped(specimen), (turn, plan.fill, plan.pin))
    rgb, mask = (
        np.ascontiguousarray(np.rot90(plane, -plan.quarters))
        for plane in (expose(rng, scene.canvas, plan.harm), mask)
    )
    rotation = 0.0 if specimen is None else wrapped(-turn - 90.0 * plan.quarters)
    return Photograph(rgb, mask, rotation, _box(mask), name)


def draw_turn(rng: np.random.Generator) -> float:
    """Draw degrees clockwise: nine times in ten within 15 of upright, otherwise any."""
    if rng.random() < 0.1:
        return float(rng.uniform(-180, 180))
    return float(np.clip(rng.normal(0, 5), -15, 15))


def wrapped(degrees: float) -> float:
    """Bring an angle into (-180, 180]."""
    return 180.0 - (180.0 - degrees) % 360.0


def expose(rng: np.random.Generator, canvas: Bytes, harm: float = 1.0) -> Bytes:
    """Light, colour cast, lens blur and sensor noise on a frame; uint8 in and out."""
    if harm <= 0:
        return canvas
    shape = canvas.shape[:2]
    scale = max(shape) / 1800
    blur = harm * abs(rng.normal(0, 0.45)) * max(scale, 0.35)
    picture = cv2.GaussianBlur(canvas, (0, 0), blur) if blur > 0.25 else canvas
    gain = grounds.light(rng, shape, harm)
    balance = 1 + harm * (grounds.cast(rng) - 1)
    grain = grounds.noise(rng, shape, 0.6) * np.float32(harm * rng.uniform(0.3, 2.2)) + 0.5
    planes = [
        np.clip(plane * (gain * channel) + grain, 0, 255).astype(np.uint8)
        for plane, channel in zip(cv2.split(picture), balance, strict=True)
    ]
    return np.asarray(cv2.merge(planes))


def _pick(rng: np.random.Generator) -> str:
    weights = [weight for weight, _ in LAYOUTS.values()]
    return str(rng.choice(list(LAYOUTS), p=weights))


def _frame_size(rng: np.random.Generator, size: int | tuple[int, int]) -> tuple[int, int]:
    if not isinstance(size, int):
        return size
    return size, round(size / float(rng.choice([1.5, 1.5, 1.5, 1.333, 1.333, 1.2])))


def _cropped(specimen: Bytes) -> Bytes:
    if specimen.ndim != 3 or specimen.shape[2] != 4:
        raise ValueError(f"a specimen is RGBA (h, w, 4), not {specimen.shape}")
    left, top, width, height = cv2.boundingRect(specimen[..., 3])
    if width == 0:
        raise ValueError("the specimen has no opaque pixel")
    return specimen[top : top + height, left : left + width]


def _place(
    rng: np.random.Generator, scene: Scene, specimen: Bytes, pose: tuple[float, float | None, float]
) -> Bytes:
    """Lay the turned specimen into the scene's room, in place; its mask in the frame."""
    turn, fill, pin = pose
    height, width = scene.canvas.shape[:2]
    left, top, right, bottom = (
        share * side for share, side in zip(scene.room, (width, height) * 2, strict=True)
    )
    share = fill if fill is not None else float(np.clip(rng.normal(0.78, 0.14), 0.3, 1.0))
    sine, cosine = abs(np.sin(np.deg2rad(turn))), abs(np.cos(np.deg2rad(turn)))
    tall, wide = specimen.shape[:2]
    spans = wide * cosine + tall * sine, wide * sine + tall * cosine
    factor = share * min((right - left) / spans[0], (bottom - top) / spans[1])
    sprite = turned(specimen, turn, max(factor, 4 / max(tall, wide)))
    spare = right - left - sprite.shape[1], bottom - top - sprite.shape[0]
    x = int(left + spare[0] * rng.uniform(0.3, 0.7))
    y = int(top + spare[1] * rng.uniform(0.3, 0.7))
    _shade(rng, scene.canvas, sprite[..., 3], (x, y))
    lay(scene.canvas, sprite, (x, y))
    if rng.random() < pin:
        _pin(rng, scene.canvas, sprite, (x, y))
    return _planted(sprite[..., 3], (x, y), (height, width))


def _planted(alpha: Bytes, at: tuple[int, int], shape: tuple[int, int]) -> Bytes:
    """Put a plane into an empty frame with its left top corner at (x, y), cut at the edges."""
    mask = np.zeros(shape, np.uint8)
    left, top = max(0, at[0]), max(0, at[1])
    part = alpha[top - at[1] : shape[0] - at[1], left - at[0] : shape[1] - at[0]]
    mask[top : top + part.shape[0], left : left + part.shape[1]] = part
    return mask


def _shade(rng: np.random.Generator, canvas: Bytes, alpha: Bytes, at: tuple[int, int]) -> None:
    unit = max(canvas.shape[:2]) / 1800
    reach = rng.uniform(4, 42) * unit
    angle = rng.uniform(0.1, np.pi - 0.1)
    offset = (round(np.cos(angle) * reach), round(np.sin(angle) * reach))
    depth = rng.uniform(0.08, 0.5)
    spread = max(0.6, reach * rng.uniform(0.4, 0.9))
    shade(canvas, alpha, (at[0] + offset[0], at[1] + offset[1]), (spread, depth))


def _pin(rng: np.random.Generator, canvas: Bytes, sprite: Bytes, at: tuple[int, int]) -> None:
    about = cv2.moments(sprite[..., 3])
    x, y = (round(about[axis] / about["m00"]) for axis in ("m10", "m01"))
    radius = max(1, round(max(canvas.shape[:2]) * 0.0035))
    around = sprite[max(0, y - radius) : y + radius + 1, max(0, x - radius) : x + radius + 1, 3]
    if around.min() < 250:
        return
    colour = PINS[int(rng.integers(len(PINS)))]
    spot = (at[0] + x, at[1] + y)
    cv2.circle(canvas, spot, radius, colour, -1, cv2.LINE_AA)
    glint = (spot[0] - radius // 3, spot[1] - radius // 3)
    cv2.circle(canvas, glint, max(1, radius // 3), (250, 250, 246), -1, cv2.LINE_AA)


def _box(mask: Bytes) -> tuple[int, int, int, int]:
    left, top, width, height = cv2.boundingRect((mask > 127).astype(np.uint8))
    return left, top, width, height
