"""All families, genera and species of the drawn collection, in one order."""

from __future__ import annotations

from functools import lru_cache

from cabinet.drawn import brushfoots, butterflies, moths
from cabinet.drawn.genera import Genus, Species

GENERA: tuple[Genus, ...] = (
    *butterflies.PAPILIONIDAE,
    *butterflies.PIERIDAE,
    *brushfoots.NYMPHALIDAE,
    *butterflies.LYCAENIDAE,
    *butterflies.HESPERIIDAE,
    *moths.SATURNIIDAE,
    *moths.SPHINGIDAE,
    *moths.NOCTUIDAE,
    *moths.EREBIDAE,
    *moths.GEOMETRIDAE,
)
SUPERFAMILIES = {
    "Saturniidae": "Bombycoidea",
    "Sphingidae": "Bombycoidea",
    "Noctuidae": "Noctuoidea",
    "Erebidae": "Noctuoidea",
    "Geometridae": "Geometroidea",
}


@lru_cache(maxsize=1)
def all_species() -> tuple[tuple[Genus, Species], ...]:
    """Give every species with its genus, in a fixed order."""
    return tuple((genus, one) for genus in GENERA for one in genus.species)


def higher_classification(genus: Genus) -> str:
    """Write the classification as the NHM does: "Insecta; Lepidoptera; ...; subfamily"."""
    above = SUPERFAMILIES.get(genus.family, "Papilionoidea")
    return f"Insecta; Lepidoptera; {above}; {genus.family}; {genus.group}"
