"""YOLO's lines are where the specimens are, and reading and writing them again changes nothing."""

from pathlib import Path

import numpy as np
import pytest

from cabinet.datasets import yolo
from tests.cabinet.datasets.small_collection import detections, ellipse, read_by


@pytest.fixture
def written(tmp_path: Path) -> Path:
    found = detections(tmp_path)
    yolo.write(tmp_path / "yolo", found, tmp_path / "data/raw")
    return tmp_path / "yolo"


@pytest.mark.parametrize("task", ["detect", "segment", "obb"])
def test_round_trip_changes_nothing(written: Path, tmp_path: Path, task: str) -> None:
    lines = yolo.read(written / task)
    assert len(lines) == 9
    yolo.write_lines(tmp_path / "again", lines)
    for path in (written / task).rglob("*.*"):
        if path.suffix in (".txt", ".yaml"):
            same = tmp_path / "again" / path.relative_to(written / task)
            assert same.read_bytes() == path.read_bytes()
    pictures = {path.stem for path in (written / task / "images").rglob("*.jpg")}
    assert pictures == {line.image for line in lines}


def test_every_number_lies_in_the_photograph(written: Path) -> None:
    for task, count in (("detect", 4), ("obb", 8)):
        for line in yolo.read(written / task):
            assert len(line.numbers) == count
            assert 0 <= min(line.numbers) <= max(line.numbers) <= 1


def test_names_with_quotes_come_back(tmp_path: Path) -> None:
    line = yolo.Line("one", "train", 'Odd "name" \\ here: # no', (0.5, 0.5, 0.1, 0.1))
    yolo.write_lines(tmp_path, [line])
    assert yolo.read(tmp_path) == [line]


def test_fiftyone_reads_boxes_and_outlines(written: Path) -> None:
    told = read_by("fiftyone", "yolo_dataset", written / "detect", "detections")
    assert len(told) == 9
    for name, one in told.items():
        truth = ellipse(int(name[-1])) > 0.5
        columns, rows = np.flatnonzero(truth.any(0)), np.flatnonzero(truth.any(1))
        left, top, width, height = one["place"]
        assert (left * 200, top * 150) == pytest.approx((columns[0], rows[0]), abs=0.01)
        assert (width * 200, height * 150) == pytest.approx((len(columns), len(rows)), abs=0.01)
    assert told["specimen-1"]["part"] == "val"
    assert told["specimen-5"]["label"] == "Hyles lineata"


@pytest.mark.parametrize("task", ["detect", "segment", "obb"])
def test_ultralytics_reads_all_three(written: Path, task: str) -> None:
    told = read_by("ultralytics torch", "ultralytics_dataset", written / task, task)
    assert len(told) == 9
    assert {one["part"] for one in told.values()} == {"train", "val"}
    assert told["specimen-5"]["label"] == "Hyles lineata"
    for name, one in told.items():
        truth = ellipse(int(name[-1])) > 0.5
        columns, rows = np.flatnonzero(truth.any(0)), np.flatnonzero(truth.any(1))
        middle = ((columns[0] + columns[-1] + 1) / 400, (rows[0] + rows[-1] + 1) / 300)
        assert one["box"][:2] == pytest.approx(middle, abs=0.02)
        if task == "obb":  # turned by 10 degrees for each number, in radians for Ultralytics
            angle = np.deg2rad(10 * int(name[-1]))
            assert one["turned"][4] % (np.pi / 2) == pytest.approx(angle % (np.pi / 2), abs=0.03)
