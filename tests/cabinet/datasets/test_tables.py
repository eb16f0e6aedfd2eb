"""A table in Parquet keeps all that is known of a detection."""

from pathlib import Path

from cabinet.datasets import tables
from tests.cabinet.datasets.small_collection import detections


def test_all_that_is_known_comes_back(tmp_path: Path) -> None:
    found = detections(tmp_path)
    names = [f"{one.image}.jpg" for one in found]
    tables.write(tmp_path / "one.parquet", found, names)
    again, paths = tables.read(tmp_path / "one.parquet")
    assert paths == names
    for one, was in zip(again, found, strict=True):
        assert one.shape == was.shape
        assert (one.tags, one.part, one.quality) == (was.tags, was.part, was.quality)
        assert (one.confidence, one.rotation) == (was.confidence, was.rotation)
        assert one.terms["locality"] == was.terms["locality"]
    tables.write(tmp_path / "two.parquet", again, paths)
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()
