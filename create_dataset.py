"""Make datasets to give away and to edit: FiftyOne's own format, and a dated Darwin Core list.

Each dataset is a folder data/datasets/NAME, of a subset that create_subsets.py made, or of what
--only-taxon, --only-dates and so on choose (over a subset of that name, else over everything). In
it: samples.json and metadata.json for FiftyOne, with photographs in data, masks and patches in
fields; detections-DATE.csv, one specimen a line, with who reviewed it and when; and what
--dataset-formats asks for: COCO, YOLO, a folder for each class, codes and map places, a Darwin Core
Archive. Patches are made once, in data/patches. Without arguments all datasets that are no longer
current are made anew, each with the choice and the formats it had.

--review opens the names of a dataset in the labels server first, the smallest specimens first, and
makes the dataset when you end it with Ctrl-C: with what was said, by whom and when.

--import FOLDER takes the edits in that were made in such a folder, or in its list, as labels: tags,
names, and what is missing as excluded. What was changed here since is kept. Edits that contradict
are told, and nothing is taken in. See docs/how-to/make-a-dataset.md.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from cabinet.stage import Stage
from config import Config

if TYPE_CHECKING:
    from cabinet.datasets.orders import Order


def order(config: Config) -> "Order":
    """Return what the settings ask for."""
    from cabinet.datasets import choosing, edits, orders

    choice = choosing.Choice(
        taxon=config.only_taxon,
        dates=config.only_dates,
        place=config.only_place,
        source=config.only_source,
        quality=config.only_quality,
        reviewed=config.only_reviewed,
    )
    manner = edits.Manner(config.edits_by, config.edits_win, config.edits_missing)
    return orders.Order(
        collection=config.collection,
        choice=choice,
        limit=config.photograph_limit,
        formats=config.dataset_formats,
        contact=config.contact,
        files=config.dataset_files,
        edited=Path(config.import_from).absolute() if config.import_from else None,
        review=config.review,
        manner=manner,
    )


def datasets(config: Config) -> Iterable[str]:
    """Name the datasets to be made."""
    return order(config).names()


def make_dataset(config: Config, name: str, path: Path) -> None:
    """Make one dataset, after people looked through it, or after taking in what was edited."""
    from cabinet.datasets import making, reviewing

    if config.review:
        reviewing.review(order(config), name)
    making.make(order(config), name, path)


def holds(config: Config, name: str) -> bool:
    """Whether a dataset is what would be made now."""
    from cabinet.datasets import orders

    return orders.holds(order(config), name)


STAGE = Stage(
    reads=(
        "data/metadata.csv", "data/raw/{}.jpg", "data/images_alpha/{}.png", "data/masks/{}.png?",
        "data/subsets/{}.csv?", "data/rotations_calculated.csv?", "data/quality_calculated.csv?",
    ),
    writes="data/datasets/{}/samples.json",
    also=("data/datasets/{}/metadata.json", "data/patches/{}.jpg", "data/patches/{}.png"),
    make=make_dataset,
    items=datasets,
    fresh=holds,
    manner=(
        "only_taxon", "only_dates", "only_place", "only_source", "only_quality", "only_reviewed",
        "dataset_formats", "dataset_files", "contact", "photograph_limit", "import_from",
        "edits_by", "edits_win", "edits_missing", "review",
    ),
    processes=1,
    optional=True,
)  # fmt: skip

if __name__ == "__main__":
    STAGE.main()
