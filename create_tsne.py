"""Lay the codes out in the plane, alike beside alike, by t-SNE.

Reads data/latent_codes.npy, writes data/embedding.npy. 750 iterations; after every 25 a hidden
checkpoint beside the output is written, and an interrupted run goes on from there.
"""

from pathlib import Path

from cabinet.stage import Stage
from config import Config


def embed(config: Config, _: str, path: Path) -> None:
    """Write the embedding of all codes."""
    from cabinet.map import arrays, embedding, progress

    codes = arrays.load(config.path("data/latent_codes.npy"), arrays.CODES)
    checkpoint = config.path("data/.embedding.npz")
    with progress.counting(embedding.EARLY + embedding.LATE, "create_tsne") as count:
        places = embedding.embed(
            codes["code"],
            near=config.neighbours,
            seed=config.seed,
            checkpoint=checkpoint,
            report=count,
        )
    columns = {"image": codes["image"], "x": places[:, 0], "y": places[:, 1]}
    arrays.save(path, arrays.table(arrays.EMBEDDING, **columns))
    checkpoint.unlink(missing_ok=True)


STAGE = Stage(
    reads=("data/latent_codes.npy",),
    writes="data/embedding.npy",
    make=embed,
    settings=("neighbours", "seed"),
    processes=1,
)

if __name__ == "__main__":
    STAGE.main()
