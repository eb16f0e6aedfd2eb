"""Neighbours of 50,000 codes, k = 90: Cabinet's FAISS beside Annoy, pynndescent, hnswlib, exact.

    python -m benchmarks near [threads]

Codes as hard as those of real specimens (benchmarks/invented.py). Annoy and pynndescent run as
openTSNE runs them. Recall is over 2,000 codes' exact neighbours; two threads for all.
"""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray
from openTSNE import nearest_neighbors

from benchmarks import invented
from benchmarks.sidebyside import Row, absent, faster, in_turns, main, peer, threads
from cabinet.map import neighbours

COUNT, NEAR, CHECKED = 50_000, 90, 2_000
PATIENCE = 27_000  # nodes that Annoy looks at for a code, until it finds as many (default: 4,550)
GOALS = ("Annoy, patient",)  # at equal recall; openTSNE's default finds fewer
WORK = f"neighbours, {COUNT:,} × 128, k = {NEAR}"
Found = NDArray[np.int64]


def openers(  # noqa: C901 - one short function for each side
    codes: NDArray[np.float32], cores: int
) -> dict[str, Callable[[], Found]]:
    """Return what finds the neighbours, by name."""

    def as_opentsne(kind: Any) -> Callable[[], Found]:
        return lambda: kind(codes, NEAR, "euclidean", n_jobs=cores, random_state=1).build()[0]

    def exact() -> Found:
        return faiss.knn(codes, codes, NEAR + 1)[1][:, 1:]

    def small_world() -> Found:
        index = hnsw.Index("l2", codes.shape[1])
        index.init_index(len(codes), M=16, ef_construction=100, random_seed=1)
        index.set_num_threads(cores)
        index.add_items(codes)
        index.set_ef(150)
        return index.knn_query(codes, NEAR + 1)[0][:, 1:].astype(np.int64)

    sides: dict[str, Callable[[], Found]] = {
        "Cabinet": lambda: neighbours.nearest(codes, NEAR)[0],
        "exact (FAISS flat)": exact,
    }

    def patient() -> Found:
        index = annoy.AnnoyIndex(codes.shape[1], "euclidean")
        index.set_seed(1)
        for number, code in enumerate(codes):
            index.add_item(number, code)
        index.build(50, n_jobs=cores)
        look = partial(index.get_nns_by_item, n=NEAR + 1, search_k=PATIENCE)
        with ThreadPoolExecutor(cores) as threads:
            return np.array([found[1:] for found in threads.map(look, range(len(codes)))])

    hnsw: Any = peer("hnswlib")
    if hnsw:
        sides["hnswlib"] = small_world
    annoy: Any = peer("annoy")
    if annoy:
        sides["Annoy, patient"] = patient
        sides["Annoy"] = as_opentsne(nearest_neighbors.Annoy)
    if peer("pynndescent"):
        sides["pynndescent"] = as_opentsne(nearest_neighbors.NNDescent)
    return sides


def rows() -> Iterator[Row]:
    """Compare, time, and yield the rows."""
    cores = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    threads(cores)
    codes = invented.codes(COUNT)
    some = np.random.default_rng(0).choice(COUNT, CHECKED, replace=False)
    exact = faiss.knn(codes[some], codes, NEAR + 1)[1][:, 1:]
    sides = openers(codes, cores)
    recall: dict[str, float] = {}

    def checked(name: str) -> Callable[[], None]:
        def run() -> None:
            recall[name] = neighbours.recall(np.asarray(sides[name]())[some], exact)

        return run

    if "pynndescent" in sides:
        nearest_neighbors.NNDescent(codes[:2000], 15, "euclidean", n_jobs=cores).build()  # compile
    judged = [name for name in ("Cabinet", "Annoy") if name in sides]
    taken = in_turns({name: checked(name) for name in judged}, 2)
    rest = {name: checked(name) for name in sides if name not in judged}
    taken |= in_turns(rest, 1)
    print("  recall", {name: round(found, 4) for name, found in recall.items()})
    for name in ("Annoy", "Annoy, patient", "pynndescent", "hnswlib", "exact (FAISS flat)"):
        if name not in sides:
            yield absent(WORK, name, "-")
            continue
        told = f"recall {recall['Cabinet']:.3f}, theirs {recall[name]:.3f}; {cores} threads"
        yield faster(WORK, name, ours=taken["Cabinet"], theirs=taken[name],
                     least=5.0 if name in GOALS else None, beside=told,
                     fair=recall["Cabinet"] >= 0.98)  # fmt: skip


if __name__ == "__main__":
    main(rows)
