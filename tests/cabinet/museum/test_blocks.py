"""Blocks of a table are what the standard library's csv reads row by row, whatever is in them."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cabinet.museum import blocks
from cabinet.museum.blocks import Dialect

CELLS = some.text(some.sampled_from('ab é’"\n,;\t '), max_size=6)
ROWS = some.lists(some.lists(CELLS, min_size=1, max_size=4), max_size=40)


def rows(written: bytes, dialect: Dialect, places: tuple[int, ...] = (0, 2)) -> list[list[str]]:
    found = blocks.read(lambda: io.BytesIO(written), dialect, places)
    pieces = [[block[place].to_pylist() for place in places] for block in found]
    return [list(row) for piece in pieces for row in zip(*piece, strict=True)]


@given(ROWS, some.integers(0, 3), some.booleans())
def test_blocks_are_what_csv_reads(table: list[list[str]], header: int, quoted: bool) -> None:
    text = io.StringIO()
    how = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(text, quoting=how, lineterminator="\n").writerows(table)
    wanted = [[(row + [""] * 4)[place] for place in (0, 2)] for row in table[header:]]
    assert rows(text.getvalue().encode(), Dialect(header_lines=header)) == wanted


@pytest.mark.parametrize(
    "odd",
    [b"short\n", b"one,cell,too,many\n", "Malm\xf6,b,c\n".encode("cp1252"), b'"a"b,"c\nd",e\n'],
)
@pytest.mark.parametrize("place", [0, 1, 2_500, 4_999])
def test_an_odd_row_among_plain_ones(
    odd: bytes, place: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "BLOCK", 4096)
    monkeypatch.setattr(blocks, "ROWS", 700)
    plain = [b"%d,b,c\n" % number for number in range(5_000)]
    written = b"".join([b"x,y,z\n", *plain[:place], odd, *plain[place:]])
    lines = csv.reader(io.StringIO(written.decode(errors=blocks.FALLBACK), newline=""))
    wanted = [[[*row, "", ""][place] for place in (0, 2)] for row in lines][1:]
    assert len(wanted) == 5_001
    assert rows(written, Dialect(header_lines=1)) == wanted


def test_a_byte_order_mark_and_a_header_of_several_lines(tmp_path: Path) -> None:
    written = "\ufeff" + '"na\nme",b,c\n1,2,3\n\n4,5,6\n'
    assert rows(written.encode(), Dialect(header_lines=1)) == [["1", "3"], ["4", "6"]]
