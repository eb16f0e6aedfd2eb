"""List how odd each upright specimen looks, for people to look at first.

Reads data/images_rotated_128, writes data/oddities.csv: image; mismatch, 0 (left and right are
mirror images) to 1; and error, 0 to 1, by which the picture differs from what the autoencoder
makes of it. What was turned wrongly, lost a wing to its mask or was cut out together with a label
or a leaf stands out; the review page of labels_server.py begins with it. Folded specimens and rare
patterns stand out as well: it says what is worth a look. Only thumbnails newer than the list are
read, all if the autoencoder is another.
"""

from collections.abc import Sequence
from pathlib import Path

from cabinet.stage import Stage
from config import Config

THUMBNAILS, WEIGHTS = "data/images_rotated_128/{}.jpg", "trained_models/autoencoder.safetensors"


def list_all(config: Config, _item: str, path: Path) -> None:
    """Write the list of all thumbnails."""
    from tqdm import tqdm

    from cabinet import listings, receipts
    from cabinet.networks import oddities

    listed = config.path(STAGE.writes)
    if listed.exists() and receipts.may_keep(config, STAGE.name):
        path.write_bytes(listed.read_bytes())  # what is kept of it is not computed again
        listings.date_as(path, listed)
    with tqdm(unit="thumbnail", desc=STAGE.name, disable=None) as bar:

        def told(some: Sequence[Path]) -> list[list[str]]:
            bar.update(len(some))
            found = oddities.of(some, config.path(WEIGHTS))
            return [[f"{odd.mismatch:.4f}", f"{odd.error:.4f}"] if odd else [] for odd in found]

        folder = config.path(THUMBNAILS, "x").parent
        listings.keep_up(path, folder, ".jpg", header=("image", "mismatch", "error"), told=told)


STAGE = Stage(
    reads=(THUMBNAILS, WEIGHTS),
    writes="data/oddities.csv",
    make=list_all,
    processes=1,
    optional=True,
)

if __name__ == "__main__":
    STAGE.main()
