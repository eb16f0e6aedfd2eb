import csv
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabinet.labels.journal import Journal
from cabinet.labels.rotations import Rotations, normalised
from cabinet.labels.table import Table

ANCESTOR = "0001ed45ff2b3cbe8a4ed2a6d1e1c7bb00f2a3c4"


class Desk:
    """A journal and its CSV in a folder, opened and closed together."""

    def __init__(self, folder: Path) -> None:
        self.csv = folder / "rotations.csv"
        self.journal = Journal(folder / "labels" / "rotations.jsonl")
        self.table = Table(
            self.csv, self.journal, Rotations.columns, folder / "labels" / "imported"
        )

    def set(self, image: str, value: float, save: str) -> None:
        self.journal.set(save=save, user="Ann", image=image, value=value)
        self.table.changed()

    def close(self) -> None:
        self.table.close()
        self.journal.close()


@given(st.floats(-1e6, 1e6))
def test_degrees_are_brought_home(degrees):
    home = normalised(degrees)
    assert -180 < home <= 180
    assert math.isclose(math.cos(math.radians(home - degrees)), 1, abs_tol=1e-9)
    assert normalised(home) == home


def test_half_turns_have_one_name():
    assert {normalised(d) for d in (-180, 180, 540, -179.99999999)} == {180.0}
    assert str(normalised(-0.0)) == str(normalised(-360.0)) == "0.0"


def test_what_others_wrote_is_taken_in_once(tmp_path):
    rows = f"{ANCESTOR},-273.500000\nones,12.3456789012345\nones,400.25\nbroken,\n,5\nnan,nan\n"
    (tmp_path / "rotations.csv").write_text(rows)
    desk = Desk(tmp_path)
    assert desk.table.imported == 2
    assert desk.journal.values() == {ANCESTOR: 86.5, "ones": 40.25}
    assert desk.journal.history("ones")[0].user == "rotations.csv"
    desk.close()
    assert desk.csv.read_text() == f"image,rotation\n{ANCESTOR},86.5\nones,40.25\n"
    (kept,) = (tmp_path / "labels" / "imported").iterdir()
    assert kept.read_text() == rows, "the file as it was, with the rows that mean nothing"

    again = Desk(tmp_path)
    assert again.table.imported == 0
    again.close()


def test_an_old_copy_of_the_csv_undoes_nothing(tmp_path):
    desk = Desk(tmp_path)
    desk.set("one", 10.0, "save-a")
    desk.close()
    old = desk.csv.read_bytes()
    desk = Desk(tmp_path)
    desk.set("one", 20.0, "save-b")
    desk.close()
    desk.csv.write_bytes(old)  # as after a crash before it was written
    desk = Desk(tmp_path)
    assert desk.journal.value("one") == 20.0
    desk.close()
    assert Rotations.columns.read(desk.csv) == {"one": 20.0}


def test_what_a_colleague_adds_while_the_server_runs_is_kept(tmp_path):
    desk = Desk(tmp_path)
    desk.set("one", 10.0, "save-a")
    desk.table.write()
    with desk.csv.open("a") as file:
        file.write("one,11.5\ntwo,-3\n")
    desk.set("three", 7.0, "save-b")
    desk.close()
    assert Rotations.columns.read(desk.csv) == {"one": 11.5, "three": 7.0, "two": -3.0}
    assert [entry.value for entry in desk.journal.history("one")] == [10.0, 11.5]


def test_a_lost_csv_comes_back_and_every_digit_survives(tmp_path):
    desk = Desk(tmp_path)
    desk.set("one", 123.4567, "save-a")
    desk.set("two", -0.0001, "save-b")
    desk.close()
    desk.csv.unlink()
    Desk(tmp_path).close()
    with desk.csv.open(newline="") as file:
        assert list(csv.reader(file))[1:] == [["one", "123.4567"], ["two", "-0.0001"]]


def test_writing_waits_for_more_but_not_for_long(tmp_path):
    desk = Desk(tmp_path)
    written = set()
    for number in range(50):
        desk.set(f"image{number}", float(number), f"save-{number:04}")
        written.add(desk.csv.stat().st_mtime_ns if desk.csv.exists() else 0)
    assert len(written) <= 3
    desk.close()
    assert len(Rotations.columns.read(desk.csv)) == 50


@pytest.mark.parametrize("text", ["", "image,rotation\n", "\ufeffimage,rotation\none,1\n"])
def test_any_beginning(tmp_path, text):
    (tmp_path / "rotations.csv").write_text(text, encoding="utf-8")
    Desk(tmp_path).close()
    assert len(Rotations.columns.read(tmp_path / "rotations.csv")) == text.count("one")
