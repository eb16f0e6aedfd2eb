"""List how unlike its own mirror image each upright specimen is.

Reads data/images_rotated_128, writes data/asymmetries.csv: image and mismatch, 0 (left and right
are mirror images) to 1. What was turned wrongly, lost a wing to its mask or was cut out together
with a label stands out; the review page of labels_server.py begins with it. Folded specimens stand
out as well: it says what is worth a look. Only thumbnails newer than the list are read.
"""

from pathlib import Path

from cabinet.stage import Stage
from config import Config

THUMBNAILS = "data/images_rotated_128/{}.jpg"


def list_all(config: Config, _item: str, path: Path) -> None:
    """Write the list of all thumbnails."""
    from tqdm import tqdm

    from cabinet import listings
    from cabinet.pictures import halves

    listed = config.path(STAGE.writes)
    if listed.exists():  # what is kept of it is not computed again
        path.write_bytes(listed.read_bytes())
        listings.date_as(path, listed)
    with tqdm(unit="thumbnail", desc=STAGE.name, disable=None) as bar:

        def told(thumbnail: Path) -> list[str]:
            bar.update()
            mismatch = halves.unlike(thumbnail)
            return [] if mismatch is None else [f"{mismatch:.4f}"]

        folder = config.path(THUMBNAILS, "x").parent
        listings.keep_up(path, folder, ".jpg", header=("image", "mismatch"), told=told)


STAGE = Stage(
    reads=(THUMBNAILS,),
    writes="data/asymmetries.csv",
    make=list_all,
    processes=1,
    optional=True,
)

if __name__ == "__main__":
    STAGE.main()
