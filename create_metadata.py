"""Keep an export's photographs of Lepidoptera as the catalogue data/metadata.csv.

Reads a museum's export: the Natural History Museum's (occurrence.csv and multimedia.csv), a GBIF
download or any other Darwin Core archive, unpacked into data/ or given by --export as a folder or
.zip. Or asks GBIF's occurrence search, with no export at all: --gbif "taxonKey=797&country=GB".

Writes one row per photograph in Darwin Core terms, in the order of the export. Photographs of
labels, films and sounds, other taxa and duplicates are passed over; data/metadata_report.csv counts
them by reason. --taxon keeps another taxon of any rank, --first the first
so many photographs, --sample so many at random.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cabinet.files import atomic
from cabinet.museum import archive
from cabinet.museum.blocks import Unreadable
from cabinet.museum.selection import Selection
from cabinet.stage import Stage
from config import Config

if TYPE_CHECKING:
    import pyarrow

GIVEN = ("meta.xml", "occurrence.csv", "occurrence.txt", "multimedia.csv", "multimedia.txt")


def create_catalogue(config: Config, _item: str, path: Path) -> None:
    """Write the catalogue, and beside it the report of what was passed over."""
    from cabinet.museum import catalogue, photographs

    kept = Selection(config.taxon)
    pieces = found(config, kept)
    if config.first:
        pieces = photographs.first(pieces, config.first)
    if config.sample:
        pieces = iter([photographs.sampled(pieces, config.sample, config.seed)])
    count = catalogue.write(path, pieces)
    kept.tally.settle(count)
    with atomic(config.path("data/metadata_report.csv")) as report:
        kept.tally.write(report)
    if not count:
        raise Unreadable(f"no photographs of {config.taxon} found: {kept.tally.sentence()}")


def found(config: Config, kept: Selection) -> Iterator["pyarrow.Table"]:
    """Yield the catalogue's rows, of GBIF's answers or of the export."""
    from cabinet.museum import gbif, photographs, politeness

    if config.gbif:
        agent, limit = politeness.user_agent(config.contact), config.gbif_limit
        records = gbif.search(config.gbif_api, config.gbif, limit=limit, agent=agent)
        return gbif.photographs(records, kept, limit)
    return photographs.of_export(archive.open_export(export(config)), kept)


def export(config: Config) -> Path:
    """Return where the export lies: where the setting says, else in data/, unpacked or zipped."""
    if config.export:
        return Path(config.export).expanduser()
    data = config.path("data")
    zips = sorted(data.glob("*.zip"))
    unpacked = any((data / name).exists() for name in GIVEN)
    return zips[0] if len(zips) == 1 and not unpacked else data


STAGE = Stage(
    reads=tuple(f"data/{name}?" for name in GIVEN),
    writes="data/metadata.csv",
    also=("data/metadata_report.csv",),
    make=create_catalogue,
    settings=("export", "taxon", "first", "sample", "seed", "gbif", "gbif_limit"),
    manner=("gbif_api",),
)

if __name__ == "__main__":
    STAGE.main()
