"""Write each thumbnail as a code: 128 numbers in which specimens that look alike are neighbours.

Reads data/images_rotated_128, writes one file, data/latent_codes.npy: a row for each image with its
id and its code, a vector of length 1. What an interrupted run had finished is kept in
data/latent_codes.parts and not computed again.
"""

from pathlib import Path

from cabinet.stage import Stage
from config import Config

THUMBNAILS, WEIGHTS = "data/images_rotated_128/{}.jpg", "trained_models/autoencoder.safetensors"


def encode(config: Config, _item: str, path: Path) -> None:
    """Compute the codes of all thumbnails."""
    from cabinet.networks import latent_codes

    latent_codes.write(
        config.path(THUMBNAILS).parent,
        path,
        weights=config.path(WEIGHTS),
        parts=config.path("data/latent_codes.parts"),
    )


STAGE = Stage(
    reads=(THUMBNAILS, WEIGHTS),
    writes="data/latent_codes.npy",
    make=encode,
)

if __name__ == "__main__":
    STAGE.main()
