"""Where a taxon lies on the map: the largest group of neighbouring specimens of that taxon."""

from dataclasses import dataclass

import numpy as np
from numba import njit

from cabinet.map.geometry import SPECIMEN, TILE

COMPILED = {"cache": True, "nogil": True}
NEAR = 1.8  # mean distances between specimens: what is nearer is a neighbour
VIEW = 900  # px: a group is flown to at the zoom at which it is about so wide


@dataclass(frozen=True)
class Places:
    """The largest group of each taxon: columns by taxon."""

    centre: np.ndarray  # float64 (taxa, 2), pixels: of a specimen near the middle
    count: np.ndarray  # int64: specimens of the group
    extent: np.ndarray  # float64: how wide it is, in pixels of the deepest zoom

    def zooms(self, depth: int) -> np.ndarray:
        """Return the zoom at which to look at each taxon's group."""
        zoom = depth + np.floor(np.log2(VIEW / np.maximum(self.extent, SPECIMEN)))
        return np.clip(zoom, 0, depth).astype(np.int64)


def of(placed: np.ndarray, lineage: list[np.ndarray], taxa: int, depth: int) -> Places:
    """Return the place of each taxon, from the taxon of each specimen at each rank (-1: none)."""
    places = Places(np.zeros((taxa, 2)), np.zeros(taxa, np.int64), np.zeros(taxa))
    fill = max(len(placed), 1) / 4.0 ** (depth + 1)
    reach = int(np.clip(np.ceil(NEAR / np.sqrt(fill) / 2), 1, 8))
    for taxon in lineage:
        group = groups(placed.astype(np.int64), taxon.astype(np.int64), reach, TILE << depth)
        describe(placed, taxon, group, places)
    return places


def describe(placed: np.ndarray, taxon: np.ndarray, group: np.ndarray, places: Places) -> None:
    """Fill in the largest group of each taxon of a rank; `group` is -1 for those without taxon."""
    rows = np.flatnonzero(taxon >= 0)
    if not len(rows):
        return
    _, first, inverse, counts = np.unique(
        group[rows], return_index=True, return_inverse=True, return_counts=True
    )
    owner = taxon[rows][first]
    largest = np.full(len(places.count), -1)
    order = np.argsort(counts, kind="stable")
    largest[owner[order]] = order
    chosen = largest[taxon[rows]] == inverse
    rows, owner = rows[chosen], taxon[rows[chosen]]
    count = np.bincount(owner, minlength=len(places.count))
    some = count > 0
    points = placed[rows].astype(np.float64)
    mean = np.stack([np.bincount(owner, axis, len(count)) for axis in points.T], 1)
    mean /= np.maximum(count, 1)[:, None]
    away = ((points - mean[owner]) ** 2).sum(1)
    nearest = np.lexsort((away, owner))
    start = np.flatnonzero(np.r_[True, np.diff(owner[nearest]) > 0])
    places.centre[owner[nearest[start]]] = points[nearest[start]]
    spread = np.sqrt(np.bincount(owner, away, len(count)) / np.maximum(count, 1))
    places.extent[some] = 4 * spread[some] / np.sqrt(2) + SPECIMEN
    places.count[some] = count[some]


@njit(**COMPILED)
def groups(placed, taxon, reach, world):
    """Return for each specimen the first of its group: neighbours of one taxon, and theirs."""
    across = world // SPECIMEN
    owner = np.full((across, across), -1, np.int32)
    parent = np.arange(len(placed))
    for index in range(len(placed)):
        if taxon[index] < 0:
            parent[index] = -1
            continue
        column = min(placed[index, 0] // SPECIMEN, across - 1)
        row = min(placed[index, 1] // SPECIMEN, across - 1)
        for to_row in range(max(row - reach, 0), min(row + reach + 1, across)):
            for to_column in range(max(column - reach, 0), min(column + reach + 1, across)):
                other = owner[to_row, to_column]
                if other >= 0 and taxon[other] == taxon[index]:
                    one, two = _first(parent, index), _first(parent, other)
                    parent[max(one, two)] = min(one, two)
        owner[row, column] = index
    for index in range(len(placed)):
        if parent[index] >= 0:
            parent[index] = _first(parent, index)
    return parent


@njit(**COMPILED)
def _first(parent, index):
    """Return the first of a group, and shorten the way to it."""
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index
