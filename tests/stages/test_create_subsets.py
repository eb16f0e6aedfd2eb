"""The stage makes what recipes ask for, anew only when one changed, and says what is wrong."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd

RECIPE = 'seed = 4\nclasses = "genus"\n[balance]\nmethod = "smallest"\n'


def made(folder: Path) -> Path:
    """Write a catalogue of three genera of two museums, and a recipe."""
    (folder / "data/recipes").mkdir(parents=True)
    rows = [
        f"{n},urn:{n},Genus{'ABC'[n % 3]},{('NHMUK', 'YPM')[n % 2]}" for n in range(90)
    ]  # fmt: skip
    text = "image,occurrenceID,genus,institutionCode\n" + "\n".join(rows) + "\n"
    (folder / "data/metadata.csv").write_text(text)
    (folder / "data/recipes/genera.toml").write_text(RECIPE)
    return folder


def test_a_recipe_becomes_a_dataset_and_changes_are_noticed(
    tmp_path: Path, run_script: Callable
) -> None:
    folder = made(tmp_path)
    run = run_script("create_subsets.py", "--collection", folder)
    assert run.returncode == 0, run.stderr
    written = folder / "data/subsets/genera.csv"
    first = written.read_bytes()
    table = pd.read_csv(written, keep_default_na=False)
    train = table[table["part"] == "train"].groupby("class").size()
    assert train.nunique() == 1
    assert {"train", "validation", "test"} <= set(table["part"])
    assert "nothing is due" in run_script("create_subsets.py", "--collection", folder).stdout
    (folder / "data/recipes/genera.toml").write_text(RECIPE.replace("4", "5"))
    assert "1 done" in run_script("create_subsets.py", "--collection", folder).stdout
    assert written.read_bytes() != first
    (folder / "data/recipes/genera.toml").write_text(RECIPE)
    run_script("create_subsets.py", "--collection", folder)
    assert written.read_bytes() == first


def test_a_wrong_recipe_is_told_of_and_leaves_the_old_dataset(
    tmp_path: Path, run_script: Callable
) -> None:
    folder = made(tmp_path)
    run_script("create_subsets.py", "--collection", folder)
    before = (folder / "data/subsets/genera.csv").read_bytes()
    (folder / "data/recipes/genera.toml").write_text("smallest_class = 40\n" + RECIPE)
    run = run_script("create_subsets.py", "--collection", folder)
    assert run.returncode == 1
    assert "'GenusA' with 30" in run.stderr
    assert (folder / "data/subsets/genera.csv").read_bytes() == before


def test_what_people_named_or_left_out_holds(tmp_path: Path, run_script: Callable) -> None:
    folder = made(tmp_path)
    run_script("create_subsets.py", "--collection", folder)
    (folder / "data/labels").mkdir()
    entry = {"save": "s", "user": "Ada", "time": "2026-11-21T10:00:00Z", "previous": None}
    nothing = {"scientificName": "", "tags": [], "error": "", "excluded": False}
    said = [
        entry | {"save": "s0", "image": "0", "value": nothing | {"tags": ["GENUS_GenusB"]}},
        entry | {"save": "s1", "image": "1", "value": nothing | {"excluded": True}},
    ]
    lines = "".join(f"{json.dumps(one)}\n" for one in said)
    (folder / "data/labels/identifications.jsonl").write_text(lines)
    assert "1 done" in run_script("create_subsets.py", "--collection", folder).stdout
    table = pd.read_csv(folder / "data/subsets/genera.csv", index_col="image")
    assert table.loc[0, "class"] == "GenusB"
    assert 1 not in table.index
    steps = json.loads((folder / "data/subsets/genera.json").read_text())["steps"]
    assert {"step": "not left out by people", "before": 90, "after": 89} in steps


def test_the_same_recipe_gives_the_same_bytes_on_every_machine(
    tmp_path: Path, run_script: Callable
) -> None:
    folder = made(tmp_path)
    run_script("create_subsets.py", "--collection", folder)
    written = (folder / "data/subsets/genera.csv").read_bytes()
    assert hashlib.sha256(written).hexdigest()[:16] == "9d073876ff72c06a"  # Python 3.11 to 3.13
