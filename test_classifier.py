"""Show what the classifier sees: one picture to look at for some photographs.

Reads photographs and writes a row of three to data/test/classifier: the photograph, what the
network answers (white is specimen), and the cutout on grey, or the reason why there is none. The
photographs are a seeded choice, so that two networks can be compared. Not part of the chain.
"""

import random
from collections.abc import Iterable
from pathlib import Path

from cabinet import files
from cabinet.stage import Stage
from config import Config

PICTURES = 60


def images(config: Config) -> Iterable[str]:
    """Name some of the photographs, by lot."""
    every = files.stems(config.path("data/raw"), ".jpg")
    return sorted(random.Random(config.seed).sample(every, min(PICTURES, len(every))))


def draw_row(config: Config, image: str, path: Path) -> None:
    """Draw photograph, answer and cutout side by side."""
    from cabinet import exhibits, images, segmentation

    network = segmentation.classifier(config.path("trained_models/classifier.safetensors"))
    photograph = images.read(config.path("data/raw/{}.jpg", image), config.photograph_limit)
    seen = segmentation.seen(photograph, config.working_size)
    exhibits.row(photograph, segmentation.logits(network, [seen])[0]).save(path, quality=90)


STAGE = Stage(
    reads=("data/raw/{}.jpg", "trained_models/classifier.safetensors"),
    writes="data/test/classifier/{}.jpg",
    items=images,
    make=draw_row,
    settings=("working_size", "photograph_limit", "seed"),
    optional=True,
)

if __name__ == "__main__":
    STAGE.main()
