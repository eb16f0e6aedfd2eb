"""The embedding: codes of many numbers laid out in the plane by t-SNE, alike beside alike.

openTSNE does the work, on neighbours found by FAISS. The run is cut into legs; after each, all that
the next leg begins with is written down, so that an interrupted run goes on with the same result.
"""

import hashlib
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from openTSNE import affinity, tsne
from scipy.sparse import csr_matrix

from cabinet.executors import cores
from cabinet.files import atomic
from cabinet.map import neighbours

EARLY, LATE = 250, 500  # iterations with the neighbours' pull exaggerated, and without
EXAGGERATION = 12.0
LEG = 25  # iterations between two checkpoints
FOURIER_ABOVE = 10_000  # specimens: repulsion by Fourier transforms, below by a tree
ALONE_BELOW = 3_000  # specimens: fewer are not worth a second thread
FEWEST = 5  # specimens: fewer are laid along their principal axes
MOMENTUM = 0.8
STEEP, FEW = 0.2, 3.0  # share of the pull that is for the nearest, and about how many those are
START = 1e-4  # standard deviation of the first places

Report = Callable[[int, float], None]  # iterations done, and the divergence
Keep = Callable[[np.ndarray], None]  # takes the neighbours


@dataclass
class State:
    """Where a run stands between two legs."""

    done: int  # iterations
    places: np.ndarray  # float64 (n, 2)
    gains: np.ndarray | None
    update: np.ndarray | None

    @classmethod
    def read(cls, path: Path, begun: str) -> "State | None":
        """Return the state that a run left, if it began in the same way; else None."""
        try:
            with np.load(path, allow_pickle=False) as kept:
                if str(kept["begun"]) == begun:
                    return cls(int(kept["done"]), kept["places"], kept["gains"], kept["update"])
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            pass
        return None

    def write(self, path: Path, begun: str) -> None:
        """Write the state down, with a digest of how the run began."""
        with atomic(path) as written, written.open("wb") as file:
            np.savez(
                file,
                begun=begun,
                done=self.done,
                places=self.places,
                gains=self.gains,
                update=self.update,
            )


def embed(
    codes: np.ndarray,
    *,
    near: int,
    seed: int,
    checkpoint: Path,
    report: Report,
    keep: Keep | None = None,
) -> np.ndarray:
    """Return a place for each code: float64 (n, 2).

    `near`: how many neighbours each specimen is drawn to. `checkpoint`: a file that is written as
    the run goes on, and that an interrupted run of the same codes goes on from. `keep` is handed
    the neighbours, int64 (n, near), nearest first.
    """
    codes = np.asarray(codes, np.float32)
    if len(codes) < FEWEST:
        return along_axes(codes)
    near = min(near, len(codes) - 1)
    start = beginning(codes, seed)
    begun = hashlib.sha256(start.tobytes() + f"{near} {STEEP} {FEW}".encode()).hexdigest()
    state = State.read(checkpoint, begun) or State(0, start, None, None)
    indices, distances = neighbours.nearest(codes, near)
    if keep:
        keep(indices)
    pulls = attraction(indices, distances)
    threads = 1 if len(codes) < ALONE_BELOW else cores()
    while state.done < EARLY + LATE:
        error = leg(state, pulls, threads)
        state.write(checkpoint, begun)
        report(state.done, error)
    return state.places


def beginning(codes: np.ndarray, seed: int) -> np.ndarray:
    """Return where the codes lie at first: on principal axes, tiny, equal ones a little apart."""
    places = along_axes(codes)
    places *= START / max(places[:, 0].std(), 1e-12)
    return places + np.random.default_rng(seed).normal(0.0, START / 100, places.shape)


def along_axes(codes: np.ndarray) -> np.ndarray:
    """Return the places of codes along their first two principal axes: float64 (n, 2)."""
    centred = codes - codes.mean(0, dtype=np.float64) if len(codes) else codes.astype(np.float64)
    _, axes = np.linalg.eigh(centred.T @ centred)
    axes = axes[:, :-3:-1]
    axes = axes * np.where(axes[np.abs(axes).argmax(0), [0, 1]] < 0, -1.0, 1.0)
    return np.ascontiguousarray(centred @ axes)


def attraction(indices: np.ndarray, distances: np.ndarray) -> csr_matrix:
    """Return how strongly each pair of specimens is drawn together; all pulls add up to one.

    `indices`, `distances`: each one's neighbours, (n, near), nearest first.

    Most of the pull is the same for all of a specimen's neighbours, which keeps the map true to the
    codes at large; the rest is for the few nearest, which brings the kin of rare species together.
    """
    count, near = indices.shape
    known = affinity.nearest_neighbors.PrecomputedNeighbors(indices, distances)
    even = affinity.Uniform(knn_index=known, k_neighbors=near).P
    few = min(FEW, (count - 1) / 3)
    steep = affinity.PerplexityBasedNN(knn_index=known, perplexity=few).P
    return csr_matrix((1 - STEEP) * even + STEEP * steep)


def leg(state: State, pulls: csr_matrix, threads: int) -> float:
    """Go a few iterations further, and return the divergence; `state` is moved on."""
    early = state.done < EARLY
    exaggeration = EXAGGERATION if early else 1.0
    optimizer = tsne.gradient_descent()
    optimizer.gains, optimizer.update = state.gains, state.update
    fourier = len(state.places) >= FOURIER_ABOVE
    error, places = optimizer(
        state.places,
        pulls * exaggeration,
        LEG,
        tsne.kl_divergence_fft if fourier else tsne.kl_divergence_bh,
        learning_rate=max(len(state.places) / exaggeration, 1.0),
        momentum=MOMENTUM,
        n_jobs=threads,
    )
    state.places = np.asarray(places)
    state.gains, state.update = optimizer.gains, optimizer.update
    state.done += LEG
    return float(error)
