"""Tables of a museum's export, read in blocks: any delimiter, quotes, encoding or line ends.

Of the kept libraries, Arrow reads what is plain and the standard library's `csv` the rest (see
`blocks`). python-dwca-reader 0.17 is as slow as `csv`, refuses exports without meta.xml and GBIF's
own downloads once metadata.xml is gone, and unpacks a zip to the disk.
"""

import codecs
import csv
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO

import pyarrow

from cabinet.museum import blocks, texts
from cabinet.museum.blocks import Dialect, Unreadable
from cabinet.museum.specimens import COLUMNS

# What reading a damaged or locked file raises, plain or out of a .zip.
BROKEN = (csv.Error, EOFError, OSError, RuntimeError, zlib.error, zipfile.BadZipFile)
# One of these stands in the first line of every table of specimens or photographs.
KNOWN = {"_id", "gbifID", "occurrenceID", "scientificName", "catalogNumber", "identifier"}
_SPELLED = {
    term.lower(): term for term in (*COLUMNS, "gbifID", "associatedMedia", "accessURI", "coreid")
}


@dataclass(frozen=True)
class Table:
    """One file of an export, with the place of each of its terms.

    `columns` maps a term's short name (`family`) to its column, `defaults` to the text that stands
    for an empty or absent cell, `key` is the column that specimens and photographs share.
    """

    name: str
    open: Callable[[], IO[bytes]]
    dialect: Dialect
    columns: dict[str, int]
    defaults: dict[str, str] = field(default_factory=dict)
    key: int | None = None

    def has(self, term: str) -> bool:
        """Whether the table says anything about a term."""
        return term in self.columns or term in self.defaults

    def blocks(self, terms: Sequence[str], shared: str = "") -> Iterator[pyarrow.Table]:
        """Yield rows in blocks: the column "key" and those of `terms`, without blanks around cells.

        The key is what the term `shared` says, if it is given. A term "a|b" is a where the table
        has it, else b. What the table lacks is empty texts. Raises Unreadable where the file breaks
        off in the middle of a cell.
        """
        chosen = [next((t for t in term.split("|") if self.has(t)), "") for term in terms]
        key = self.columns.get(shared, self.key)
        places = [-1 if key is None else key] + [self.columns.get(t, -1) for t in chosen]
        defaults = [""] + [self.defaults.get(term, "") for term in chosen]
        there = sorted({place for place in places if place >= 0}) or [0]
        with legible(self.name):
            for block in blocks.read(self.open, self.dialect, there):
                cells = {place: texts.bare(block[place]) for place in there}
                empty = pyarrow.repeat("", len(block[there[0]]))
                columns = [cells.get(place, empty) for place in places]
                columns = [
                    texts.first_of(one, default) if default else one
                    for one, default in zip(columns, defaults, strict=True)
                ]
                yield pyarrow.table(columns, names=["key", *terms])


@contextmanager
def legible(name: str) -> Iterator[None]:
    """Turn all that can be wrong inside a file, or inside the .zip around it, into a sentence."""
    try:
        yield
    except BROKEN as error:
        raise Unreadable(
            f"{name} cannot be read to its end ({error}). Is the file whole, and every quotation "
            "mark closed? Download it again."
        ) from error


def described_by_header(name: str, opened: Callable[[], IO[bytes]]) -> Table:
    """Return a table without descriptor: delimiter and terms are those of its first line."""
    with legible(name), opened() as file:
        first = file.read(1 << 16).removeprefix(codecs.BOM_UTF8)
    line = first.splitlines()[0].decode(errors=blocks.FALLBACK) if first.strip() else ""
    if not line.strip():
        raise Unreadable(f"{name} is empty: its first line should name the columns.")
    delimiter = max("\t,;|", key=line.count)
    # GBIF's tab-separated files are never quoted, and hold single quotation marks in plenty.
    quote = "" if delimiter == "\t" and not line.startswith('"') else '"'
    dialect = Dialect("utf-8", delimiter, quote, header_lines=1)
    columns = columns_of(next(csv.reader([line], delimiter=delimiter), []))
    if not columns.keys() & KNOWN:
        raise Unreadable(
            f"the first line of {name} names no Darwin Core term such as scientificName, "
            "catalogNumber or identifier: is it a museum's export, with a line of column names?"
        )
    named = (columns[key] for key in ("_id", "gbifID", "coreid", "id") if key in columns)
    return Table(name, opened, dialect, columns, key=next(named, columns.get("occurrenceID")))


def columns_of(header: Sequence[str]) -> dict[str, int]:
    """Return the place of each term that a header names, by its short name: the first one holds."""
    columns: dict[str, int] = {}
    for place, name in enumerate(header):
        columns.setdefault(short(name), place)
    columns.pop("", None)
    return columns


def short(term: str) -> str:
    """Return a term's short name: `family` of `http://rs.tdwg.org/dwc/terms/family` or `FAMILY`."""
    name = term.strip().strip('"').rpartition("/")[2].rpartition("#")[2].rpartition(":")[2]
    return _SPELLED.get(name.lower(), name)
