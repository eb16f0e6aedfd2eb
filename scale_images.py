"""Turn each cutout upright, and frame it as a thumbnail and as a sprite.

Reads data/images_alpha. The rotation that a person gave in data/rotations.csv holds; else
the rotation network says by how many degrees the specimen must turn. Writes two pictures of each
specimen, framed alike: a small one on white (data/images_rotated_128), whose JPEG comment tells the
rotation and how sure the network is, and one of twice the size with a clear ground (data/sprites)
for the map's tiles. At the end, all rotations are listed in data/rotations_calculated.csv.

When a person changes or withdraws a rotation, the next run makes that specimen's pictures anew.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from cabinet import files
from cabinet.stage import Stage
from config import Config

CUTOUTS, SPRITES = "data/images_alpha/{}.png", "data/sprites/{}.webp"
THUMBNAILS, LABELS = "data/images_rotated_128/{}.jpg", "data/rotations.csv"
LISTED = "data/rotations_calculated.csv"
WEIGHTS = "trained_models/rotation.safetensors"


def images(config: Config) -> Iterable[str]:
    """Name every photograph whose specimen was cut out."""
    return files.stems(config.path(CUTOUTS).parent, ".png")


def turn_upright(config: Config, paths: dict[str, Path]) -> Mapping[str, Exception]:
    """Write thumbnail and sprite of several cutouts."""
    from cabinet.networks import angles
    from cabinet.pictures import thumbnails

    framer = thumbnails.Framer(
        cutouts=config.path(CUTOUTS).parent,
        sprites=config.path(SPRITES).parent,
        side=config.thumbnail_size,
        weights=config.path(WEIGHTS),
        labels=angles.read_labels(config.path(LABELS)),
    )
    return framer.make(paths)


def changed(config: Config) -> set[str]:
    """Name the images whose rotation people have changed or withdrawn."""
    from cabinet.networks import angles

    return angles.stale(config.path(LABELS), config.path(THUMBNAILS).parent, config.path(LISTED))


def list_all(config: Config) -> None:
    """Write the list of all rotations."""
    from cabinet.networks import angles

    angles.list_all(config.path(THUMBNAILS).parent, config.path(LISTED))


STAGE = Stage(
    reads=(CUTOUTS, WEIGHTS, f"{LABELS}?"),
    writes=THUMBNAILS,
    also=(SPRITES, LISTED),
    items=images,
    make_batch=turn_upright,
    batch=32,
    stale=changed,
    finish=list_all,
    settings=("thumbnail_size",),
)

if __name__ == "__main__":
    STAGE.main()
