import csv
import io

import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as some

from cabinet.museum import texts

ANY = some.lists(some.lists(some.text(max_size=8), min_size=3, max_size=3), min_size=1, max_size=9)


def column(*cells: str) -> texts.Texts:
    return pyarrow.array(cells, pyarrow.string())


@given(ANY)
def test_csv_is_what_the_standard_library_reads_and_writes(rows: list[list[str]]) -> None:
    written = texts.as_csv([column(*cells) for cells in zip(*rows, strict=True)]).decode()
    assert list(csv.reader(io.StringIO(written, newline=""))) == rows
    if "\r" not in written:  # which the standard library leaves bare
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(rows)
        assert written == text.getvalue()


@given(some.lists(some.text(some.sampled_from(" \t\n\xa0\u2003aé"), max_size=6)))
def test_bare_texts_have_no_blanks_around_them(cells: list[str]) -> None:
    assert texts.bare(column(*cells)).to_pylist() == [cell.strip() for cell in cells]


def test_what_would_end_a_line_becomes_a_blank() -> None:
    rough = column("a\r\nb", "a\x1fb", "a\x85b", "a\u2028b", "a  b", "l’été", "x" * 10_001)
    mended = texts.on_one_line(rough).to_pylist()
    assert mended == ["a b"] * 4 + ["a  b", "l’été", "x" * 10_000]


def test_a_function_is_asked_once_for_each_distinct_text() -> None:
    asked: list[str] = []

    def told(text: str) -> tuple[str, str]:
        asked.append(text)
        return text.upper(), text * 2

    upper, twice = texts.mapped(column("a", "b", "a", "a"), told)
    assert (upper.to_pylist(), twice.to_pylist()) == (
        ["A", "B", "A", "A"],
        ["aa", "bb", "aa", "aa"],
    )
    assert asked == ["a", "b"]


def test_empty_texts_are_filled() -> None:
    assert texts.first_of(column("", "b"), "x").to_pylist() == ["x", "b"]
    assert texts.first_of(column("", "b"), column("y", "z")).to_pylist() == ["y", "b"]


@pytest.mark.parametrize("rows", [[], [["1", "2"], ["3", "4"]]])
def test_rows_become_columns(rows: list[list[str]]) -> None:
    made = texts.table(["a", "b"], rows)
    assert made.column_names == ["a", "b"]
    assert [list(row.values()) for row in made.to_pylist()] == rows
