"""What a genus is to the drawer: outline, marks, body, and the species that fill its palette."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cabinet.drawn.kinds import Colour
from cabinet.drawn.outlines import Shape

Palette = dict[str, Colour]


@dataclass(frozen=True, eq=False)
class Mark:
    """One element of a pattern: which marking, on which wings, in which roles of the palette.

    wings: of "f" and "h". side: of "d" (upper) and "v" (under). sex: "m", "f" or "" for both.
    """

    kind: str
    wings: str
    roles: tuple[str, ...]
    how: dict[str, Any]
    side: str = "dv"
    sex: str = ""


@dataclass(frozen=True)
class Body:
    """A body: lengths in wing lengths; antenna is "club", "hook", "feather", "rod" or "thread".

    belt: the abdomen has coloured flanks with dark edges.
    """

    length: float = 0.62
    width: float = 0.07
    antenna: str = "club"
    reach: float = 0.5
    fur: float = 0.5
    belt: bool = False


@dataclass(frozen=True, eq=False)
class Species:
    """A species: epithet, author with year, its palette over the genus's, and the female's."""

    epithet: str
    author: str
    palette: Palette = field(default_factory=dict)
    female: Palette = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Genus:
    """A genus with all that its species share; `span` is the wing span in millimetres."""

    name: str
    family: str
    group: str
    span: float
    fore: Shape
    hind: Shape
    palette: Palette
    marks: tuple[Mark, ...]
    species: tuple[Species, ...]
    body: Body
