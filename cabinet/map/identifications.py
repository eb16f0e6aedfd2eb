"""What people say that a specimen is, and which specimens they leave out of the map."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from cabinet import listings

RANKS = ("order", "family", "genus", "specificEpithet", "infraspecificEpithet")
AUTHOR, NAME, VERBATIM = "scientificNameAuthorship", "scientificName", "verbatimIdentification"

Lineage = tuple[str, ...]  # a name for each of RANKS, empty where there is none


def excluded(path: Path) -> set[str]:
    """Return the images that people exclude."""
    return {image for image, (is_out,) in listings.cells(path, "excluded").items() if is_out == "1"}


def named(path: Path) -> dict[str, str]:
    """Return the name that people gave to images, as they wrote it, of any rank."""
    found = {image: " ".join(name.split()) for image, (name,) in listings.cells(path, NAME).items()}
    return {image: name for image, name in found.items() if name}


def applied(table: pd.DataFrame, catalogue: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Return records, by image, with the taxa that people gave them.

    Each named record's own name stays as `verbatimIdentification`. The ranks above a name are those
    that `catalogue` has it under; see `Names.lineage`.
    """
    known = Names.of(catalogue)
    images = [image for image in names if image in table.index]
    found = [known.lineage(names[image]) for image in images]
    missing = [name for name in (*RANKS, AUTHOR, NAME, VERBATIM) if name not in table]
    made = table.fillna("").assign(**dict.fromkeys(missing, ""))
    made.loc[images, VERBATIM] = made.loc[images, NAME]
    made.loc[images, NAME] = [names[image] for image in images]
    made.loc[images, AUTHOR] = [known.author.get(lineage, "") for lineage in found]
    for place, rank in enumerate(RANKS):
        made.loc[images, rank] = [lineage[place] for lineage in found]
    return made


@dataclass(frozen=True)
class Names:
    """The names of a catalogue without capitals, and what each is under: what most records say."""

    known: dict[str, Lineage]
    author: dict[Lineage, str]

    @classmethod
    def of(cls, catalogue: pd.DataFrame) -> "Names":
        """Read them from all records; a rank that the catalogue lacks is empty."""
        there = [name for name in (*RANKS, AUTHOR) if name in catalogue]
        missing = {name: "" for name in (*RANKS, AUTHOR) if name not in catalogue}
        columns = catalogue[there].fillna("").assign(**missing)
        counted = columns.groupby([*RANKS, AUTHOR], sort=True).size()
        known: dict[str, Lineage] = {}
        author: dict[Lineage, str] = {}
        for *whole, by in counted.sort_values(ascending=False, kind="stable").index:
            author.setdefault(tuple(whole), by)
            for depth in range(1, len(RANKS) + 1):
                lineage = (*whole[:depth], *[""] * (len(RANKS) - depth))
                if whole[depth - 1] and all(whole[2:depth]):
                    known.setdefault(spoken(lineage).casefold(), lineage)
        return cls(known, author)

    def lineage(self, name: str) -> Lineage:
        """Return all ranks of a name, from the catalogue if it knows the name or its genus.

        Else the first word is a genus of which nothing more is known. Authors are passed over.
        """
        plain = canonical(name)
        found = self.known.get(name.casefold()) or self.known.get(plain.casefold())
        if found or not plain:
            return found or ("",) * len(RANKS)
        genus, *epithets = plain.split()
        above = self.known.get(genus.casefold(), ("",) * len(RANKS))
        is_genus = above[2].casefold() == genus.casefold()
        order, family = above[:2] if is_genus else ("", "")
        return (order, family, above[2] if is_genus else genus, *(*epithets, "", "")[:2])


def spoken(lineage: Lineage) -> str:
    """Return the name of a lineage's lowest rank."""
    order, family, genus, *epithets = lineage
    return " ".join([genus, *filter(None, epithets)]) if genus else family or order


def canonical(name: str) -> str:
    """Return a name's genus (or higher taxon) and epithets, without author, year and subgenus."""
    first, *others = name.split() or [""]
    epithets: list[str] = []
    for word in others:
        if word.startswith("(") and word.endswith(")") and not epithets:
            continue
        if not (word.replace("-", "").isalpha() and word.islower()):
            break
        epithets.append(word)
    return " ".join([first, *epithets[:2]])
