"""Grade each thumbnail: good, partial or bad, as the quality network sees it.

Reads data/images_rotated_128 and writes data/quality_calculated.csv: image, quality, and how sure
the network is (0 to 1). Good: one specimen, whole but for a nick, and hardly anything cut out with
it. Partial: a specimen of which more is missing, or to which more sticks. Bad: no specimen, less
than half of one, several, or more of other things. The map's filter, the datasets and the export
choose by these grades; a grade that a person gave in data/quality.csv counts before the network's.

Only thumbnails that are new or changed are looked at; a run that was stopped goes on.
"""

from pathlib import Path

from cabinet.stage import Stage
from config import Config

THUMBNAILS, WEIGHTS = "data/images_rotated_128/{}.jpg", "trained_models/quality.safetensors"


def grade(config: Config, _item: str, path: Path) -> None:
    """Write the grades of all thumbnails."""
    from cabinet import receipts
    from cabinet.networks import grades

    grades.write(
        config.path(THUMBNAILS).parent,
        path,
        weights=config.path(WEIGHTS),
        kept=config.path("data/.quality_calculated.npy"),
        anew=not receipts.may_keep(config, STAGE.name),
    )


STAGE = Stage(
    reads=(THUMBNAILS, WEIGHTS),
    writes="data/quality_calculated.csv",
    make=grade,
)

if __name__ == "__main__":
    STAGE.main()
