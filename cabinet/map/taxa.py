"""The taxonomy of the specimens on the map: a table in which parents come before their children."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

RANKS = ("order", "family", "genus", "species", "subspecies")


@dataclass(frozen=True)
class Taxa:
    """Columns of equal length; a taxon's index is its position."""

    name: list[str]
    rank: list[str]
    parent: list[int]  # -1: none
    lowest: np.ndarray  # int64 (specimens,): the lowest taxon of each, -1 if it has none

    def lineage(self) -> list[np.ndarray]:
        """Return for each rank the taxon of each specimen, -1 where it has none of that rank."""
        parent = np.array([*self.parent, -1])
        rank = np.array([RANKS.index(rank) for rank in self.rank] + [-1])
        found = [np.full(len(self.lowest), -1) for _ in RANKS]
        taxon = self.lowest
        while (taxon >= 0).any():
            for level, column in enumerate(found):
                here = (taxon >= 0) & (rank[taxon] == level)
                column[here] = taxon[here]
            taxon = np.where(taxon >= 0, parent[taxon], -1)
        return found

    def counts(self) -> np.ndarray:
        """Return how many specimens each taxon has, those of the taxa below it included."""
        total = np.zeros(len(self.name), np.int64)
        for column in self.lineage():
            total += np.bincount(column[column >= 0], minlength=len(self.name))
        return total


def of(records: pd.DataFrame) -> Taxa:
    """Return the taxa of records, and the lowest taxon of each record.

    Reads order, family, genus, specificEpithet and infraspecificEpithet; a rank that is empty is
    skipped. A species without a genus is no taxon.
    """
    names = [named(records, rank).to_numpy(object) for rank in RANKS]
    lowest = np.full(len(records), -1, np.int64)
    taxa: dict[tuple[int, str, str], int] = {}
    for rank, column in zip(RANKS, names, strict=True):
        codes, values = pd.factorize(column)
        pairs, inverse = np.unique((lowest + 1) * max(len(values), 1) + codes, return_inverse=True)
        found = np.empty(len(pairs), np.int64)
        for at, pair in enumerate(pairs.tolist()):
            parent, code = divmod(pair, len(values))
            found[at] = parent - 1
            if values[code]:
                found[at] = taxa[parent - 1, rank, values[code]] = len(taxa)
        lowest = found[inverse]
    return Taxa(
        name=[name for _, _, name in taxa],
        rank=[rank for _, rank, _ in taxa],
        parent=[parent for parent, _, _ in taxa],
        lowest=lowest,
    )


def named(records: pd.DataFrame, rank: str) -> pd.Series:
    """Return the name of each record's taxon of a rank; empty if it has none."""
    if rank in ("order", "family", "genus"):
        return records[rank]
    species = records["genus"] + " " + records["specificEpithet"]
    complete = (records["genus"] != "") & (records["specificEpithet"] != "")
    if rank == "subspecies":
        species = species + " " + records["infraspecificEpithet"]
        complete &= records["infraspecificEpithet"] != ""
    return species.where(complete, "")
