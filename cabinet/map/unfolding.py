"""How far apart the points of a large embedding are to lie.

Exaggerated pulls leave them crowded, and a descent widens them slowly: 200,000 lie within 173 after
250 iterations without, where t-SNE's divergence is nearly least at 1,390; neighbours nearer than
about 1 look alike to it all the while. So, once the points have found their company, their places
are stretched, all alike, until that no longer pays: it takes a few evaluations of the divergence.
"""

import numpy as np
from scipy.sparse import csr_matrix

from cabinet.map.descent import State, descend

STRIDE = 2**0.5
PAYS = 0.98  # of the divergence is left, at most, after a stride that pays
WIDEST = 2100.0  # beyond, the pushes take too much time and memory


def unfolded(places: np.ndarray, pulls: csr_matrix, threads: int) -> np.ndarray:
    """Return places, float64 (n, 2), stretched to where their divergence is nearly least."""
    last = divergence(places, pulls, threads)
    while np.ptp(wider := places * STRIDE, axis=0).max() <= WIDEST:
        found = divergence(wider, pulls, threads)
        if not found < PAYS * last:
            break
        places, last = wider, found
    return places


def divergence(places: np.ndarray, pulls: csr_matrix, threads: int) -> float:
    """Return the Kullback-Leibler divergence of the map from the pulls."""
    return descend(State(0, places, None, None), pulls, iterations=1, exaggeration=1.0,
                   threads=threads)  # fmt: skip
