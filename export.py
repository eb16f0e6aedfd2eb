"""Export upright specimens at full resolution, for print, art and generative models.

Reads the cutouts and the rotations that their thumbnails tell; writes JPEGs on an even ground with
a soft shadow into data/exported, each with title, rights and licence in its EXIF and XMP fields,
and data/exported/credits.csv with a row for each. A specimen whose shorter side has fewer than
--export-smallest pixels is left out; so is one that people or the network graded otherwise than
--export-grades. When a rotation changes, the next run makes that picture anew.
"""

from collections.abc import Iterable
from pathlib import Path

from cabinet import files
from cabinet.stage import Stage
from config import Config

CUTOUTS, THUMBNAILS = "data/images_alpha/{}.png", "data/images_rotated_128/{}.jpg"
CATALOGUE = "data/metadata.csv"


def images(config: Config) -> Iterable[str]:
    """Name every upright specimen of the grades that are wanted."""
    from cabinet.datasets import opening

    upright = files.stems(config.path(THUMBNAILS).parent, ".jpg")
    return opening.of_grades(upright, config.export_grades, config.collection)


def export_picture(config: Config, image: str, path: Path) -> None:
    """Write one specimen's picture."""
    from cabinet.pictures import exported

    style = exported.Style(
        side=config.export_size,
        ground=exported.ground(config.export_ground),
        has_shadow=config.export_shadow,
        smallest=config.export_smallest,
    )
    cutout, thumbnail = config.path(CUTOUTS, image), config.path(THUMBNAILS, image)
    record = exported.record(config.path(CATALOGUE), image)
    exported.write(cutout, thumbnail, path, style=style, record=record)


def holds(config: Config, image: str) -> bool:
    """Whether the picture is turned as the thumbnail is."""
    from cabinet.pictures import exported

    return exported.agrees(config.path(THUMBNAILS, image), config.path(STAGE.writes, image))


def list_credits(config: Config) -> None:
    """Write whose the pictures are."""
    from cabinet.pictures import exported

    exported.list_credits(config.path(STAGE.writes).parent, config.path(CATALOGUE))


STAGE = Stage(
    reads=(CUTOUTS, THUMBNAILS, CATALOGUE, "data/quality_calculated.csv?"),
    writes="data/exported/{}.jpg",
    make=export_picture,
    items=images,
    fresh=holds,
    finish=list_credits,
    settings=("export_size", "export_ground", "export_shadow", "export_smallest", "export_grades"),
    optional=True,
)

if __name__ == "__main__":
    STAGE.main()
