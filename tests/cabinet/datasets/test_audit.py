"""The audit counts anew, sees planted leaks, and writes nothing when there are any."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cabinet.datasets import audit
from cabinet.datasets.subsets import MANIFEST, Subset


def subset(parts: list[str], specimens: list[str]) -> Subset:
    manifest = pd.DataFrame({name: [""] * len(parts) for name in MANIFEST})
    manifest["image"] = [f"i{n}" for n in range(len(parts))]
    manifest["part"], manifest["specimen"], manifest["class"] = parts, specimens, "A"
    return Subset(manifest, [("taxa A", 9, len(parts))], np.empty((0, 2), np.int64))


def test_planted_leaks_are_counted() -> None:
    made = subset(["train", "test", "train", ""], ["s", "s", "t", "t"])
    made.twins = np.array([[0, 1], [1, 2], [2, 3]])
    made.manifest.loc[3, "image"] = "i2"
    assert list(audit.leaks(made).values()) == [1, 1, 2]


def test_a_leak_stops_the_writing(tmp_path: Path) -> None:
    recipe = tmp_path / "a.toml"
    recipe.write_text("seed = 1\n")
    with pytest.raises(RuntimeError, match="specimens in two parts"):
        audit.write(subset(["train", "test"], ["s", "s"]), recipe, tmp_path / "out.csv", "x")
    assert not list(tmp_path.glob("out*")) + list(tmp_path.glob("a.json"))


def test_manifest_audit_and_datasheet_agree(tmp_path: Path) -> None:
    recipe = tmp_path / "a.toml"
    recipe.write_text("seed = 1\n")
    made = subset(["train", "train", "test", ""], ["s", "s", "t", "u"])
    made.manifest.loc[3, "reason"] = "balance"
    audit.write(made, recipe, tmp_path / "a.csv", "inputs")
    told = json.loads((tmp_path / "a.json").read_text())
    assert told["parts"]["train"] == {
        "photographs": 2, "specimens": 1, "classes": 1, "sources": 1
    }  # fmt: skip
    assert told["left out"] == {"balance": 1}
    assert told["classes"] == {"A": {"all": 3, "train": 1, "test": 1}}
    sheet = (tmp_path / "a.md").read_text()
    assert "| train | 2 | 1 | 1 | 1 |" in sheet
    assert "| taxa A | 9 | 4 |" in sheet
    assert told["manifest"] in sheet
    assert audit.holds(tmp_path / "a.csv", "inputs")
    assert not audit.holds(tmp_path / "a.csv", "others")
    assert len(pd.read_csv(tmp_path / "a.csv")) == 4
