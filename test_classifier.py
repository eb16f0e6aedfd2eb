"""Show what the classifier makes of a few photographs.

Picks photographs of data/raw at random (by --seed) and writes, for each, the photograph, its mask
and its cutout side by side to data/test/classifier, to be looked at before hours are spent on all.
"""

import random
from collections.abc import Iterable
from pathlib import Path

from cabinet import files
from cabinet.stage import Stage
from config import Config

SHOWN = 24  # photographs


def some_images(config: Config) -> Iterable[str]:
    """Name a few photographs at random, the same for the same seed."""
    named = files.stems(config.path("data/raw"), ".jpg")
    return sorted(random.Random(config.seed).sample(named, min(SHOWN, len(named))))


def show(config: Config, image: str, path: Path) -> None:
    """Write photograph, mask and cutout of one photograph side by side."""
    from PIL import Image

    from cabinet.pictures import examples, images, segmentation

    network = segmentation.classifier(config.path("trained_models/classifier.safetensors"))
    photograph = images.read(config.path("data/raw/{}.jpg", image), config.photograph_limit)
    seen = segmentation.seen(photograph, config.working_size)
    answer = segmentation.logits(network, [seen], mirrored=config.mirrored)[0]
    Image.fromarray(examples.example(photograph, answer)).save(path, quality=90)


STAGE = Stage(
    reads=("data/raw/{}.jpg", "trained_models/classifier.safetensors"),
    writes="data/test/classifier/{}.jpg",
    items=some_images,
    make=show,
    settings=("working_size", "mirrored", "photograph_limit", "seed"),
    optional=True,
)

if __name__ == "__main__":
    STAGE.main()
