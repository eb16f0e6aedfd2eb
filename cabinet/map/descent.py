"""One step of t-SNE's descent after another: pulls along the graph, pushes from all, momentum.

As openTSNE does it (gains after Jacobs, steps of bounded length), in compiled loops on all cores;
the result does not depend on how many there are.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
from numba import njit
from scipy.sparse import csr_matrix

from cabinet.map.repulsion import COMPILED, parts, repulsion

MOMENTUM = 0.8
LONGEST = 5.0  # a step is no longer
LEAST_GAIN = 0.01


@dataclass
class State:
    """Where a run stands between two legs."""

    done: int  # iterations
    places: np.ndarray  # float64 (n, 2)
    gains: np.ndarray | None
    update: np.ndarray | None


def descend(
    state: State, pulls: csr_matrix, *, iterations: int, exaggeration: float, threads: int
) -> float:
    """Go some iterations further, and return the divergence before the last; `state` is moved on.

    `pulls`: how strongly each pair is drawn together, in all one; `exaggeration`: of that.
    """
    count = len(state.places)
    places = np.array(state.places, np.float64)
    gains = np.ones_like(places) if state.gains is None else state.gains.copy()
    update = np.zeros_like(places) if state.update is None else state.update.copy()
    rate = max(count / exaggeration, 1.0)
    graph = pulls.indptr, pulls.indices, pulls.data
    unlike = total = 1.0
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(iterations):
            push, total = repulsion(places, pool, threads)
            force = (exaggeration, 1 / total, rate)
            some = partial(move, graph, places, (push, gains, update), force)
            unlike = sum(pool.map(some, parts(count)))
            places += update
            places -= places.mean(0)
    state.places, state.gains, state.update = places, gains, update
    state.done += iterations
    return unlike + float(np.log(total))


@njit(**COMPILED)
def move(graph, places, moving, force, rows):
    """Set the next step of some points; return their part of the divergence, but for log(total)."""
    (starts, others, pulls), (push, gains, update) = graph, moving
    exaggeration, share, rate = force
    first, last = rows
    unlike = 0.0
    for own in range(first, last):
        slope = [-share * push[own, 0], -share * push[own, 1]]
        for edge in range(starts[own], starts[own + 1]):
            other = others[edge]
            x = places[own, 0] - places[other, 0]
            y = places[own, 1] - places[other, 1]
            near = 1 / (1 + x * x + y * y)
            slope[0] += exaggeration * pulls[edge] * near * x
            slope[1] += exaggeration * pulls[edge] * near * y
            unlike += pulls[edge] * np.log(max(pulls[edge], 1e-300) / near)
        for axis in range(2):
            gain = gains[own, axis]
            turned = np.sign(update[own, axis]) != np.sign(slope[axis])
            gain = gain + 0.2 if turned else gain * 0.8 + LEAST_GAIN
            gains[own, axis] = gain
            update[own, axis] = MOMENTUM * update[own, axis] - rate * gain * slope[axis]
        length = np.hypot(update[own, 0], update[own, 1])
        if length > LONGEST:
            update[own, 0] *= LONGEST / length
            update[own, 1] *= LONGEST / length
    return unlike
