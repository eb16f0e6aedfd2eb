"""How well nearness of codes tells species and genera: votes of the nearest other specimens."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SHARPNESS = 8.0  # how much faster a nearer neighbour's vote grows, for codes of length 1


def unit(vectors: NDArray[np.floating]) -> NDArray[np.float32]:
    """Return rows scaled to length 1, float32 [n, d]."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)


def named_rightly(
    codes: NDArray[np.float32],
    names: Sequence[str],
    specimens: Sequence[str],
    *,
    queries: NDArray[np.bool_],
    neighbours: int = 5,
) -> NDArray[np.bool_]:
    """Return, for each query, whether its nearest codes vote for its own name, bool [queries].

    `codes` are rows of length 1 [n, d]. Other views of the same specimen have no vote. Votes count
    by nearness, `exp(8 cos)`; with k = 1 the nearest alone decides.
    """
    _, name = np.unique(np.asarray(names), return_inverse=True)
    _, specimen = np.unique(np.asarray(specimens), return_inverse=True)
    right = []
    for row in np.flatnonzero(queries):
        near = codes @ codes[row]
        near[specimen == specimen[row]] = -2
        nearest = np.argpartition(-near, neighbours)[:neighbours]
        votes = np.bincount(name[nearest], weights=np.exp(SHARPNESS * near[nearest]))
        right.append(int(votes.argmax()) == name[row])
    return np.array(right, bool)


def placed_rightly(
    places: NDArray[np.floating],
    names: Sequence[str],
    specimens: Sequence[str],
    *,
    queries: NDArray[np.bool_],
    neighbours: int = 5,
) -> NDArray[np.bool_]:
    """Return, for each query, whether its nearest on a map vote for its own name, bool [queries].

    `places` are [n, 2]. As `named_rightly`, but votes count by the inverse of the distance.
    """
    _, name = np.unique(np.asarray(names), return_inverse=True)
    _, specimen = np.unique(np.asarray(specimens), return_inverse=True)
    right = []
    for row in np.flatnonzero(queries):
        away = np.linalg.norm(places - places[row], axis=1)
        away[specimen == specimen[row]] = np.inf
        nearest = np.argpartition(away, neighbours)[:neighbours]
        votes = np.bincount(name[nearest], weights=1 / (away[nearest] + 1e-9))
        right.append(int(votes.argmax()) == name[row])
    return np.array(right, bool)


def interval(
    right: NDArray[np.floating] | NDArray[np.bool_], specimens: Sequence[str], seed: int = 0
) -> tuple[float, float]:
    """Return the 95 % interval of a mean, specimens (not their views) being drawn anew."""
    _, specimen = np.unique(np.asarray(specimens), return_inverse=True)
    sums = np.bincount(specimen, weights=np.asarray(right, np.float64))
    counts = np.bincount(specimen)
    drawn = np.random.default_rng(seed).integers(0, len(sums), (2000, len(sums)))
    low, high = np.percentile(sums[drawn].sum(1) / counts[drawn].sum(1), [2.5, 97.5])
    return float(low), float(high)


def answerable(names: Sequence[str], specimens: Sequence[str]) -> NDArray[np.bool_]:
    """Return which rows have a name that another specimen bears too, bool [n]."""
    bearers: dict[str, set[str]] = {}
    for name, specimen in zip(names, specimens, strict=True):
        bearers.setdefault(name, set()).add(specimen)
    return np.array([bool(name) and len(bearers[name]) > 1 for name in names], bool)
