"""Choices narrow the catalogue, and what cannot be chosen is told."""

from pathlib import Path

import pytest

from cabinet.datasets.choosing import Choice, ChoiceError, chosen, records
from tests.cabinet.datasets.small_collection import made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("collection"))


@pytest.mark.parametrize(
    ("choice", "numbers"),
    [
        (Choice(), [0, 1, 2, 3, 4, 5, 6, 7, 8]),
        (Choice(taxon="sphingidae"), [2, 5, 8]),
        (Choice(taxon="Hyles lineata, Papilio xuthus"), [1, 2, 4, 5, 7, 8]),
        (Choice(dates="1892/1894"), [2, 3, 4]),
        (Choice(dates="1892-06-03"), [2]),
        (Choice(dates="/1890"), [0]),
        (Choice(dates="1897-06/"), [7, 8]),
        (Choice(place="japan"), [1, 3, 5, 7]),
        (Choice(source="NHMUK", taxon="Hyles"), [2, 8]),
    ],
)
def test_a_choice_narrows(folder: Path, choice: Choice, numbers: list[int]) -> None:
    rows = chosen(folder, "", choice)
    assert rows["image"].tolist() == [f"specimen-{number}" for number in numbers]
    assert set(rows["part"]) == {""}


def test_a_subset_gives_images_and_parts(folder: Path) -> None:
    (folder / "data/subsets").mkdir(exist_ok=True)
    (folder / "data/subsets/few.csv").write_text(
        "image,part\nspecimen-1,train\nspecimen-2,test\nspecimen-3,\n"
    )
    rows = chosen(folder, "few", Choice())
    assert dict(zip(rows["image"], rows["part"], strict=True)) == {
        "specimen-1": "train", "specimen-2": "test",
    }  # fmt: skip


def test_rough_dates_must_lie_within() -> None:
    from cabinet.datasets.choosing import _within

    assert _within("1899", "1880", "1900")
    assert not _within("1880", "1880-06", "1900")
    assert not _within("1900", "1880", "1900-06")
    assert _within("1900-06-30", "1880", "1900-06")
    assert not _within("", "", "1900")


def test_nothing_and_no_dates_are_told(folder: Path) -> None:
    with pytest.raises(ChoiceError, match="nothing is chosen"):
        chosen(folder, "", Choice(taxon="Coleoptera"))
    with pytest.raises(ChoiceError, match="'last year' is no span"):
        chosen(folder, "", Choice(dates="last year"))


def test_names_and_records(folder: Path) -> None:
    assert Choice(taxon="Hyles lineata", dates="1880/1900").name == "hyles-lineata-1880-1900"
    assert Choice(reviewed=True).name == "reviewed"
    assert records(folder, {"specimen-2"})["specimen-2"]["genus"] == "Hyles"
