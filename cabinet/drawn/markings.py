"""The elements of wing patterns by name: `MARKINGS[kind](painter, inks, **how)`."""

from __future__ import annotations

from collections.abc import Callable

from cabinet.drawn import bands, figures

MARKINGS: dict[str, Callable[..., None]] = {
    "band": bands.band,
    "margin": bands.margin,
    "edge": bands.edge,
    "suffuse": bands.suffuse,
    "bars": bands.bars,
    "rays": bands.rays,
    "veins": bands.veins,
    "stripes": bands.stripes,
    "fringe": bands.fringe,
    "patch": figures.patch,
    "macules": figures.macules,
    "spots": figures.spots,
    "eyes": figures.eyes,
    "lunules": figures.lunules,
    "speckle": figures.speckle,
}
