"""A dataset is made once, remembers its choice, and is never written over edits."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cabinet.datasets import choosing, making, orders, reviews
from cabinet.datasets.choosing import Choice
from cabinet.datasets.edited_copies import EditError
from cabinet.datasets.orders import Order
from cabinet.labels.journal import Journal
from tests.cabinet.datasets.small_collection import made

ROOT = Path(__file__).resolve().parents[3]


def make(order: Order, name: str) -> Path:
    """Make a dataset as the runner does; return its folder."""
    path = order.folder / name / "samples.json"
    making.make(order, name, path)
    return path.parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made(tmp_path, 6)


def test_it_holds_until_something_changes(folder: Path) -> None:
    order = Order(folder)
    assert order.names() == ["all"]
    assert not orders.holds(order, "all")
    where = make(order, "all")
    assert orders.holds(order, "all")
    about = json.loads((where / "dataset.json").read_text())
    assert (about["detections"], about["left out"]) == (6, {})
    journal = Journal(folder / reviews.JOURNAL)
    value = {"scientificName": "", "tags": [], "error": "label", "excluded": False}
    journal.set(save="save-0001", user="Ada", image="specimen-1", value=value)
    journal.close()
    assert not orders.holds(order, "all")
    make(order, "all")
    assert json.loads((where / "dataset.json").read_text())["left out"] == {"no specimen: label": 1}
    assert not (where / "data/specimen-1.jpg").exists()
    assert (folder / "data/raw/specimen-1.jpg").is_file()


def test_a_dataset_remembers_its_choice(folder: Path) -> None:
    chosen = Order(folder, Choice(taxon="Hyles"))
    assert chosen.names() == ["hyles"]
    make(chosen, "hyles")
    later = Order(folder)
    assert later.names() == ["hyles"]
    assert orders.holds(later, "hyles")
    assert orders.choice_of(later, "hyles").taxon == "Hyles"
    assert not orders.holds(Order(folder, Choice(taxon="Papilio")), "hyles")


def test_a_subset_is_a_dataset_with_parts(folder: Path) -> None:
    (folder / "data/subsets").mkdir()
    (folder / "data/subsets/few.csv").write_text(
        "image,part\nspecimen-1,train\nspecimen-2,test\nspecimen-3,\n"
    )
    order = Order(folder)
    assert order.names() == ["few"]
    samples = json.loads((make(order, "few") / "samples.json").read_text())["samples"]
    assert [(one["image"], one["part"]) for one in samples] == [
        ("specimen-1", "train"), ("specimen-2", "test"),
    ]  # fmt: skip


def test_edits_are_never_written_over(folder: Path) -> None:
    order = Order(folder)
    where = make(order, "all")
    path = where / "samples.json"
    path.write_text(path.read_text().replace("GENUS_Hyles", "GENUS_Sphinx"))
    before = path.read_bytes()
    assert not orders.holds(order, "all")
    with pytest.raises(EditError, match="was edited since it was exported"):
        make(order, "all")
    assert path.read_bytes() == before
    (where / "dataset.json").unlink()
    with pytest.raises(EditError, match="was edited since it was exported"):
        make(order, "all")
    make(Order(folder, edited=where), "all")
    assert "GENUS_Sphinx" in path.read_text()
    assert orders.holds(order, "all")


def test_an_export_into_the_folder_itself_keeps_the_choice(folder: Path) -> None:
    where = make(Order(folder, Choice(taxon="Hyles"), formats="coco"), "hyles")
    about = (where / "metadata.json").read_text()
    edited = (where / "samples.json").read_text().replace('"GENUS_Hyles"', '"GENUS_Hyles", "worn"')
    shutil.rmtree(where)  # as FiftyOne does when it overwrites
    where.mkdir()
    (where / "metadata.json").write_text(about)
    (where / "samples.json").write_text(edited)
    assert Order(folder).names() == ["hyles"]
    make(Order(folder, edited=where), "hyles")
    told = json.loads((where / "dataset.json").read_text())
    assert (told["choice"]["taxon"], told["detections"], told["reviewed"]) == ("Hyles", 2, 2)
    assert (where / "coco").is_dir()
    shutil.rmtree(where)
    assert orders.choice_of(Order(folder), "hyles") == Choice()  # forgotten with its folder


def test_a_run_killed_before_its_end_is_no_edit(folder: Path) -> None:
    order = Order(folder)
    where = make(order, "all")
    earlier = (where / "samples.json").read_bytes()
    (folder / "data/quality.csv").write_text("image,quality\nspecimen-0,bad\n")
    make(order, "all")
    (where / "samples.json").write_bytes(earlier)  # the last rename did not come about
    assert not orders.holds(order, "all")
    make(order, "all")
    assert orders.holds(order, "all")


def test_a_name_with_a_slash_is_refused(folder: Path) -> None:
    with pytest.raises(choosing.ChoiceError, match="no /"):
        make(Order(folder), "a/b")
    assert not (folder / "data/datasets/a/b/metadata.json").exists()


def test_quality_and_review_choose(folder: Path) -> None:
    (folder / "data/quality.csv").write_text("image,quality\nspecimen-0,good\nspecimen-1,bad\n")
    where = make(Order(folder, Choice(quality="good")), "good")
    assert len(json.loads((where / "samples.json").read_text())["samples"]) == 1
    with pytest.raises(choosing.ChoiceError, match=r"nothing is left of 6 .*not reviewed: 6"):
        make(Order(folder, Choice(reviewed=True)), "reviewed")


def test_looking_after_a_dataset_brings_no_pytorch_along() -> None:
    asked = "import sys, cabinet.datasets.making; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False, cwd=ROOT).returncode == 0
