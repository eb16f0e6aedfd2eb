"""Write each thumbnail as a code: 128 numbers in which specimens that look alike are neighbours.

Reads data/images_rotated_128, writes one file, data/latent_codes.npy: a row for each image with its
id and its code, a vector of length 1. Only thumbnails that are new or changed are looked at anew;
what an interrupted run had finished is kept in data/latent_codes.parts. Specimens that people
exclude (data/identifications.csv) have no code, and so no place on the map, until they are let in
again.
"""

from pathlib import Path

from cabinet.stage import Stage
from config import Config

THUMBNAILS, WEIGHTS = "data/images_rotated_128/{}.jpg", "trained_models/autoencoder.safetensors"
LABELS = "data/identifications.csv"


def encode(config: Config, _item: str, path: Path) -> None:
    """Compute the codes of all thumbnails."""
    from cabinet import receipts
    from cabinet.networks import latent_codes

    codes = config.path(STAGE.writes)
    before = latent_codes.Before(
        codes=codes if receipts.may_keep(config, STAGE.name) else None,
        stamps=codes.with_name(".latent_codes.npy"),
        without=left_out(config.path(LABELS)),
    )
    latent_codes.write(
        config.path(THUMBNAILS).parent,
        path,
        weights=config.path(WEIGHTS),
        parts=config.path("data/latent_codes.parts"),
        before=before,
    )


def left_out(labels: Path) -> set[str]:
    """Name the specimens that people exclude: of all that they say of a specimen, this counts."""
    from cabinet.map import identifications

    return identifications.excluded(labels)


STAGE = Stage(
    reads=(THUMBNAILS, WEIGHTS, f"{LABELS}?"),
    writes="data/latent_codes.npy",
    make=encode,
    heeds={f"{LABELS}?": left_out},
)

if __name__ == "__main__":
    STAGE.main()
