"""Shrink the cutouts whose rotation people gave, for training the rotation network on them.

Reads data/rotations.csv and data/images_alpha, writes 128 pixel pictures on white, each as it lies
in its cutout, to data/images_128. Not part of the chain: the shipped network needs no training.
"""

from collections.abc import Iterable
from pathlib import Path

from cabinet import files
from cabinet.stage import Stage
from config import Config

LABELS, CUTOUTS = "data/rotations.csv", "data/images_alpha/{}.png"
SIDE = 128


def images(config: Config) -> Iterable[str]:
    """Name every photograph that has a person's rotation and a cutout."""
    from cabinet.networks import angles

    labelled = angles.read_labels(config.path(LABELS))
    return [
        image for image in files.stems(config.path(CUTOUTS).parent, ".png") if image in labelled
    ]


def shrink(config: Config, image: str, path: Path) -> None:
    """Write one cutout as a small picture on white."""
    from cabinet.pictures import thumbnails

    cutout = thumbnails.read_cutout(config.path(CUTOUTS, image))
    thumbnails.on_white(cutout, SIDE).save(path, quality=95, subsampling=0)


STAGE = Stage(
    reads=(LABELS, CUTOUTS),
    writes="data/images_128/{}.jpg",
    items=images,
    make=shrink,
    optional=True,
)

if __name__ == "__main__":
    STAGE.main()
