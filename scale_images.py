"""Turn each cutout upright, and frame it as a thumbnail and as a sprite.

Reads data/images_alpha. The rotation that a person gave in data/rotations.csv holds; else
the rotation network says by how many degrees the specimen must turn. Writes two pictures of each
specimen, framed alike: a small one on white (data/images_rotated_128), whose JPEG comment tells the
rotation and how sure the network is, and one of twice the size with a clear ground (data/sprites)
for the map's tiles. At the end, all rotations are listed in data/rotations_calculated.csv.

When a person changes or withdraws a rotation or a mask, the next run makes that specimen's pictures
anew, and removes them where a mask says that there is no specimen.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from cabinet import files
from cabinet.stage import Stage
from config import Config

CUTOUTS, SPRITES = "data/images_alpha/{}.png", "data/sprites/{}.jpg"
THUMBNAILS, LABELS = "data/images_rotated_128/{}.jpg", "data/rotations.csv"
LISTED, MASKS = "data/rotations_calculated.csv", "data/masks.csv"
WEIGHTS = "trained_models/rotation.safetensors"


def images(config: Config) -> Iterable[str]:
    """Name every photograph whose specimen was cut out, or whose cutout people have undone."""
    return [*files.stems(config.path(CUTOUTS).parent, ".png"), *sorted(undone(config))]


def undone(config: Config) -> set[str]:
    """Name the images that have a thumbnail although a mask says that there is no specimen."""
    from cabinet.pictures import given_masks

    masks, folder = given_masks.read(config.path(MASKS)), config.path(CUTOUTS).parent
    ledger = files.Ledger(config.path("data/failures/create_images.csv"))
    return given_masks.undone(masks, folder, config.path(THUMBNAILS).parent, ledger)


def turn_upright(config: Config, paths: dict[str, Path]) -> Mapping[str, Exception]:
    """Write thumbnail and sprite of several cutouts."""
    from cabinet.networks import angles
    from cabinet.pictures import thumbnails

    framer = thumbnails.Framer(
        cutouts=config.path(CUTOUTS).parent,
        thumbnails=config.path(THUMBNAILS).parent,
        sprites=config.path(SPRITES).parent,
        side=config.thumbnail_size,
        weights=config.path(WEIGHTS),
        labels=angles.read_labels(config.path(LABELS)),
    )
    return framer.make(paths)


def changed(config: Config) -> set[str]:
    """Name the images whose rotation or mask people have changed or withdrawn."""
    from cabinet.networks import angles
    from cabinet.pictures import given_masks

    folders = config.path(THUMBNAILS).parent, config.path(SPRITES).parent
    cutouts, masks = config.path(CUTOUTS).parent, given_masks.read(config.path(MASKS))
    ledger = files.Ledger(config.path("data/failures/scale_images.csv"))
    turned = angles.stale(config.path(LABELS), folders[0], config.path(LISTED))
    return turned | undone(config) | given_masks.stale_thumbnails(masks, cutouts, folders, ledger)


def list_all(config: Config) -> None:
    """Write the list of all rotations."""
    from cabinet.networks import angles

    angles.list_all(config.path(THUMBNAILS).parent, config.path(LISTED))


STAGE = Stage(
    reads=(CUTOUTS, WEIGHTS, f"{LABELS}?", f"{MASKS}?"),
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
