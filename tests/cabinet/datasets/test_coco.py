"""COCO's files are read by COCO's own tools, and reading and writing them again changes nothing."""

from pathlib import Path

import numpy as np

from cabinet.datasets import coco
from tests.cabinet.datasets.small_collection import detections, ellipse, read_by


def test_round_trip_changes_nothing(tmp_path: Path) -> None:
    found = detections(tmp_path / "collection")
    coco.write(tmp_path / "one", found)
    again = coco.read(tmp_path / "one")
    coco.write(tmp_path / "two", again)
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == ["instances_all.json", "instances_train.json", "instances_validation.json"]
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    before = {one.image: one for one in found}
    for one in again:
        was = before[one.image]
        assert (one.shape, one.tags, one.part) == (was.shape, was.tags, was.part)
        assert (one.confidence, one.rotation) == (was.confidence, was.rotation)


def test_pycocotools_finds_the_specimens(tmp_path: Path) -> None:
    coco.write(tmp_path / "coco", detections(tmp_path / "collection"))
    told = read_by("pycocotools", "coco_instances", tmp_path / "coco/instances_train.json")
    assert set(told) == {"specimen-0", "specimen-3", "specimen-6"}
    for name, one in told.items():
        truth = ellipse(int(name[-1])) > 0.5
        drawn = np.array([[cell == "1" for cell in row] for row in one["pixels"]])
        assert (drawn & truth).sum() / (drawn | truth).sum() > 0.93  # small: an edge is much of it
        columns = np.flatnonzero(truth.any(0))
        assert one["bbox"][0] == columns[0]
        assert one["licence"].startswith("http://creativecommons.org")
    assert told["specimen-0"]["label"] == "Papilio machaon"
