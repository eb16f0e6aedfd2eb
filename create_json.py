"""Write the records, the taxonomy and the labels of the map for the viewer, into server/data.

Reads the layout and data/metadata.csv. Each record is written once, into the drawer of the zoom at
which its specimen first appears; server/data/map.json is replaced last. A name that people gave a
specimen in data/identifications.csv holds instead of its record's, which is kept beside it. The
format is told in docs/reference/viewer-data.md.
"""

import json
from pathlib import Path

from cabinet.stage import Stage
from config import Config


def publish(config: Config, _: str, path: Path) -> None:
    """Write a version of the viewer's data, and map.json."""
    from cabinet import receipts
    from cabinet.datasets import opening
    from cabinet.map import identifications, regrading, viewer_data

    source = viewer_data.Source(
        layout=config.path("data/layout.npy"),
        metadata=config.path("data/metadata.csv"),
        kin=config.path("data/kin.npy"),
        title=config.title,
        tile_format=config.tile_format,
        has_hq=config.create_hq_tiles,
        fix=config.labels_address,
        graded=opening.known_grades(config.collection),
        named=identifications.named(config.path(LABELS)),
    )
    regrading.publish(
        source,
        config.path("server/data"),
        path,
        note=config.path("data/.viewer_data.json"),
        may_keep=receipts.may_keep(config, STAGE.name),
    )


def names(labels: Path) -> list[str]:
    """Return what people call specimens: of all that they say of one, this counts."""
    from cabinet.map import identifications

    return [f"{image} {name}" for image, name in identifications.named(labels).items()]


def grades(table: Path) -> list[str]:
    """Return the grade of each image: how sure the network is of it does not count."""
    from cabinet.datasets import opening

    return [f"{image} {grade}" for image, grade in opening.grades(table).items()]


def tidy(config: Config) -> None:
    """Remove the versions that map.json no longer speaks of, and put the viewer beside the data."""
    from cabinet.map import viewer, viewer_data

    now = json.loads(config.path(STAGE.writes).read_text(encoding="utf-8"))
    viewer_data.remove_others(config.path("server/data"), now["version"])
    viewer.publish(config.path("server"))


LABELS, GRADES = "data/identifications.csv", "data/quality_calculated.csv"

STAGE = Stage(
    reads=(
        "data/layout.npy",
        "data/metadata.csv",
        "data/kin.npy?",
        f"{GRADES}?",
        "data/quality.csv?",
        f"{LABELS}?",
    ),
    writes="server/data/map.json",
    make=publish,
    heeds={f"{LABELS}?": names, f"{GRADES}?": grades},
    finish=tidy,
    settings=("title", "tile_format", "create_hq_tiles", "labels_address"),
    processes=1,
)

if __name__ == "__main__":
    STAGE.main()
