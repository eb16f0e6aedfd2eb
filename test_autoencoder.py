"""Show what the autoencoder makes of specimens: one picture to look at for each.

Reads thumbnails and writes strips to data/test/autoencoder: the thumbnail, its reconstruction, and
six steps on the way through the codes to another specimen, whose reconstruction and thumbnail
end the strip. Not part of the chain.
"""

from collections.abc import Iterable
from pathlib import Path

from cabinet import files
from cabinet.stage import Stage
from config import Config

THUMBNAILS, WEIGHTS = "data/images_rotated_128/{}.jpg", "trained_models/autoencoder.safetensors"
STRIPS = 40


def images(config: Config) -> Iterable[str]:
    """Name some thumbnails, evenly spread over all."""
    every = files.stems(config.path(THUMBNAILS).parent, ".jpg")
    return every[:: max(1, len(every) // STRIPS)][:STRIPS]


def draw_strip(config: Config, image: str, path: Path) -> None:
    """Draw the strip from one specimen to the one half the collection away."""
    from cabinet.networks import autoencoder, checkpoints, latent_codes, strips

    folder = config.path(THUMBNAILS).parent
    every = files.stems(folder, ".jpg")
    other = every[(every.index(image) + len(every) // 2) % len(every)]
    ends = [latent_codes.thumbnail(folder / f"{name}.jpg") for name in (image, other)]
    network = checkpoints.load(config.path(WEIGHTS), autoencoder.Autoencoder)
    strips.strip(network, *ends).save(path, quality=92)


STAGE = Stage(
    reads=(THUMBNAILS, WEIGHTS),
    writes="data/test/autoencoder/{}.jpg",
    items=images,
    make=draw_strip,
    optional=True,
)

if __name__ == "__main__":
    STAGE.main()
