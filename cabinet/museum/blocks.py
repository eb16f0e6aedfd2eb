"""A table of an export in blocks of columns, each an Arrow array of texts.

Arrow reads what is written down plainly, much faster than row by row. Where it meets what it does
not take (another encoding than UTF-8, a row with more or fewer cells than the first), the
standard library's `csv`, which takes everything, goes on from the last whole block.
"""

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import IO, TYPE_CHECKING

import pyarrow
import pyarrow.csv

if TYPE_CHECKING:
    import _csv

LONGEST_CELL = 10_000_000  # characters: beyond it, a quotation mark was never closed
BLOCK = 4 << 20  # bytes: fits a processor's cache
ROWS = 20_000  # of a block, where they are read one by one
FALLBACK = "cabinet-windows-1252"
UTF_8 = ("utf-8", "utf8")


class Unreadable(Exception):  # noqa: N818 - a sentence for the curator
    """An export that cannot be read: what was looked for, where, and what to do."""


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Decode bytes that are not UTF-8 as what they most often are, and go on behind them."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(FALLBACK, _as_windows_1252)


@dataclass(frozen=True)
class Dialect:
    """How a table is written down; the defaults are those of the Darwin Core text guide."""

    encoding: str = "utf-8"
    delimiter: str = ","
    quote: str = '"'
    header_lines: int = 0


def read(
    opened: Callable[[], IO[bytes]], dialect: Dialect, places: Sequence[int]
) -> Iterator[dict[int, pyarrow.Array]]:
    """Yield blocks of a table's rows: the texts [rows] of its columns at `places`.

    Short rows are filled up with empty texts, empty lines passed over. Raises Unreadable, and what
    the file raises.
    """
    count = 0
    if dialect.encoding.lower() in UTF_8:
        try:
            for block in _plain(opened, dialect, places):
                yield block
                count += len(block[places[0]])
        except pyarrow.ArrowException:
            pass
        else:
            return
    yield from _odd(opened, dialect, places, count)


def _plain(
    opened: Callable[[], IO[bytes]], dialect: Dialect, places: Sequence[int]
) -> Iterator[dict[int, pyarrow.Array]]:
    """Read with Arrow; raises ArrowException, ahead of the block, where it cannot."""
    names = [f"f{place}" for place in places]
    with opened() as file:
        lines = reader(file, dialect)
        for _ in range(dialect.header_lines):
            next(lines, None)
        header = lines.line_num
    with opened() as file, pyarrow.csv.open_csv(
        pyarrow.PythonFile(file, "r"),
        pyarrow.csv.ReadOptions(
            skip_rows=header, autogenerate_column_names=True, block_size=BLOCK
        ),
        pyarrow.csv.ParseOptions(
            delimiter=dialect.delimiter,
            quote_char=dialect.quote or False,
            newlines_in_values=bool(dialect.quote),
        ),
        pyarrow.csv.ConvertOptions(
            include_columns=names, column_types=dict.fromkeys(names, pyarrow.string())
        ),
    ) as blocks:  # fmt: skip
        for block in blocks:
            yield {place: block[name] for place, name in zip(places, names, strict=True)}


def _odd(
    opened: Callable[[], IO[bytes]], dialect: Dialect, places: Sequence[int], known: int
) -> Iterator[dict[int, pyarrow.Array]]:
    """Read with `csv` what is behind the `known` first rows."""
    with opened() as file:
        lines = reader(file, dialect)
        for _ in range(dialect.header_lines):
            next(lines, None)
        rows = islice(filter(None, lines), known, None)
        while some := list(islice(rows, ROWS)):
            yield {
                place: pyarrow.array(
                    [row[place] if place < len(row) else "" for row in some], pyarrow.string()
                )
                for place in places
            }


def reader(file: IO[bytes], dialect: Dialect) -> "_csv.Reader":
    """Return a reader of rows; raises Unreadable for a dialect that no file can have."""
    csv.field_size_limit(LONGEST_CELL)
    encoding = "utf-8-sig" if dialect.encoding.lower() in UTF_8 else dialect.encoding
    try:
        text = io.TextIOWrapper(file, encoding, errors=FALLBACK, newline="")
        if not dialect.quote:
            return csv.reader(text, delimiter=dialect.delimiter, quoting=csv.QUOTE_NONE)
        return csv.reader(text, delimiter=dialect.delimiter, quotechar=dialect.quote)
    except (LookupError, TypeError, ValueError) as error:
        raise Unreadable(
            f"the descriptor meta.xml states what no table can have: {error}"
        ) from error
