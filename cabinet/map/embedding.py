"""The embedding: codes of many numbers laid out in the plane by t-SNE, alike beside alike.

Few are laid out by openTSNE, many by Cabinet's own descent (`descent`, `unfolding`), on neighbours
found by FAISS. The run is cut into legs; after each, all that the next leg begins with is written
down, so that an interrupted run goes on with the same result.
"""

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from openTSNE import affinity, tsne
from scipy.sparse import csr_matrix
from tqdm import tqdm

from cabinet.executors import cores
from cabinet.files import atomic
from cabinet.map import neighbours, unfolding
from cabinet.map.descent import MOMENTUM, State, descend

EARLY, LATE = 250, 500  # iterations with the neighbours' pull exaggerated, and without
CROWDED, SETTLING = 250, 100  # the same of many, before and after they are unfolded
EXAGGERATION = 12.0
LEG = 25  # iterations between two checkpoints
FOURIER_ABOVE = 10_000  # specimens: repulsion by Fourier transforms, below by a tree
ALONE_BELOW = 3_000  # specimens: fewer are not worth a second thread
FEWEST = 5  # specimens: fewer are laid along their principal axes
STEEP, FEW = 0.2, 3.0  # share of the pull that is for the nearest, and about how many those are
START = 1e-4  # standard deviation of the first places

Report = Callable[[int, float], None]  # iterations done, and the divergence
Keep = Callable[[np.ndarray], None]  # takes the neighbours


def forget(checkpoint: Path) -> None:
    """Remove what a run left to go on from."""
    for path in (checkpoint, *beside(checkpoint)):
        path.unlink(missing_ok=True)


def beside(checkpoint: Path) -> tuple[Path, Path]:
    """Return the files of a run's neighbours, and of the graph that they are found with."""
    near, graph = (checkpoint.with_suffix(f".{name}") for name in ("near", "graph"))
    return near, graph


def read(path: Path, begun: str) -> dict[str, np.ndarray] | None:
    """Return what a run left in a file, if it began in the same way; else None."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            if str(kept["begun"]) == begun:
                return {name: kept[name] for name in kept.files if name != "begun"}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        pass
    return None


def write(path: Path, begun: str, **columns: Any) -> None:
    """Write down where a run stands, with a digest of how it began."""
    with atomic(path) as written, written.open("wb") as file:
        np.savez(file, begun=begun, **columns)


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
    way = f"{near} {STEEP} {FEW} {EARLY} {CROWDED} {iterations(len(codes))}"
    begun = hashlib.sha256(start.tobytes() + way.encode()).hexdigest()
    left = read(checkpoint, begun)
    state = State(int(left.pop("done")), **left) if left else State(0, start, None, None)
    found = known_neighbours(codes, near, checkpoint, begun)
    if keep:
        keep(found["indices"])
    pulls = attraction(**found)
    threads = 1 if len(codes) < ALONE_BELOW else cores()
    while state.done < iterations(len(codes)):
        error = leg(state, pulls, threads)
        write(checkpoint, begun, **vars(state))
        report(state.done, error)
    return state.places


def iterations(count: int) -> int:
    """Return how many iterations it takes to lay out so many codes."""
    return EARLY + (LATE if count < FOURIER_ABOVE else CROWDED + SETTLING)


def known_neighbours(
    codes: np.ndarray, near: int, checkpoint: Path, begun: str
) -> dict[str, np.ndarray]:
    """Return the neighbours of each code, as `neighbours.nearest`; written down once found."""
    path, graph = beside(checkpoint)
    found = read(path, begun)
    if found is None:
        with tqdm(total=neighbours.steps(len(codes)), desc="neighbours", unit="code") as bar:
            indices, distances = neighbours.nearest(codes, near, graph, bar.update)
        found = {"indices": indices, "distances": distances}
        if len(codes) >= FOURIER_ABOVE:
            write(path, begun, **found)
            graph.unlink(missing_ok=True)
    return found


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
    if len(state.places) >= FOURIER_ABOVE:
        if state.done == EARLY + CROWDED:
            state.places = unfolding.unfolded(state.places, pulls, threads)
            state.gains = state.update = None
        return descend(state, pulls, iterations=LEG, exaggeration=exaggeration, threads=threads)
    optimizer = tsne.gradient_descent()
    optimizer.gains, optimizer.update = state.gains, state.update
    error, places = optimizer(
        state.places,
        pulls * exaggeration,
        LEG,
        tsne.kl_divergence_bh,
        learning_rate=max(len(state.places) / exaggeration, 1.0),
        momentum=MOMENTUM,
        n_jobs=threads,
    )
    state.places = np.asarray(places)
    state.gains, state.update = optimizer.gains, optimizer.update
    state.done += LEG
    return float(error)
