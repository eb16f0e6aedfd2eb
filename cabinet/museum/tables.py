"""Tables of a museum's export, read row by row: any delimiter, quotes, encoding or line ends.

The standard library's `csv` reads them: it takes every dialect that a Darwin Core descriptor can
state, streams out of a zip, and holds one row at a time. Of the kept libraries, python-dwca-reader
0.17 is as fast, but refuses exports without meta.xml and GBIF's own downloads once metadata.xml is
gone, and unpacks a zip to the disk; pandas 3.1 parses in half the time, but holds 2.2 kB for each
specimen, 2.3 GB for the Natural History Museum's.
"""

import codecs
import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import itemgetter
from typing import IO, TYPE_CHECKING

from cabinet.museum.specimens import COLUMNS

if TYPE_CHECKING:
    import _csv

# What reading a damaged or locked file raises, plain or out of a .zip.
BROKEN = (csv.Error, EOFError, OSError, RuntimeError, zlib.error, zipfile.BadZipFile)
LONGEST_CELL = 10_000_000  # characters: beyond it, a quotation mark was never closed
# One of these stands in the first line of every table of specimens or photographs.
KNOWN = {"_id", "gbifID", "occurrenceID", "scientificName", "catalogNumber", "identifier"}
_SPELLED = {
    term.lower(): term for term in (*COLUMNS, "gbifID", "associatedMedia", "accessURI", "coreid")
}
_FALLBACK = "cabinet-windows-1252"


class Unreadable(Exception):  # noqa: N818 - a sentence for the curator
    """An export that cannot be read: what was looked for, where, and what to do."""


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Decode bytes that are not UTF-8 as what they most often are, and go on behind them."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_FALLBACK, _as_windows_1252)


@dataclass(frozen=True)
class Dialect:
    """How a table is written down; the defaults are those of the Darwin Core text guide."""

    encoding: str = "utf-8"
    delimiter: str = ","
    quote: str = '"'
    header_lines: int = 0


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

    def rows(self, terms: Sequence[str]) -> Iterator[list[str]]:
        """Yield each row's key and its cells of `terms`, without blanks around them.

        A term "a|b" is a where the table has it, else b. Short rows are filled up, empty lines
        passed over. Raises Unreadable where the file breaks off in the middle of a cell.
        """
        chosen = [next((t for t in term.split("|") if self.has(t)), "") for term in terms]
        places = [-1 if self.key is None else self.key] + [self.columns.get(t, -1) for t in chosen]
        defaults = [""] + [self.defaults.get(term, "") for term in chosen]
        width = max(places) + 1
        pick = itemgetter(*places, -1)  # the last one, always empty, stands for what is not there
        for row in self._lines():
            if len(row) < width:
                row.extend([""] * (width - len(row)))
            row.append("")
            cells = [cell.strip() for cell in pick(row)[:-1]]
            if self.defaults:
                cells = [cell or default for cell, default in zip(cells, defaults, strict=True)]
            yield cells

    def _lines(self) -> Iterator[list[str]]:
        with legible(self.name), self.open() as file:
            lines = reader(file, self.dialect)
            for _ in range(self.dialect.header_lines):
                next(lines, None)
            yield from filter(None, lines)


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


def reader(file: IO[bytes], dialect: Dialect) -> "_csv.Reader":
    """Return a reader of rows; raises Unreadable for a dialect that no file can have."""
    csv.field_size_limit(LONGEST_CELL)
    encoding = "utf-8-sig" if dialect.encoding.lower() in ("utf-8", "utf8") else dialect.encoding
    try:
        text = io.TextIOWrapper(file, encoding, errors=_FALLBACK, newline="")
        if not dialect.quote:
            return csv.reader(text, delimiter=dialect.delimiter, quoting=csv.QUOTE_NONE)
        return csv.reader(text, delimiter=dialect.delimiter, quotechar=dialect.quote)
    except (LookupError, TypeError, ValueError) as error:
        raise Unreadable(
            f"the descriptor meta.xml states what no table can have: {error}"
        ) from error


def described_by_header(name: str, opened: Callable[[], IO[bytes]]) -> Table:
    """Return a table without descriptor: delimiter and terms are those of its first line."""
    with legible(name), opened() as file:
        first = file.read(1 << 16).removeprefix(codecs.BOM_UTF8)
    line = first.splitlines()[0].decode(errors=_FALLBACK) if first.strip() else ""
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
