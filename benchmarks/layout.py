"""How fast specimens are moved apart, and how near that comes to the least movement there is.

    python benchmarks/layout.py [n ...]        (default 2000 10000 100000; 716000 takes a minute)

The embeddings are synthetic: `patches` lie as t-SNE lays them, `islands` are a harder case.
`least` is the mean movement of the best assignment to 128 px cells (scipy, to 4,000 specimens).
"""

import os
import resource
import sys
import time
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.spatial import cKDTree
from scipy.spatial.distance import cdist

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cabinet.map import detail, geometry, layout


def patches(count: int, seed: int = 0) -> np.ndarray:
    """Return an embedding as t-SNE makes them: even patches with gaps, in a disc: (n, 2)."""
    random = np.random.default_rng(seed)
    middles = random.uniform(-1, 1, (int(count**0.5 / 4) + 3, 2))
    tree = cKDTree(middles[(middles**2).sum(1) < 1])
    points = np.empty((0, 2))
    while len(points) < count:
        more = random.uniform(-1, 1, (2 * count, 2))
        near = np.diff(tree.query(more, k=2)[0])[:, 0]
        kept = ((more**2).sum(1) < 1) & (near > np.quantile(near, 0.15))
        points = np.concatenate([points, more[kept]])
    return points[:count]


def islands(count: int, seed: int = 0) -> np.ndarray:
    """Return an embedding with far more empty sea than t-SNE leaves, so crowded: (n, 2)."""
    random = np.random.default_rng(seed)
    share = random.dirichlet(np.full(max(3, int(count**0.4)), 0.6))
    centres = random.normal(size=(len(share), 2))
    island = random.choice(len(share), count, p=share)
    angle, away = random.uniform(0, 2 * np.pi, count), np.sqrt(random.uniform(size=count))
    ring = np.stack([np.cos(angle), np.sin(angle)], 1) * (away * np.sqrt(share[island]))[:, None]
    return centres[island] + ring


def least(wish: np.ndarray, depth: int) -> float:
    """Return the mean movement of the best assignment to cells, in specimens' widths."""
    across = geometry.width(depth) // geometry.SPECIMEN
    cells = (np.indices((across, across)).reshape(2, -1).T + 0.5) * geometry.SPECIMEN
    away = cdist(wish, cells)
    rows, columns = linear_sum_assignment(away)
    return float(away[rows, columns].mean() / geometry.SPECIMEN)


def measure(name: str, embedding: np.ndarray) -> None:
    """Print one line of the table."""
    count = len(embedding)
    depth = geometry.depth_for(count)
    codes = np.random.default_rng(0).normal(size=(count, 128)).astype(np.float32)
    started = time.process_time()
    placed = layout.spread(embedding, depth)
    spread = time.process_time() - started
    detail.levels_of_detail(placed, codes, depth)
    seconds = time.process_time() - started
    wish = layout.wishes(embedding, depth)
    moved = np.hypot(*(placed - wish).T) / geometry.SPECIMEN
    best = f"{least(wish, depth):.3f}" if count <= 4_000 else "-"
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(
        f"{name:>8} {count:>8,} {depth:>5} {spread:>8.2f} {seconds - spread:>8.2f} "
        f"{layout.overlaps(placed, depth):>8} {moved.mean():>6.3f} {best:>6} "
        f"{np.quantile(moved, 0.99):>6.2f} {moved.max():>6.1f} {memory:>6.2f}",
        flush=True,
    )


if __name__ == "__main__":
    detail.levels_of_detail(layout.spread(patches(200), 4), np.zeros((200, 8)), 4)  # compile
    print(f"load average {os.getloadavg()[0]:.1f}; seconds are of one core")
    print("    kind specimens depth spread_s detail_s overlaps   mean  least    p99    max    GiB")
    for number in map(int, sys.argv[1:] or ("2000", "10000", "100000")):
        measure("patches", patches(number))
        measure("islands", islands(number))
