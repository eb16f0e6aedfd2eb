"""A museum's export: the tables of specimens and of photographs, wherever they lie.

Read are the Natural History Museum's export and any other Darwin Core archive, GBIF's downloads
among them: a folder, a .zip, a .tar.gz, or one table by itself; with or without meta.xml.
"""

import io
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from cabinet.museum import descriptors
from cabinet.museum.blocks import Unreadable
from cabinet.museum.tables import BROKEN, Table, described_by_header, legible

TABLES = (".csv", ".txt", ".tsv", ".tab")
SPECIMENS = ("occurrence", "occurrences", "specimen", "specimens")
PHOTOGRAPHS = ("multimedia", "media", "image", "images")
ROWS_OF_SPECIMENS = ("Occurrence", "DarwinCore", "MaterialEntity", "MaterialSample")
ROWS_OF_PHOTOGRAPHS = ("Multimedia", "Image", "SimpleMultimedia")
WANTED = "occurrence.csv and multimedia.csv (or .txt), with or without meta.xml"


@dataclass(frozen=True)
class Export:
    """The two tables of an export, and the names of the terms by which they belong together."""

    specimens: Table
    photographs: Table | None
    shared: str = ""  # a term of the specimens that is the photographs' key; empty: the key itself


@dataclass(frozen=True)
class Source:
    """The files of a folder or archive, by their names in lower case, without folders."""

    place: Path
    files: dict[str, Callable[[], IO[bytes]]]

    def opener(self, name: str) -> Callable[[], IO[bytes]] | None:
        """Return what opens a file, or None if there is none; folders in the name are ignored."""
        return self.files.get(PurePosixPath(name).name.lower())


def open_export(place: Path) -> Export:
    """Return the tables of the export at a place; raises Unreadable with a sentence."""
    source = source_of(place)
    descriptor = source.opener("meta.xml")
    if descriptor:
        with legible("meta.xml"), descriptor() as file:
            text = file.read()
        return _described(descriptors.tables(text, source.opener), source)
    specimens = _named(source, SPECIMENS)
    photographs = _named(source, PHOTOGRAPHS)
    tables = [name for name in source.files if name.endswith(TABLES)]
    if specimens is None and len(tables) == 1 and photographs is None:
        specimens = described_by_header(tables[0], source.files[tables[0]])
    if specimens is None:
        raise Unreadable(f"{place} has no table of specimens: looked for {WANTED}.")
    return Export(specimens, photographs)


def source_of(place: Path) -> Source:
    """Return the files of a folder, a .zip, a .tar.gz, or of one table."""
    if place.is_dir():
        return Source(place, {path.name.lower(): partial(_open, path) for path in _below(place)})
    if not place.is_file():
        raise Unreadable(f"{place} is not there: looked for a folder or .zip with {WANTED}.")
    try:
        if zipfile.is_zipfile(place):
            archive = zipfile.ZipFile(place)
            return Source(
                place, {_key(n): partial(archive.open, n) for n in _files(archive.namelist())}
            )
        if tarfile.is_tarfile(place):
            with tarfile.open(place) as packed:
                names = _files(packed.getnames())
            return Source(place, {_key(n): partial(_extract, place, n) for n in names})
    except (*BROKEN, tarfile.TarError) as error:
        raise Unreadable(f"{place} cannot be unpacked ({error}): download it again.") from error
    if place.suffix.lower() in TABLES:
        return Source(place, {place.name.lower(): partial(_open, place)})
    raise Unreadable(f"{place} is neither a folder, a .zip nor a table: looked for {WANTED}.")


def _below(folder: Path) -> list[Path]:
    """Return a folder's files; or those of its one folder that has a meta.xml."""
    inner = [*folder.glob("*/meta.xml")]
    if len(inner) == 1 and not (folder / "meta.xml").exists():
        folder = inner[0].parent
    return [path for path in sorted(folder.iterdir()) if path.is_file() and path.name[0] != "."]


def _files(names: list[str]) -> list[str]:
    """Return the files among the names of an archive, deepest first, so that the topmost holds."""
    kept = [n for n in names if not n.endswith("/") and not PurePosixPath(n).name.startswith(".")]
    return sorted((n for n in kept if "__MACOSX" not in n), key=lambda n: (-n.count("/"), n))


def _key(name: str) -> str:
    return PurePosixPath(name).name.lower()


def _open(path: Path) -> IO[bytes]:
    return path.open("rb")


def _extract(place: Path, name: str) -> IO[bytes]:
    """Return one file of a .tar.gz, read whole: such archives are small, and have no index."""
    with tarfile.open(place) as packed:
        file = packed.extractfile(name)
        return io.BytesIO(file.read() if file else b"")


def _named(source: Source, stems: tuple[str, ...]) -> Table | None:
    """Return the table of one of these names, in the order of the names."""
    for name in (stem + suffix for stem in stems for suffix in TABLES):
        opened = source.opener(name)
        if opened:
            return described_by_header(name, opened)
    return None


def _described(tables: dict[str, list[Table]], source: Source) -> Export:
    """Return the export that a descriptor describes; its core may be events or taxa."""

    def first(kinds: tuple[str, ...]) -> Table | None:
        return next((tables[kind][0] for kind in kinds if kind in tables), None)

    specimens, photographs = first(ROWS_OF_SPECIMENS), first(ROWS_OF_PHOTOGRAPHS)
    if specimens is None:
        raise Unreadable(
            f"{source.place} describes no table of specimens that is there, only "
            f"{', '.join(sorted(tables)) or 'none'}: looked for {WANTED}. "
            "Ask for an export of occurrences."
        )
    if photographs and (specimens.key is None or photographs.key is None):
        lacking = specimens if specimens.key is None else photographs
        raise Unreadable(
            f"meta.xml does not say which column of {lacking.name} is the specimen's key "
            "(<id> or <coreid>): add it, or remove meta.xml to go by the column names."
        )
    return Export(specimens, photographs, _shared(specimens, photographs))


def _shared(specimens: Table, photographs: Table | None) -> str:
    """Return "occurrenceID" where photographs belong to occurrences, and both to an event."""
    if photographs is None or specimens.columns.get("occurrenceID") == specimens.key:
        return ""
    if not specimens.has("occurrenceID") or not specimens.has("eventID"):
        return ""
    events, keys = _first_keys(specimens), _first_keys(photographs)
    return "occurrenceID" if keys and not keys & events else ""


def _first_keys(table: Table) -> set[str]:
    """Return the keys of a table's first block."""
    for block in table.blocks([]):
        return set(block["key"].to_pylist())
    return set()
