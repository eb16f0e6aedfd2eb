"""A folder for each class is read by torchvision and Hugging Face's datasets."""

from pathlib import Path

import pytest

from cabinet.datasets import image_folder
from tests.cabinet.datasets.small_collection import detections, read_by


@pytest.fixture
def written(tmp_path: Path) -> Path:
    image_folder.write(tmp_path / "folder", detections(tmp_path), tmp_path / "data/patches")
    return tmp_path / "folder"


def test_round_trip_changes_nothing(written: Path, tmp_path: Path) -> None:
    image_folder.write(tmp_path / "again", image_folder.read(written), tmp_path / "data/patches")
    files = sorted(path.relative_to(written) for path in written.rglob("*.*"))
    assert files == sorted(path.relative_to(tmp_path / "again")
                           for path in (tmp_path / "again").rglob("*.*"))  # fmt: skip
    for path in files:
        assert (written / path).read_bytes() == (tmp_path / "again" / path).read_bytes()


@pytest.mark.parametrize(
    ("label", "folder"),
    [
        ("Papilio machaon", "Papilio machaon"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("...", "specimen"),
        ("a/b\\c:d", "a_b_c_d"),
        ("x" * 300, "x" * 100),
    ],
)
def test_a_class_is_a_safe_folder(label: str, folder: str) -> None:
    assert image_folder.class_folder(label) == folder


def test_torchvision_finds_the_classes(written: Path) -> None:
    told = read_by("torchvision", "torchvision_folder", written / "train")
    assert told["classes"] == ["Hyles lineata", "Papilio machaon"]
    assert told["samples"]["specimen-5"] == "Hyles lineata"
    assert max(told["size"]) <= 256


def test_hugging_faces_datasets_finds_all_that_is_known(written: Path) -> None:
    told = read_by("datasets", "image_folder", written)["rows"]
    assert {split: len(rows) for split, rows in told.items()} == {"train": 6, "validation": 3}
    first = told["validation"][0]
    assert first["label"] == "Papilio xuthus"
    assert "SPECIES_Papilio_xuthus" in first["tags"]
    assert first["scientificName"].startswith("Papilio xuthus")
    assert len(first["box"]) == 4
