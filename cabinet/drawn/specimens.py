"""A pinned specimen, drawn: `draw(individual, length)` gives it as RGBA, upright.

What two specimens share follows the taxonomy: the outline comes from the family and genus, the
layout of the pattern from the genus, its proportions and colours from the species. What differs
between two of one species is the individual's: size, colour, pose, wear.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from functools import lru_cache

import cv2
import numpy as np

from cabinet.drawn.bodies import draw_body
from cabinet.drawn.genera import Genus, Mark, Palette, Species
from cabinet.drawn.kinds import Bytes, Colour, Floats, Points
from cabinet.drawn.modelling import EXTENT
from cabinet.drawn.outlines import Shape, wing
from cabinet.drawn.sheets import finished, lay_over, premultiplied
from cabinet.drawn.wings import PaintedWing, cut, paint_wing

_TAN = np.array((196, 176, 140), float)


@dataclass(frozen=True)
class Individual:
    """One specimen: sex "m" or "f", side "d" (upper) or "v" (under), wear 0 fresh to 1 ragged.

    Two photographs of one specimen have the same seed.
    """

    genus: Genus
    species: Species
    sex: str = "m"
    side: str = "d"
    wear: float = 0.2
    seed: int = 0


@dataclass(frozen=True)
class _Plan:
    """What the species fixes."""

    shapes: dict[str, Shape]
    marks: tuple[Mark, ...]


def draw(individual: Individual, length: int = 900) -> Bytes:
    """Draw a specimen about `length` pixels wide; uint8 (h, w, 4), cut close, straight alpha."""
    rng = np.random.default_rng([individual.seed, 17])
    plan = _plan(individual.genus, individual.species)
    reach = max(wing(shape).outline[:, 0].max() for shape in plan.shapes.values()) + 0.06
    scale = length / (2 * reach)
    inks = _inks(individual, rng)
    size = rng.normal(1, 0.015)
    painted = {
        which: paint_wing(
            (wing(plan.shapes[which]), individual.side == "v"),
            _chosen(individual, plan.marks, which),
            _wing_inks(inks, which, individual.side),
            scale * size,
            np.random.default_rng([individual.seed, ord(which), ord(individual.side)]),
        )
        for which in ("f", "h")
    }
    sheet = np.zeros((int(2.5 * scale), int(2.4 * scale), 4), np.float32)
    centre = np.array([1.2 * scale, 1.12 * scale])
    order = "hf" if individual.side == "d" else "fh"
    for which in order:
        for side in (-1, 1):
            _mount(sheet, painted[which], (centre, side), individual, rng)
    body = draw_body(individual.genus.body, inks, scale, rng, under=individual.side == "v")
    corner = centre + np.array(EXTENT[:2]) * scale
    lay_over(sheet, premultiplied(body), (round(corner[0]), round(corner[1])))
    return finished(sheet)


def _mount(
    sheet: Floats,
    painted: PaintedWing,
    place: tuple[Points, int],
    individual: Individual,
    rng: np.random.Generator,
) -> None:
    """Cut one wing of a pair from the painted one, with its own damage, and lay it in place."""
    centre, side = place
    sprite = cut(painted, individual.wear, rng)
    lift = rng.normal(0, 1.6) + (-2.0 if painted.fore else 0.0)
    angle = np.deg2rad(lift) * side
    scale = painted.scale
    root = np.array([0.03 * side, -0.05 if painted.fore else 0.0]) * scale + centre
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    linear = turn @ np.diag([side, 1.0])
    shift = root + linear @ (painted.origin * scale)
    corners = np.array([(0, 0), (1, 0), (0, 1), (1, 1)]) * sprite.shape[1::-1]
    spread = corners @ linear.T + shift
    low = np.floor(spread.min(axis=0)).astype(int)
    size = np.ceil(spread.max(axis=0)).astype(int) - low + 1
    matrix = np.column_stack([linear, shift - low]).astype(np.float64)
    ready = premultiplied(sprite)
    warped = cv2.warpAffine(ready, matrix, (int(size[0]), int(size[1])), flags=cv2.INTER_LINEAR)
    lay_over(sheet, warped, (int(low[0]), int(low[1])), shadow=0.008 * scale)


@lru_cache(maxsize=512)
def _plan(genus: Genus, species: Species) -> _Plan:
    """Fix what belongs to a species: small changes of proportion to the genus's plan."""
    rng = np.random.default_rng(zlib.crc32(f"{genus.name} {species.epithet}".encode()))
    stretch = rng.normal(1, 0.025, 2)
    shapes = {"f": _stretched(genus.fore, stretch), "h": _stretched(genus.hind, stretch)}
    return _Plan(shapes, tuple(_varied(item, rng) for item in genus.marks))


def _stretched(shape: Shape, stretch: Points) -> Shape:
    x, y = float(stretch[0]), float(stretch[1])
    paths = (
        tuple((px * x, py * y) for px, py in path)
        for path in (shape.costa, shape.termen, shape.inner)
    )
    costa, termen, inner = paths
    return replace(shape, costa=costa, termen=termen, inner=inner)


def _varied(item: Mark, rng: np.random.Generator) -> Mark:
    """Shift and scale a mark a little for one species."""
    how = dict(item.how)
    if "u" in how:
        how["u"] = how["u"] + rng.normal(0, 0.009)
    for name in ("width", "length", "radius", "depth"):
        if name in how:
            how[name] = how[name] * rng.uniform(0.82, 1.22)
    return replace(item, how=how)


def _chosen(individual: Individual, marks: tuple[Mark, ...], which: str) -> list[Mark]:
    return [
        item
        for item in marks
        if which in item.wings and individual.side in item.side and item.sex in {"", individual.sex}
    ]


def _inks(individual: Individual, rng: np.random.Generator) -> Palette:
    """Give the individual's palette: species over genus, female, then fading and chance."""
    palette = {**individual.genus.palette, **individual.species.palette}
    if individual.sex == "f":
        palette |= individual.species.female
    gain = rng.normal(1, 0.035) + rng.normal(0, 0.012, 3)
    fade = float(np.clip(rng.gamma(1.2, 0.05) + 0.1 * individual.wear, 0, 0.35))

    def worn(colour: Colour) -> Colour:
        ink = np.asarray(colour, float) * gain
        ink = ink + (ink.mean() * 0.5 + _TAN * 0.5 - ink) * fade
        red, green, blue = (int(c) for c in np.clip(ink, 8, 252))
        return red, green, blue

    return {role: worn(colour) for role, colour in palette.items()}


def _wing_inks(inks: Palette, which: str, side: str) -> Palette:
    """Give a wing's palette: "hind" is the hindwing's ground, "under" that of the underside."""
    palette = dict(inks)
    if which == "h" and "hind" in inks:
        palette["ground"] = inks["hind"]
    if side == "v":
        under = np.asarray(inks.get("under", palette["ground"]), float)
        keep = 0.0 if "under" in inks else 0.55
        ground = np.asarray(palette["ground"], float) * keep + under * (1 - keep)
        ground = ground * 0.75 + np.array((225, 214, 190)) * 0.25 if "under" not in inks else ground
        palette["ground"] = tuple(int(c) for c in ground)  # type: ignore[assignment]
    return palette
