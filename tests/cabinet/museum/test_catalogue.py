"""The catalogue is written and read by the names of its columns."""

from pathlib import Path

import pytest

from cabinet.museum import catalogue
from cabinet.museum.selection import sampled
from cabinet.museum.specimens import COLUMNS

ROWS = [
    [name] + [""] * 29 + [f"https://example.org/{name}", "", "a, title"] for name in ("b", "a", "c")
]


def test_rows_come_back(tmp_path: Path) -> None:
    path = tmp_path / "metadata.csv"
    assert catalogue.write(path, ROWS) == 3
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
    catalogue.write(path, ROWS)
    before = catalogue.addresses(path)
    assert catalogue.addresses(path) is before
    catalogue.write(path, ROWS[:1])
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


def test_a_sample_is_seeded_stable_and_in_order() -> None:
    rows = [[f"image-{number:04}"] + [""] * (len(COLUMNS) - 1) for number in range(1000)]
    chosen = sampled(rows, 50, 1)
    assert len(chosen) == 50
    assert chosen == sorted(chosen) == sampled(rows, 50, 1)
    assert chosen != sampled(rows, 50, 2)
    shared = {row[0] for row in sampled(rows[:-20], 50, 1)} & {row[0] for row in chosen}
    assert len(shared) > 40, "an export that grows a little changes the sample a little"
