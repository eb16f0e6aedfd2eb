"""Edits come back whole or not at all, and never over what was changed here since."""

import json
import shutil
from pathlib import Path

import pytest

from cabinet.datasets import making, orders, reviews
from cabinet.datasets.edited_copies import EditError
from cabinet.datasets.edits import Manner, merged
from cabinet.labels.journal import Journal
from cabinet.labels.lines import InUse
from tests.cabinet.datasets.small_collection import made

NOTHING = {"scientificName": "", "tags": [], "error": "", "excluded": False}
BASE = frozenset({"ORDER_Lepidoptera", "SPECIES_a_b", "x"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a collection with its dataset, and a copy of that to be edited."""
    where = made(tmp_path / "collection", 6)
    making.make(orders.Order(where), "all", where / "data/datasets/all/samples.json")
    shutil.copytree(where / "data/datasets/all", tmp_path / "edited")
    return where


def edit(folder: Path, change: dict[str, list[str] | str | None]) -> Path:
    """Change tags (list), the label (text) or remove (None) samples of the copy; return it."""
    path = folder.parent / "edited" / "samples.json"
    told = json.loads(path.read_text())
    kept = []
    for sample in told["samples"]:
        new = change.get(sample["image"], 0)
        if isinstance(new, list):
            sample["tags"] = new
        elif isinstance(new, str):
            sample["detections"]["detections"][0]["label"] = new
        if new is not None:
            kept.append(sample)
    path.write_text(json.dumps({"samples": kept}))
    return path.parent


def label(folder: Path, image: str, **value: object) -> None:
    """Say something here, as the labels server does."""
    journal = Journal(folder / reviews.JOURNAL)
    journal.set(save=f"save-{image}", user="Here", image=image, value=NOTHING | value)
    journal.close()


def take_in(folder: Path, edited: Path, **manner: object) -> dict[str, dict]:
    """Import and return what is said of each image."""
    order = orders.Order(folder, edited=edited, manner=Manner(**{"by": "There"} | manner))
    making.make(order, "all", folder / "data/datasets/all/samples.json")
    held = reviews.read(folder)
    return {f"specimen-{n}": said.value for n in range(6) if (said := held.named(f"specimen-{n}"))}


def refused(folder: Path, edited: Path, sentence: str, **manner: object) -> None:
    """Expect a sentence, and nothing to have changed."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises((ValueError, InUse), match=sentence):
        take_in(folder, edited, **manner)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_edits_on_both_sides_are_kept(folder: Path) -> None:
    label(folder, "specimen-0", tags=["seen"])
    label(folder, "specimen-1", excluded=True)
    tags = ["ORDER_Lepidoptera", "FAMILY_Papilionidae", "GENUS_Papilio",
            "SPECIES_Papilio_machaon", "worn"]  # fmt: skip
    said = take_in(folder, edit(folder, {"specimen-0": tags, "specimen-2": None}))
    assert sorted(said["specimen-0"]["tags"]) == ["seen", "worn"]
    assert said["specimen-1"]["excluded"]
    assert said["specimen-2"]["excluded"]
    assert (folder / "data/raw/specimen-2.jpg").is_file()
    assert not (folder / "data/datasets/all/data/specimen-2.jpg").exists()
    listed = (folder / "data/identifications.csv").read_text().splitlines()
    assert listed[0] == "image,scientificName,tags,error,excluded"
    assert "specimen-2,,,,1" in listed


def test_importing_twice_or_what_was_not_edited_adds_nothing(folder: Path) -> None:
    edited = edit(folder, {"specimen-3": "Graphium sarpedon"})
    take_in(folder, edited)
    before = (folder / reviews.JOURNAL).read_bytes()
    take_in(folder, edited)
    take_in(folder, folder / "data/datasets/all")
    assert (folder / reviews.JOURNAL).read_bytes() == before


def test_an_import_that_was_undone_can_be_taken_in_again(folder: Path) -> None:
    edited = edit(folder, {"specimen-3": "Graphium sarpedon"})
    take_in(folder, edited)
    journal = Journal(folder / reviews.JOURNAL)
    journal.undo(save="save-undo", user="There")
    journal.close()
    assert reviews.read(folder).named("specimen-3") is None
    assert take_in(folder, edited)["specimen-3"]["scientificName"] == "Graphium sarpedon"


def test_two_edits_of_one_record_take_in_nothing(folder: Path) -> None:
    label(folder, "specimen-0", scientificName="Papilio xuthus")
    edited = edit(folder, {"specimen-0": "Graphium sarpedon", "specimen-1": "Hyles gallii"})
    refused(folder, edited, r"1 records were changed both here .*here Papilio.*folder Graphium")
    said = take_in(folder, edited, wins="folder")
    assert said["specimen-0"]["scientificName"] == "Graphium sarpedon"


def test_the_side_here_can_win(folder: Path) -> None:
    label(folder, "specimen-0", scientificName="Papilio xuthus")
    edited = edit(folder, {"specimen-0": "Graphium sarpedon", "specimen-1": "Hyles gallii"})
    said = take_in(folder, edited, wins="here")
    assert said["specimen-0"]["scientificName"] == "Papilio xuthus"
    assert said["specimen-1"]["scientificName"] == "Hyles gallii"


def test_excluded_there_and_edited_here_is_a_conflict(folder: Path) -> None:
    label(folder, "specimen-0", tags=["beautiful"])
    refused(folder, edit(folder, {"specimen-0": None}), "excluded on one side, edited on the other")


def test_a_view_is_not_taken_for_deletions(folder: Path) -> None:
    gone = {f"specimen-{n}": None for n in range(4)}
    edited = edit(folder, gone)
    refused(folder, edited, "4 of 6 records are missing .* only a view")
    said = take_in(folder, edited, deletions=True)
    assert sum(value["excluded"] for value in said.values()) == 4


@pytest.mark.parametrize(
    ("tags", "sentence"),
    [
        (["GENUS_A", "GENUS_B"], "two names of one rank"),
        (["a <b>"], "a tag is up to 80 characters"),
    ],
)
def test_tags_that_cannot_be_take_in_nothing(folder: Path, tags: list[str], sentence: str) -> None:
    refused(folder, edit(folder, {"specimen-0": tags, "specimen-1": ["fine"]}), sentence)


def test_a_record_said_twice_or_never_exported_takes_in_nothing(folder: Path) -> None:
    path = folder.parent / "edited" / "samples.json"
    told = json.loads(path.read_text())
    one = told["samples"][0]
    path.write_text(json.dumps({"samples": [*told["samples"], one]}))
    refused(folder, path.parent, "holds two records of specimen-0")
    path.write_text(json.dumps({"samples": [one | {"image": "../../etc/passwd"}]}))
    refused(folder, path.parent, "which was not exported with it")
    twice = json.loads(json.dumps(one))
    twice["tags"] = ["SPECIES_Hyles_gallii"]
    twice["detections"]["detections"][0]["label"] = "Graphium sarpedon"
    path.write_text(json.dumps({"samples": [twice, *told["samples"][1:]]}))
    refused(folder, path.parent, "specimen-0 was edited twice")


def test_a_folder_of_another_dataset_takes_in_nothing(folder: Path) -> None:
    path = folder.parent / "edited" / "metadata.json"
    about = json.loads(path.read_text())
    about["info"]["cabinet"]["export"] = "0123456789abcdef"
    path.write_text(json.dumps(about))
    refused(folder, path.parent, "comes from another dataset")
    about["info"]["cabinet"]["export"] = "../../../secret"
    path.write_text(json.dumps(about))
    refused(folder, path.parent, "comes from another dataset")


def test_while_a_labels_server_is_at_work_nothing_is_taken_in(folder: Path) -> None:
    edited = edit(folder, {"specimen-1": "Hyles gallii"})
    journal = Journal(folder / reviews.JOURNAL)
    refused(folder, edited, "another labels server is at work")
    journal.close()


def test_an_edited_list_comes_back_too(folder: Path) -> None:
    path = next((folder.parent / "edited").glob("detections-*.csv"))
    lines = path.read_text().splitlines()
    good = [line.replace("SPECIES_Papilio_xuthus", "SPECIES_Papilio_bianor") for line in lines]
    path.write_text("\n".join(good[:-1]) + "\n", encoding="utf-8-sig")
    said = take_in(folder, path)
    assert said["specimen-1"]["scientificName"] == "Papilio bianor"
    assert said["specimen-5"]["excluded"]
    path.write_text("\n".join(good).replace("1892-06-03", "03/06/1892") + "\n")
    refused(folder, path, r"only the column tags can be edited, but eventDate in 1 lines")


def test_both_sides_changes_are_merged_by_what_they_changed() -> None:
    assert merged(BASE, BASE | {"y"}, BASE - {"x"}) == (BASE - {"x"} | {"y"}, "")
    there = BASE - {"SPECIES_a_b"} | {"SPECIES_a_c"}
    here = BASE - {"SPECIES_a_b"} | {"SPECIES_a_d"}
    assert merged(BASE, there, here)[1] == "here a d, in the folder a c"
    assert merged(BASE, there, there | {"z"}) == (there | {"z"}, "")
    assert merged(BASE, BASE | {"error:label"}, BASE | {"error:empty"})[1]


def test_an_unknown_side_is_refused(folder: Path) -> None:
    edited = edit(folder, {"specimen-1": "Hyles gallii"})
    with pytest.raises(EditError, match="folder or here, not 'both'"):
        take_in(folder, edited, wins="both")
