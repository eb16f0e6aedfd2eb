"""Cut each specimen out of its photograph.

Reads data/raw and writes a square PNG with a clear background for each photograph, the specimen in
the photograph's own resolution with a soft edge and a small margin. Labels, rulers, colour cards
and pins stay behind. Photographs in which there is no specimen, or nothing that can be one, are
rejected with the reason. Of two specimens in one frame the upper one is taken; the picture's
`Comment` says so, and where in the photograph it lay. At a specimen that is small in its photograph
(`closer_below`) the network looks again, from near: at what it found at first; or, where that was
nothing, or lies elsewhere, where the locator sees a specimen (see train_locator.py).

Where a person gave a mask (data/masks.csv, data/masks), all that is white in it is the specimen; an
all-black one says that there is none. Where a person drew a box (data/boxes.csv), the network looks
only there. When people change or withdraw a mask or a box, the next run makes that specimen's
cutout anew. At the end all cutouts are listed in data/cutouts.csv.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from cabinet import files
from cabinet.stage import Stage
from config import Config

PHOTOGRAPHS, CUTOUTS = "data/raw/{}.jpg", "data/images_alpha/{}.png"
MASKS, LABELS, BOXES = "data/masks/{}.png", "data/masks.csv", "data/boxes.csv"
WEIGHTS, LOCATOR = "trained_models/classifier.safetensors", "trained_models/locator.safetensors"
LISTED = "data/cutouts.csv"


def images(config: Config) -> Iterable[str]:
    """Name every photograph that was downloaded."""
    return files.stems(config.path(PHOTOGRAPHS).parent, ".jpg")


def cut_out(config: Config, paths: dict[str, Path]) -> Mapping[str, Exception]:
    """Write the cutouts of a batch of photographs."""
    from cabinet.pictures import cutting, given_boxes, given_masks

    cutter = cutting.Cutter(
        photographs=config.path(PHOTOGRAPHS).parent,
        cutouts=config.path(CUTOUTS).parent,
        masks=config.path(MASKS).parent,
        given=given_masks.read(config.path(LABELS)),
        boxes=given_boxes.read(config.path(BOXES)),
        weights=config.path(WEIGHTS),
        locator=config.path(LOCATOR),
        working_size=config.working_size,
        mirrored=config.mirrored,
        closer_below=config.closer_below,
        finer=config.finer,
        photograph_limit=config.photograph_limit,
    )
    return cutter.make(paths)


def changed(config: Config) -> set[str]:
    """Name the images whose mask or box people have changed or withdrawn."""
    from cabinet.pictures import given_boxes, given_masks

    masks, boxes = given_masks.read(config.path(LABELS)), given_boxes.read(config.path(BOXES))
    ledger = files.Ledger(config.path("data/failures/create_images.csv"))
    cutouts = config.path(CUTOUTS).parent
    looked = {image: box for image, box in boxes.items() if not masks.get(image)}
    stale = given_masks.stale_cutouts(masks, cutouts, ledger)
    return stale | given_boxes.stale_cutouts(looked, cutouts, ledger)


def list_all(config: Config) -> None:
    """Write the list of all cutouts."""
    from cabinet.pictures import given_masks

    given_masks.list_cutouts(config.path(CUTOUTS).parent, config.path(LISTED))


STAGE = Stage(
    reads=(PHOTOGRAPHS, WEIGHTS, LOCATOR, f"{LABELS}?", f"{MASKS}?", f"{BOXES}?"),
    writes=CUTOUTS,
    also=(LISTED,),
    items=images,
    make_batch=cut_out,
    batch=16,
    stale=changed,
    finish=list_all,
    settings=("working_size", "mirrored", "closer_below", "finer", "photograph_limit"),
)

if __name__ == "__main__":
    STAGE.main()
