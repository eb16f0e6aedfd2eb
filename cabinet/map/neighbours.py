"""Nearest neighbours of codes: exact for small collections, through a navigable graph above.

The graph is FAISS's HNSW. Its inverted file finds too few among codes of many independent
directions, as those of an autoencoder are (0.84 of them when a third of all are compared), and
product quantisation loses the near ones that make a map. The graph is made by one thread, from a
fixed seed, so that it is the same each time; its recall is measured, and the search widened if need
be.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from cabinet.files import atomic

EXACT_BELOW = 100_000  # codes: a graph saves little below, and finds fewer
LINKS, BREADTH = 16, 60  # of each code of the graph; how widely they are looked for
WIDTHS = (32, 64, 128, 256, 512)  # of the search: more, if the recall asks for it
RECALL = 0.98  # at least this share of the exact neighbours is found
CHECKED = 1_000  # codes whose exact neighbours are compared
SEED = 1
BLOCK = 65_536  # codes searched or added at once

Report = Callable[[int], object]  # takes how many codes more were added to the graph, or searched


def unheard(_: int) -> None:
    """Take a report that nobody asked for."""


def steps(count: int) -> int:
    """Return how many codes `nearest` reports in all for so many codes."""
    return count if count < EXACT_BELOW else 2 * count


def nearest(
    codes: np.ndarray, count: int, checkpoint: Path | None = None, report: Report = unheard
) -> tuple[np.ndarray, np.ndarray]:
    """Return the nearest other codes of each code, nearest first.

    `codes`: float (n, d), finite; `count` is less than n. Returns indices int64 (n, count) and
    euclidean distances float32 (n, count). Raises `ValueError` if there are not so many others.
    A graph that is being made is written to `checkpoint`, and gone on with if it is there.
    """
    codes = np.ascontiguousarray(codes, np.float32)
    if not 0 < count < len(codes):
        raise ValueError(f"{len(codes):,} codes do not have {count} neighbours each")
    if not np.isfinite(codes).all():
        raise ValueError("the codes hold numbers that are not finite")
    if len(codes) < EXACT_BELOW:
        index = faiss.IndexFlatL2(codes.shape[1])
        index.add(codes)
    else:
        index = graph(codes, checkpoint, report)
        widen(index, codes, count)
    return search(index, codes, count, report)


def graph(codes: np.ndarray, checkpoint: Path | None, report: Report = unheard) -> Any:
    """Return a navigable graph of codes, made block by block."""
    library: Any = faiss
    index: Any = begun(codes, checkpoint) or faiss.IndexHNSWFlat(codes.shape[1], LINKS)
    index.hnsw.efConstruction = BREADTH
    report(index.ntotal)
    while index.ntotal < len(codes):
        index.hnsw.rng = library.RandomGenerator(SEED + index.ntotal)
        with one_thread():
            index.add(some := codes[index.ntotal : index.ntotal + BLOCK])
        report(len(some))
        if checkpoint:
            with atomic(checkpoint) as written:
                faiss.write_index(index, str(written))
    return index


def begun(codes: np.ndarray, checkpoint: Path | None) -> Any:
    """Return the graph of the first of these codes that a killed run left, or None."""
    if not checkpoint or not checkpoint.exists():
        return None
    try:
        index = faiss.read_index(str(checkpoint))
    except RuntimeError:  # not whole
        return None
    there = index.reconstruct_n(0, index.ntotal)
    return index if np.array_equal(there, codes[: index.ntotal]) else None


@contextmanager
def one_thread() -> Iterator[None]:
    """Let FAISS work on one core: two would add codes in an order of chance."""
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(threads)


def widen(index: Any, codes: np.ndarray, count: int) -> None:
    """Search a graph as widely as the recall needs."""
    rows = np.random.default_rng(SEED).choice(len(codes), min(CHECKED, len(codes)), replace=False)
    exact = faiss.knn(codes[rows], codes, count)[1]
    for width in WIDTHS:
        index.hnsw.efSearch = max(width, count + 1)
        if recall(index.search(codes[rows], count)[1], exact) >= RECALL:
            return


def recall(found: np.ndarray, exact: np.ndarray) -> float:
    """Return the share of the exact neighbours that were found."""
    hits = (np.sort(found, 1)[:, :, None] == exact[:, None, :]).any(2)
    return float(hits.mean())


def search(
    index: Any, codes: np.ndarray, count: int, report: Report = unheard
) -> tuple[np.ndarray, np.ndarray]:
    """Return each code's neighbours without itself, which need not come first among equals."""
    indices = np.empty((len(codes), count), np.int64)
    distances = np.empty((len(codes), count), np.float32)
    for start in range(0, len(codes), BLOCK):
        rows = np.arange(start, min(start + BLOCK, len(codes)))
        squared, found = index.search(codes[rows], count + 1)
        far = np.where(found == rows[:, None], np.inf, squared)
        far[~np.isinf(far).any(1), -1] = np.inf  # not itself among so many equals: drop the last
        far[found < 0] = np.inf
        order = np.argsort(far, axis=1, kind="stable")[:, :count]
        indices[rows] = np.take_along_axis(found, order, 1)
        distances[rows] = np.sqrt(np.maximum(np.take_along_axis(squared, order, 1), 0))
        report(len(rows))
    missing = indices < 0
    indices[missing] = np.broadcast_to(indices[:, :1], indices.shape)[missing]
    return indices, distances
