"""Codes as invented as they are realistic: a tree of genera and species in 128 directions.

Shares and spectrum are those of the codes of 1,954 real swallowtails (324 species, 30 genera), and
the result has their intrinsic dimension too: 7.1 at as many codes, 6.9 to 7.4 for the real ones.
"""

import numpy as np

AXES = 128
FALL = 42.0  # the variance falls to 1/e over so many principal axes
GENERA, SPECIES, SPECIMENS = 0.165, 0.52, 0.315  # shares of the variance
PER_SPECIES, PER_GENUS = 24, 10  # how many belong to one, on average


def codes(count: int, seed: int = 0, per_species: float = PER_SPECIES) -> np.ndarray:
    """Return codes of length 1, float32 (n, 128), in no order.

    Some species have a hundred times as many specimens as others.
    """
    return labelled(count, seed, per_species)[0]


def labelled(
    count: int, seed: int = 0, per_species: float = PER_SPECIES
) -> tuple[np.ndarray, np.ndarray]:
    """Return codes as `codes`, and the number of each one's species, int64 (n,)."""
    return tree(count, seed, per_species)[:2]


def tree(
    count: int, seed: int = 0, per_species: float = PER_SPECIES
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return codes and species as `labelled`, and the number of each species' genus, int64 (s,)."""
    random = np.random.default_rng(seed)
    spread = np.exp(-np.arange(AXES) / FALL)
    spread = np.sqrt(spread / spread.sum()).astype(np.float32)
    species = max(int(count / per_species), 4)
    genera = max(species // PER_GENUS, 2)
    middles = np.sqrt(GENERA) * random.standard_normal((genera, AXES), np.float32)
    genus = random.integers(0, genera, species)
    kinds = middles[genus] + np.sqrt(SPECIES) * random.standard_normal((species, AXES), np.float32)
    common = random.random(species) ** -0.5
    which = random.choice(species, count, p=common / common.sum())
    found = random.standard_normal((count, AXES), np.float32)
    found *= np.float32(np.sqrt(SPECIMENS))
    found += kinds[which]
    found *= spread
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return found, which, genus
