"""All families, genera and species of the drawn collection, read from `fauna/*.toml`.

A genus names its outlines (`cabinet.drawn.shapes`, with changes such as `scallop=0.02`), tails,
body and palette (role=rrggbb). Its pattern is a list of marks, one a line, painted in that order:

    wings marking role... key=value... side=d|v sex=m|f

wings: f, h or fh; marking: one of `cabinet.drawn.markings.MARKINGS`; numbers parted by commas are a
list, and points by semicolons. A species is a line `epithet | author | palette | female's palette`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from cabinet.drawn import shapes
from cabinet.drawn.genera import Body, Genus, Mark, Palette, Species
from cabinet.drawn.outlines import Shape, Tail

FAMILIES = (
    "Papilionidae", "Pieridae", "Nymphalidae", "Lycaenidae", "Hesperiidae", "Saturniidae",
    "Sphingidae", "Noctuidae", "Erebidae", "Geometridae",
)  # fmt: skip
SUPERFAMILIES = {
    "Saturniidae": "Bombycoidea",
    "Sphingidae": "Bombycoidea",
    "Noctuidae": "Noctuoidea",
    "Erebidae": "Noctuoidea",
    "Geometridae": "Geometroidea",
}


def all_species() -> tuple[tuple[Genus, Species], ...]:
    """Give every species with its genus, in a fixed order."""
    return tuple((genus, one) for genus in GENERA for one in genus.species)


def higher_classification(genus: Genus) -> str:
    """Write the classification as the NHM does: "Insecta; Lepidoptera; ...; subfamily"."""
    above = SUPERFAMILIES.get(genus.family, "Papilionoidea")
    return f"Insecta; Lepidoptera; {above}; {genus.family}; {genus.group}"


def parsed_mark(line: str) -> Mark:
    """Read one mark, such as "fh spots dark white u=0.68 radius=0.02 side=v"."""
    wings, kind, *words = line.split()
    roles = tuple(word for word in words if "=" not in word)
    how = dict(word.split("=", 1) for word in words if "=" in word)
    side, sex = how.pop("side", "dv"), how.pop("sex", "")
    return Mark(kind, wings, roles, {key: _value(text) for key, text in how.items()}, side, sex)


def _value(text: str) -> Any:
    """Read a number, a list of numbers "1,2," or of points "0.1,0.2;0.3,0.4"."""
    if ";" in text:
        return [_value(point) for point in text.split(";")]
    if "," in text:
        return [_value(number) for number in text.split(",") if number]
    return float(text) if "." in text or "e" in text else int(text)


def _palette(text: str) -> Palette:
    pairs = (word.split("=") for word in text.split())
    return {role: (int(c[:2], 16), int(c[2:4], 16), int(c[4:], 16)) for role, c in pairs}


def _numbers(words: list[str]) -> dict[str, float]:
    return {key: float(text) for key, text in (word.split("=") for word in words)}


def _shape(text: str) -> Shape:
    name, *changes = text.split()
    shape: Shape = getattr(shapes, name.upper())
    return replace(shape, **_numbers(changes))  # type: ignore[arg-type]


def _species(line: str) -> Species:
    epithet, author, own, female = [part.strip() for part in (line + " | | ").split("|")][:4]
    return Species(epithet, author, _palette(own), _palette(female))


def _body(text: str) -> Body:
    given: dict[str, Any] = dict(word.split("=") for word in text.split())
    antenna, belt = given.pop("antenna"), "belt" in given
    given.pop("belt", None)
    return Body(**{key: float(n) for key, n in given.items()}, antenna=antenna, belt=belt)


def _genus(row: dict[str, Any]) -> Genus:
    hind = _shape(row["hind"])
    if "tails" in row:
        hind = replace(hind, tails=tuple(Tail(**_numbers(t.split())) for t in row["tails"]))
    return Genus(
        row["name"],
        row["family"],
        row["group"],
        row["span"],
        _shape(row["fore"]),
        hind,
        _palette(row["palette"]),
        tuple(parsed_mark(line) for line in row["marks"].splitlines()),
        tuple(_species(line) for line in row["species"].splitlines()),
        _body(row["body"]),
    )


@lru_cache(maxsize=1)
def _read() -> tuple[Genus, ...]:
    def genera() -> Iterator[Genus]:
        for family in FAMILIES:
            path = Path(__file__).parent / "fauna" / f"{family.lower()}.toml"
            yield from map(_genus, tomllib.loads(path.read_text("utf-8"))["genus"])

    return tuple(genera())


GENERA: tuple[Genus, ...] = _read()
