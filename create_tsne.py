"""Lay the codes out in the plane, alike beside alike, by t-SNE.

Reads data/latent_codes.npy, writes data/embedding.npy, and data/kin.npy with the nearest of each
specimen in code space, which the map's cards show. 750 iterations; of 10,000 codes and more 600,
and before the last hundred the map is unfolded: neighbours that lie too near each other to be told
apart are stretched apart, all alike. After every 25 a hidden checkpoint beside the output is
written, and an interrupted run goes on from there.

An embedding that is there stays as long as it can: known specimens keep their places also when
their codes change, excluded ones leave and come back to theirs, and new ones come beside their
like. It is laid out anew with --redo, with other weights or settings, or if more than --new-share
of the specimens is new.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from cabinet.stage import Stage
from config import Config

if TYPE_CHECKING:
    import numpy as np

KIN = "data/kin.npy"


def embed(config: Config, _: str, path: Path) -> None:
    """Write the embedding of all codes, known specimens where they were."""
    from cabinet import receipts
    from cabinet.map import arrays, staying

    codes = arrays.load(config.path("data/latent_codes.npy"), arrays.CODES)
    images, made_from = codes["image"], arrays.digests(codes["code"])
    there, kept = config.path(STAGE.writes), None
    if receipts.may_keep(config, STAGE.name):
        kept = staying.Kept.of(there, arrays.EMBEDDED, (images, made_from), config.new_share)
    if kept:
        kept.remember(there, images)
        places = staying.embedded(kept, codes["code"], config.neighbours)
    else:
        places = laid_anew(config, codes)
        staying.departed(there).unlink(missing_ok=True)
    columns = {"image": images, **places, "made_from": made_from}
    arrays.save(path, arrays.table(arrays.EMBEDDED, **columns))


def laid_anew(config: Config, codes: "np.ndarray") -> "dict[str, np.ndarray]":
    """Return x and y of all codes by t-SNE; the nearest of each are written down on the way."""
    from cabinet.map import embedding, kin, progress

    checkpoint = config.path("data/.embedding.npz")
    with progress.counting(embedding.iterations(len(codes)), "create_tsne") as count:
        places = embedding.embed(
            codes["code"],
            near=config.neighbours,
            seed=config.seed,
            checkpoint=checkpoint,
            report=count,
            keep=kin.keeper(config.path(KIN), codes["image"]),
        )
    embedding.forget(checkpoint)
    return {"x": places[:, 0], "y": places[:, 1]}


STAGE = Stage(
    reads=("data/latent_codes.npy",),
    writes="data/embedding.npy",
    also=(KIN,),
    make=embed,
    settings=("neighbours", "seed"),
    manner=("new_share",),
    processes=1,
)

if __name__ == "__main__":
    STAGE.main()
