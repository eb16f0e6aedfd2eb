"""t-SNE of 20,000 codes: Cabinet beside openTSNE's default, scikit-learn and umap-learn.

    python -m benchmarks embedding

All from the same codes, with two threads, 750 iterations where there are iterations. `kept` is the
share of each specimen's 15 nearest by code that are also its 15 nearest on the map. scikit-learn
and UMAP run once, as they are slow and have no goal.
"""

import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from openTSNE import TSNE

from benchmarks import invented
from benchmarks.sidebyside import Row, absent, faster, in_turns, main, peer, threads
from cabinet.map import embedding, faithfulness

COUNT, CORES = 20_000, 2
WORK = f"t-SNE, {COUNT:,} codes"
Places = NDArray[np.float64]


def cabinet(codes: NDArray[np.float32]) -> Places:
    """Embed as create_tsne.py does."""
    with tempfile.TemporaryDirectory() as name:
        return embedding.embed(
            codes, near=15, seed=1, checkpoint=Path(name, "kept.npz"), report=lambda *_: None
        )


def sides(codes: NDArray[np.float32]) -> dict[str, Callable[[], Places]]:
    """Return what embeds, by name."""
    sklearn: Any = peer("sklearn.manifold")
    umap: Any = peer("umap")
    found: dict[str, Callable[[], Places]] = {
        "Cabinet": lambda: cabinet(codes),
        "openTSNE default": lambda: np.asarray(TSNE(n_jobs=CORES, random_state=1).fit(codes)),
        "scikit-learn": lambda: sklearn.TSNE(
            n_jobs=CORES, random_state=1, max_iter=750
        ).fit_transform(codes),
    }
    if umap:
        found["umap-learn"] = lambda: umap.UMAP(n_jobs=CORES).fit_transform(codes)
    return found


def rows() -> Iterator[Row]:
    """Compare, time, and yield the rows."""
    warnings.simplefilter("ignore")
    threads(CORES)
    codes = invented.codes(COUNT)
    kept: dict[str, float] = {}
    makers = sides(codes)

    def judged(name: str) -> Callable[[], None]:
        def run() -> None:
            places[name] = makers[name]()

        return run

    places: dict[str, Places] = {}
    TSNE(n_iter=25, early_exaggeration_iter=0, n_jobs=CORES).fit(codes[:1000])
    if "umap-learn" in makers:
        sides(codes[:500])["umap-learn"]()  # it compiles at its first call
    taken = in_turns({name: judged(name) for name in ("Cabinet", "openTSNE default")}, 2)
    slow = [name for name in ("scikit-learn", "umap-learn") if name in makers]
    taken |= in_turns({name: judged(name) for name in slow}, 1)
    for name, found in places.items():
        kept[name] = faithfulness.kept(codes, found)
        print(f"  {name:<44} kept {kept[name]:.3f}", flush=True)
    for name in ("openTSNE default", "scikit-learn", "umap-learn"):
        if name not in taken:
            yield absent(WORK, name, "-")
            continue
        told = f"kept {kept['Cabinet']:.3f}, theirs {kept[name]:.3f}"
        yield faster(WORK, name, ours=taken["Cabinet"], theirs=taken[name],
                     least=1.3 if name == "openTSNE default" else None, beside=told,
                     fair=kept["Cabinet"] >= kept["openTSNE default"] - 0.01)  # fmt: skip


if __name__ == "__main__":
    main(rows)
