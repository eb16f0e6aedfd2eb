"""The catalogue is written and read by the names of its columns."""

from pathlib import Path

import pytest

from cabinet.museum import catalogue, texts
from cabinet.museum.photographs import first, sampled
from cabinet.museum.specimens import COLUMNS

NAMES = tuple(COLUMNS)
ROWS = [
    [name] + [""] * 29 + [f"https://example.org/{name}", "", "a, title"] for name in ("b", "a", "c")
]
PIECE = texts.table(NAMES, ROWS)


def test_rows_come_back(tmp_path: Path) -> None:
    path = tmp_path / "metadata.csv"
    assert catalogue.write(path, [PIECE, PIECE.slice(0, 0)]) == 3
    assert [list(one.cells.values()) for one in catalogue.read(path)] == ROWS
    known = catalogue.addresses(path)
    assert known.images() == ["b", "a", "c"]
    assert [known[name] for name in "abc"] == [f"https://example.org/{name}" for name in "abc"]
    assert "d" not in known
    assert "" not in known
    with pytest.raises(KeyError):
        known["aa"]


def test_a_changed_catalogue_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "metadata.csv"
    catalogue.write(path, [PIECE])
    before = catalogue.addresses(path)
    assert catalogue.addresses(path) is before
    catalogue.write(path, [PIECE.slice(0, 1)])
    assert catalogue.addresses(path).images() == ["b"]


def test_columns_are_found_by_name(tmp_path: Path) -> None:
    path = tmp_path / "metadata.csv"
    path.write_text("family,image,own\nPieridae,a,x\nshort\n", encoding="utf-8")
    (first, second) = catalogue.read(path)
    assert (first["family"], first.image, first["genus"]) == ("Pieridae", "a", "")
    assert (second["family"], second.image) == ("short", "")
    path.write_text("family\n")
    with pytest.raises(ValueError, match="no column 'image'"):
        list(catalogue.read(path))


def chosen(count: int, sizes: list[int], seed: int) -> list[str]:
    """Return the images of a sample of photographs that come in pieces of these sizes."""
    numbers = iter(range(sum(sizes)))
    blank = [""] * (len(NAMES) - 1)
    pieces = (
        texts.table(NAMES, [[f"image-{next(numbers):04}", *blank] for _ in range(size)])
        for size in sizes
    )
    return sampled(pieces, count, seed)["image"].to_pylist()


def test_a_sample_is_seeded_stable_and_in_order() -> None:
    sample = chosen(50, [1000], 1)
    assert len(set(sample)) == 50
    assert sample == sorted(sample)
    assert sample == chosen(50, [10, 0, 700, 290], 1), "however the rows come"
    assert sample != chosen(50, [1000], 2)
    shared = {*chosen(50, [980], 1)} & {*sample}
    assert len(shared) > 40, "an export that grows a little changes the sample a little"


def test_the_first_rows_end_where_they_should() -> None:
    pieces = iter([PIECE, PIECE, PIECE])
    assert [piece.num_rows for piece in first(pieces, 5)] == [3, 2]
    assert next(pieces).num_rows == 3, "no more is read than is needed"
