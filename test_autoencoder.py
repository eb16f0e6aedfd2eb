"""Show what the autoencoder makes of specimens: one picture to look at for each.

Reads thumbnails and writes two strips for each of forty to data/test/autoencoder. Above: the
thumbnail, its reconstruction, and six steps on the way through the codes to another specimen, whose
reconstruction and thumbnail end the strip. Below: the thumbnail and its nearest by code, of a
thousand. Not part of the chain.
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


def draw_strips(config: Config, image: str, path: Path) -> None:
    """Draw the way from one specimen to the one half the collection away, and its nearest."""
    from cabinet.networks import strips

    folder = config.path(THUMBNAILS).parent
    strips.strips(folder, config.path(WEIGHTS), image).save(path, quality=92)


STAGE = Stage(
    reads=(THUMBNAILS, WEIGHTS),
    writes="data/test/autoencoder/{}.jpg",
    items=images,
    make=draw_strips,
    processes=1,
    optional=True,
)

if __name__ == "__main__":
    STAGE.main()
