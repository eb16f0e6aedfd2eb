"""FiftyOne's files are as FiftyOne has them: it opens them, and what is edited there comes back."""

import json
from pathlib import Path

import numpy as np
import pytest

from cabinet.datasets import fiftyone, making, orders, reviews
from cabinet.datasets.edits import Manner
from cabinet.datasets.fiftyone import FormatError
from tests.cabinet.datasets.small_collection import ellipse, made, read_by


def dataset(folder: Path) -> Path:
    """Make the dataset of a small collection."""
    made(folder)
    order = orders.Order(folder)
    where = order.folder / "all"
    making.make(order, "all", where / "samples.json")
    return where


def test_files_are_deterministic_and_point_at_what_is_there(tmp_path: Path) -> None:
    one, two = dataset(tmp_path / "one"), dataset(tmp_path / "two")
    files = sorted(path.relative_to(one) for path in one.rglob("*.*") if path.is_file())
    assert len(files) == 9 * 3 + 4
    for name in files:
        if name.name != "dataset.json":  # tells of times
            assert (one / name).read_bytes() == (two / name).read_bytes(), name
    samples = json.loads((one / "samples.json").read_text())["samples"]
    assert [sample["image"] for sample in samples] == [f"specimen-{n}" for n in range(9)]
    for sample in samples:
        assert (one / sample["filepath"]).is_file()
        assert (one / sample["detections"]["detections"][0]["mask_path"]).is_file()
        assert (one / sample["patch"]).is_file()
    assert len({sample["_id"]["$oid"] for sample in samples}) == 9


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"is no FiftyOne dataset: it has no .*metadata.json"):
        fiftyone.read(tmp_path)
    (tmp_path / "metadata.json").write_text('{"info": {"by": "others"}}')
    (tmp_path / "samples.json").write_text('{"samples": []}')
    with pytest.raises(FormatError, match=r"was not exported by create_dataset.py"):
        fiftyone.read(tmp_path)
    (tmp_path / "samples.json").write_text('{"samples": [')
    with pytest.raises(FormatError, match="no whole FiftyOne dataset"):
        fiftyone.read(tmp_path)


def test_the_real_fiftyone_opens_it_and_its_edits_come_back(tmp_path: Path) -> None:
    where = dataset(tmp_path / "collection")
    told = read_by("fiftyone", "fiftyone_dataset", where, tmp_path / "edited")["samples"]
    assert len(told) == 9
    for number in range(9):
        sample, mask = told[f"specimen-{number}"], ellipse(number) > 0.5
        rows, columns = np.nonzero(mask)
        left, top, width, height = sample["box"]
        assert [left * 200, top * 150] == pytest.approx([columns.min(), rows.min()], abs=1e-3)
        assert sample["mask"] == [[round(height * 150), round(width * 200)], mask.sum()]
        assert sample["size"] == mask.sum()
        assert sample["there"]
        assert sample["corners"] == 4
    assert "ORDER_Lepidoptera" in told["specimen-2"]["tags"]
    assert told["specimen-2"]["label"] == "Hyles lineata"
    order = orders.Order(
        tmp_path / "collection", edited=tmp_path / "edited", manner=Manner(by="Ada")
    )
    making.make(order, "all", where / "samples.json")
    held = reviews.read(tmp_path / "collection")
    said = {n: held.named(f"specimen-{n}") for n in range(9)}
    assert {n for n, one in said.items() if one} == {0, 1, 2, 3, 4}
    assert said[0].value["tags"] == ["worn"]
    assert said[1].value["scientificName"] == "Graphium sarpedon"
    assert said[2].value["scientificName"] == "Hyles gallii"
    assert said[3].value["tags"] == ["nice"]
    assert said[4].value["excluded"]
    assert said[0].user == "Ada"
    after = json.loads((where / "samples.json").read_text())["samples"]
    assert len(after) == 8
    assert (tmp_path / "collection/data/raw/specimen-4.jpg").is_file()
