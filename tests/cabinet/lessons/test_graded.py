"""The label file of grades, and cutouts that are made anew from the photographs it names."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from cabinet.lessons import graded
from cabinet.networks import quality

MODELS = Path(__file__).resolve().parents[3] / "trained_models"


def test_the_label_file_holds_enough_grades_of_every_kind() -> None:
    rows = graded.read()
    assert len(rows) >= 500
    assert len({(row.image, row.cut) for row in rows}) == len(rows)
    assert {row.quality for row in rows} == set(quality.GRADES)
    assert {row.cut for row in rows} == {"cabinet", "otsu", "grabcut"}
    tested = Counter(row.quality for row in rows if row.part == graded.TEST)
    assert min(tested.values()) >= 40


def test_photographs_of_one_specimen_are_in_one_part() -> None:
    def of(image: str) -> graded.Graded:
        return graded.Graded(image, "cabinet", "good", 40.0)

    one, other = (of(f"heliconius/H_e_emma_10429078_{side}") for side in "dv")
    assert one.specimen == other.specimen
    moths = [of(f"moths/gwk19juli2014_{number}_mesapamea_spec") for number in ("369", "370")]
    assert moths[0].specimen == moths[1].specimen
    assert of("museums/NHMUK1").specimen != of("museums/NHMUK2").specimen
    parts: dict[str, set[str]] = {}
    for row in graded.read():
        parts.setdefault(row.specimen, set()).add(row.part)
    assert max(map(len, parts.values())) == 1


def test_photographs_that_are_not_there_are_passed_over(tmp_path: Path) -> None:
    cutter = graded.Cutter(tmp_path, MODELS, tmp_path / "kept")
    assert list(cutter.pictures(graded.read()[:5])) == []


@pytest.mark.real
def test_a_cutout_that_is_not_as_it_was_is_told_and_not_used(
    real_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [row for row in graded.read() if row.source == "heliconius"][:2]
    other = [rows[0], replace(rows[1], filled=rows[1].filled + 30)]
    cutter = graded.Cutter(real_data, MODELS, tmp_path)
    found = list(cutter.pictures(other))
    assert [row.image for row, _ in found] == [rows[0].image]
    assert found[0][1].shape == (graded.SIDE, graded.SIDE, 4)
    assert f"passed over: {rows[1].image}" in capsys.readouterr().out
    assert len(list(tmp_path.rglob("*.png"))) == 2
