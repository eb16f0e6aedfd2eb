"""Columns of texts (Arrow string arrays), and what is done to all of their cells at once."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
import pyarrow
from numpy.typing import NDArray
from pyarrow import compute

Texts: TypeAlias = pyarrow.Array  # of strings, none of them null
Flags: TypeAlias = pyarrow.Array  # of bools

LONGEST = 10_000  # characters of a cell: what is behind them is left out
# What ends a line for one reader or another, and separates cells for careless ones.
BREAKS = "[\n\v\f\r\x1c-\x1f\u0085\u2028\u2029]"


def table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> pyarrow.Table:
    """Return rows of texts as a table of columns."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(names)
    return pyarrow.table([pyarrow.array(one, pyarrow.string()) for one in columns], names=names)


def column(rows: pyarrow.Table, name: str) -> Texts:
    """Return a table's column as one array."""
    chunks = rows[name].chunks
    return chunks[0] if len(chunks) == 1 else rows[name].combine_chunks()


def where(rows: pyarrow.Table, flags: NDArray[np.bool_]) -> pyarrow.Table:
    """Return the rows of a table for which flags are set, each column in one piece."""
    return rows if flags.all() else rows.filter(pyarrow.array(flags)).combine_chunks()


def _characters(texts: Texts) -> NDArray[np.uint8]:
    """Return all bytes of texts, and perhaps of others that they are a part of."""
    return np.frombuffer(texts.buffers()[2] or b"", np.uint8)


def mapped(texts: Texts, function: Callable[[str], tuple[str, ...]]) -> list[Texts]:
    """Return columns of the function's values, worked out once for each distinct text."""
    coded = compute.dictionary_encode(texts)
    values = [function(text) for text in coded.dictionary.to_pylist()]
    return [
        pyarrow.array(one, pyarrow.string()).take(coded.indices)
        for one in zip(*values, strict=True)
    ]


def those(texts: Texts, holds: Callable[[str], bool]) -> Flags:
    """Return for every text whether something holds, worked out once for each distinct one."""
    coded = compute.dictionary_encode(texts)
    values = [holds(text) for text in coded.dictionary.to_pylist()]
    return pyarrow.array(values, pyarrow.bool_()).take(coded.indices)


def bare(texts: Texts) -> Texts:
    """Return texts without blanks around them."""
    texts = compute.ascii_trim_whitespace(texts)
    plain = compute.all(compute.string_is_ascii(texts)).as_py() is not False
    return texts if plain else compute.utf8_trim_whitespace(texts)


def on_one_line(texts: Texts) -> Texts:
    """Return texts without line ends, and cut at LONGEST; the others as they are."""
    characters = _characters(texts)  # of what breaks a line all begin with one of these bytes
    longest = compute.max(compute.binary_length(texts)).as_py() or 0
    if longest <= LONGEST and not ((characters < 0x20) | (characters >= 0xC2)).any():
        return texts
    rough = compute.or_(
        compute.match_substring_regex(texts, BREAKS),
        compute.greater(compute.utf8_length(texts), LONGEST),
    )
    smooth = [" ".join(text.split())[:LONGEST] for text in texts.filter(rough).to_pylist()]
    return compute.replace_with_mask(texts, rough, pyarrow.array(smooth, pyarrow.string()))


def first_of(texts: Texts, others: Texts | str) -> Texts:
    """Return the texts, and the others, or the other one, where they are empty."""
    return compute.if_else(compute.equal(texts, ""), others, texts)


def joined(*texts: Texts | str, by: str = "") -> Texts:
    """Return the texts of several columns, joined row by row."""
    return compute.binary_join_element_wise(*texts, by)


def as_csv(columns: list[Texts]) -> bytes:
    r"""Return rows as CSV (RFC 4180, but lines end with \n): only cells that need it are quoted."""
    if not len(columns[0]):
        return b""
    lines = joined(*map(_quoted, columns), by=",")
    whole = pyarrow.ListArray.from_arrays(pyarrow.array([0, len(lines)], pyarrow.int32()), lines)
    return bytes(compute.binary_join(whole, "\n")[0].as_buffer()) + b"\n"


def _quoted(texts: Texts) -> Texts:
    characters = _characters(texts)
    if not any((characters == ord(special)).any() for special in '",\r\n'):
        return texts
    unsafe = compute.match_substring_regex(texts, '[",\r\n]')
    doubled = compute.replace_substring(texts, '"', '""')
    return compute.if_else(unsafe, joined('"', doubled, '"'), texts)
