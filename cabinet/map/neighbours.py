"""Nearest neighbours of codes, by FAISS: exact for small collections, by an inverted file above.

Product quantisation is never used: it loses the near neighbours that make a map (PERFORMANCE.md,
section 6). The inverted file is trained with a fixed seed, and its recall is checked.
"""

import faiss
import numpy as np

EXACT_BELOW = 100_000  # codes: the inverted file saves little below, and finds fewer
LISTS = 4  # of the inverted file, in square roots of the number of codes
PROBES = (8, 16, 32, 64, 128)  # lists searched: more, if the recall asks for it
RECALL = 0.98  # at least this share of the exact neighbours is found
CHECKED = 1_000  # codes whose exact neighbours are compared
SEED = 1
ITERATIONS = 12  # of the k-means that makes the lists
BLOCK = 65_536  # codes searched at once


def nearest(codes: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the nearest other codes of each code, nearest first.

    `codes`: float (n, d), finite; `count` is less than n. Returns indices int64 (n, count) and
    euclidean distances float32 (n, count). Raises `ValueError` if there are not so many others.
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
        index = inverted_file(codes, count)
    return search(index, codes, count)


def inverted_file(codes: np.ndarray, count: int) -> faiss.Index:
    """Return an index that searches few of many lists, as many as the recall needs."""
    lists = int(LISTS * np.sqrt(len(codes)))
    index = faiss.IndexIVFFlat(faiss.IndexFlatL2(codes.shape[1]), codes.shape[1], lists)
    index.cp.seed, index.cp.niter = SEED, ITERATIONS
    index.train(codes)
    index.add(codes)
    rows = np.random.default_rng(SEED).choice(len(codes), min(CHECKED, len(codes)), replace=False)
    exact = faiss.knn(codes[rows], codes, count)[1]
    for probes in PROBES:
        index.nprobe = probes
        if recall(index.search(codes[rows], count)[1], exact) >= RECALL:
            return index
    return index


def recall(found: np.ndarray, exact: np.ndarray) -> float:
    """Return the share of the exact neighbours that were found."""
    hits = (np.sort(found, 1)[:, :, None] == exact[:, None, :]).any(2)
    return float(hits.mean())


def search(index: faiss.Index, codes: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
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
    missing = indices < 0
    indices[missing] = np.broadcast_to(indices[:, :1], indices.shape)[missing]
    return indices, distances
