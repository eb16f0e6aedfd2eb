"""Moving apart: Cabinet beside a loop of springs in Python, and beside the least movement.

    python -m benchmarks apart

100,000 specimens as t-SNE lays them (benchmarks/layout.py). The loop, as others write it: a tree of
all points, then each pair nearer than a width is pushed apart, again and again; it is stopped after
STEPS rounds, and what still overlaps is counted. Then 716,000, and 4,000 beside the best assignment
of all (Hungarian). One thread.
"""

import time
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from benchmarks.layout import islands, least, patches
from benchmarks.sidebyside import Row, faster, in_turns, main, threads
from cabinet.map import detail, geometry, layout

STEPS = 5
MANY, FULL, FEW = 100_000, 716_000, 4_000


def springs(wish: NDArray[np.int32]) -> NDArray[np.float64]:
    """Push pairs apart, point by point."""
    places = wish.astype(np.float64)
    for _ in range(STEPS):
        _, near = cKDTree(places).query(places, 5)
        pushed = places.copy()
        for one, others in enumerate(near[:, 1:]):
            for other in others:
                gap = places[one] - places[other]
                away = max(float(np.hypot(gap[0], gap[1])), 1e-9)
                if away < geometry.SPECIMEN:
                    pushed[one] += gap / away * (geometry.SPECIMEN - away) / 2
        places = pushed
    return places


def overlapping(places: NDArray[np.float64]) -> float:
    """Return the share of specimens whose squares overlap another's."""
    return float((cKDTree(places).query(places, 2, p=np.inf)[0][:, 1] < geometry.SPECIMEN).mean())


def whole(name: str, embedding: NDArray[np.float64]) -> Row:
    """Return the row of a full map: places, and from which zoom each is drawn."""
    depth = geometry.depth_for(len(embedding))
    codes = np.random.default_rng(0).standard_normal((len(embedding), 128), np.float32)
    begun, processor = time.perf_counter(), time.process_time()
    placed = layout.spread(embedding, depth)
    middle = time.process_time()
    detail.levels_of_detail(placed, codes, depth)
    seconds, spent = time.perf_counter() - begun, time.process_time() - processor
    over = layout.overlaps(placed, depth)
    told = f"{seconds:.1f} s ({spent:.1f} s of a processor, {middle - processor:.1f} s of them for"
    told += f" the places); {over} overlaps"
    return Row("moving apart, with levels of detail", f"{FULL:,} {name}", "≤ 10 s, 0 overlaps",
               told, spent <= 10 and not over)  # fmt: skip


def rows() -> Iterator[Row]:
    """Compare, time, and yield the rows."""
    threads(1)
    detail.levels_of_detail(layout.spread(patches(300), 4), np.zeros((300, 128)), 4)  # compile
    embedding = patches(MANY)
    depth = geometry.depth_for(MANY)
    wish = layout.wishes(embedding, depth)
    placed = layout.spread(embedding, depth)
    ours, theirs = overlapping(placed.astype(float)), overlapping(springs(wish))
    assert ours == 0
    assert layout.overlaps(placed, depth) == 0
    taken = in_turns({"Cabinet": lambda: layout.spread(embedding, depth),
                      "springs": lambda: springs(wish)}, 1)  # fmt: skip
    moved = float(np.hypot(*(placed - wish).T).mean() / geometry.SPECIMEN)
    told = f"to the end, moved {moved:.2f} widths; {STEPS} rounds of theirs leave {theirs:.0%}"
    yield faster(f"moving apart, {MANY:,}", "springs in Python", ours=taken["Cabinet"],
                 theirs=taken["springs"], least=None, beside=told + " overlapping")  # fmt: skip
    for name, make in (("patches", patches), ("islands", islands)):
        few = make(FEW)
        deep = geometry.depth_for(FEW)
        wish, placed = layout.wishes(few, deep), layout.spread(few, deep)
        mean = float(np.hypot(*(placed - wish).T).mean() / geometry.SPECIMEN)
        best = least(wish, deep)
        yield Row(
            f"mean movement, {FEW:,} {name}",
            "best assignment to cells",
            "≤ 1.3×",
            f"{mean / best:.2f}× ({mean:.3f} to {best:.3f} widths)",
            mean <= 1.3 * best,
        )
    yield whole("patches", patches(FULL))
    yield whole("islands", islands(FULL))


if __name__ == "__main__":
    main(rows)
