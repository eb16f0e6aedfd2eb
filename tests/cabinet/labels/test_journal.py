import json
import os
from pathlib import Path

import pytest

from cabinet.labels import journal as journals
from cabinet.labels.journal import Journal
from cabinet.labels.lines import InUse


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "labels" / "rotations.jsonl"


def entries(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_a_second_correction_wins_and_both_stay(path):
    journal = Journal(path)
    journal.set(save="first-save", user="Ann", image="one", value=10.0)
    journal.set(save="second-save", user="Ben", image="one", value=-4.0)
    assert journal.value("one") == -4.0
    assert [(e.user, e.value, e.previous) for e in journal.history("one")] == [
        ("Ann", 10.0, None),
        ("Ben", -4.0, 10.0),
    ]
    assert [line["value"] for line in entries(path)] == [10.0, -4.0]


def test_the_same_save_twice_is_one_entry_also_after_a_restart(path):
    journal = Journal(path)
    first = journal.set(save="the-same-id", user="Ann", image="one", value=10.0)
    assert journal.set(save="the-same-id", user="Ann", image="one", value=10.0) == first
    journal.close()
    assert Journal(path).set(save="the-same-id", user="Ann", image="one", value=10.0) == first
    assert len(entries(path)) == 1


def test_undo_walks_back_across_a_restart_and_only_through_ones_own(path):
    journal = Journal(path)
    journal.set(save="save-a", user="Ann", image="one", value=1.0)
    journal.set(save="save-b", user="Ann", image="two", value=2.0)
    journal.set(save="save-c", user="Ben", image="two", value=3.0)
    journal.close()

    journal = Journal(path)
    undone = journal.undo(save="undo-1", user="Ann")
    assert (undone.image, undone.undoes, undone.value) == ("two", "save-b", 3.0)
    assert journal.value("two") == 3.0, "what Ben said later still holds"
    assert journal.undo(save="undo-1", user="Ann") == undone, "the same undo, sent again"
    journal.close()

    journal = Journal(path)
    assert journal.undo(save="undo-2", user="Ann").value is None
    assert journal.values() == {"two": 3.0}
    assert journal.undo(save="undo-3", user="Ann") is None
    assert journal.undo(save="undo-4", user="Ann", undoes="save-c") is None, "it is Ben's"
    assert len(journal.history("two")) == 3


def test_undoing_a_correction_brings_back_what_held_before(path):
    journal = Journal(path)
    journal.set(save="save-a", user="Ann", image="one", value=1.0)
    journal.set(save="save-b", user="Ann", image="one", value=2.0)
    assert journal.undo(save="undo-1", user="Ann").value == 1.0
    journal.set(save="save-c", user="Ann", image="one", value=5.0)
    assert journal.value("one") == 5.0


@pytest.mark.parametrize("kept", [1, 30, -1])
def test_a_line_that_a_crash_cut_short_costs_nothing_else(path, kept):
    journal = Journal(path)
    journal.set(save="save-a", user="Ann", image="one", value=1.0)
    journal.set(save="save-b", user="Ann", image="two", value=2.0)
    journal.close()
    whole, last = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(whole + last[:kept])

    journal = Journal(path)
    whole_again = kept == -1  # only the end of the line is missing
    assert journal.values() == ({"one": 1.0, "two": 2.0} if whole_again else {"one": 1.0})
    journal.set(save="save-c", user="Ann", image="three", value=3.0)
    journal.close()
    journal = Journal(path)
    assert journal.value("three") == 3.0
    assert journal.unreadable == (0 if whole_again else 1)


def test_foreign_lines_are_passed_over_and_left(path):
    path.parent.mkdir()
    path.write_bytes(b'\x00\xff\n[1]\n{"save": 3}\n\n' + b"9" * 5000 + b"\n")
    journal = Journal(path)
    journal.set(save="save-a", user="Ann", image="one", value=1.0)
    assert (journal.unreadable, journal.values()) == (4, {"one": 1.0})
    assert path.read_bytes().startswith(b"\x00\xff\n")


def test_a_full_disk_leaves_no_half_line(path, monkeypatch):
    journal = Journal(path)
    journal.set(save="save-a", user="Ann", image="one", value=1.0)
    before, write = path.read_bytes(), os.write

    def half(file, data):
        if len(data) < 60:
            raise OSError(28, "No space left on device")
        return write(file, data[: len(data) // 2])

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", half)
        with pytest.raises(OSError, match="No space"):
            journal.set(save="save-b", user="Ann", image="one", value=2.0)
    assert path.read_bytes() == before
    assert journal.value("one") == 1.0
    journal.set(save="save-b", user="Ann", image="one", value=2.0)
    assert [line["value"] for line in entries(path)] == [1.0, 2.0]


def test_time_never_runs_backwards(path, monkeypatch):
    journal = Journal(path)
    first = journal.set(save="save-a", user="Ann", image="one", value=1.0)

    class Earlier(journals.datetime):
        @classmethod
        def now(cls, zone=None):
            return cls(1999, 1, 1, tzinfo=zone)

    monkeypatch.setattr(journals, "datetime", Earlier)
    assert journal.set(save="save-b", user="Ann", image="one", value=2.0).time > first.time


def test_a_second_server_is_kept_out(path):
    journal = Journal(path)
    with pytest.raises(InUse, match="another labels server"):
        Journal(path)
    journal.close()
    Journal(path).close()
