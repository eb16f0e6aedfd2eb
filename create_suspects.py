"""List the specimens whose name looks wrong, the most suspicious first.

Reads data/latent_codes.npy and the catalogue's species, with what people corrected or excluded in
the labels server; writes data/suspects.csv (image, reason, score, written, probable), where the
score is the probability that the written name is wrong. Every specimen is judged by those of
others: none by itself. A species of one specimen cannot be judged.

In data/suspects stand confusion.csv and confusion.png, top.jpg with the sixty most suspicious, and
report.md with the accuracy before and after corrections. See docs/how-to/make-a-dataset.md.
"""

from pathlib import Path

from cabinet.stage import Stage
from config import Config


def list_suspects(config: Config, _item: str, path: Path) -> None:
    """Judge all names, and write the list."""
    from cabinet.datasets import suspects

    suspects.write(config.collection, path)


STAGE = Stage(
    reads=(
        "data/metadata.csv",
        "data/latent_codes.npy",
        "data/images_rotated_128/{}.jpg?",
        "data/labels/identifications.jsonl?",
    ),
    writes="data/suspects.csv",
    also=("data/suspects",),
    make=list_suspects,
    processes=1,
    optional=True,
)

if __name__ == "__main__":
    STAGE.main()
