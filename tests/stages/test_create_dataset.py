"""The stage makes datasets, says when nothing is due, takes edits in, and tells what is wrong."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.cabinet.datasets.small_collection import made


def test_made_once_edited_and_taken_in(tmp_path: Path, run_script: Callable) -> None:
    folder = made(tmp_path / "collection", 4)
    command = ("create_dataset.py", "--collection", folder, "--only-taxon", "Papilionidae")
    run = run_script(*command)
    assert run.returncode == 0, run.stderr
    assert "3 patches of 3 photographs are there" in run.stdout
    assert "patches: 100%" in run.stderr
    where = folder / "data/datasets/papilionidae"
    assert len(list(where.glob("detections-????-??-??.csv"))) == 1
    assert "nothing is due" in run_script("create_dataset.py", "--collection", folder).stdout
    shutil.copytree(where, tmp_path / "edited")
    samples = tmp_path / "edited" / "samples.json"
    samples.write_text(samples.read_text().replace('"label": "Papilio machaon"', '"label": "A b"'))
    taken = ("create_dataset.py", "--collection", folder, "--edits-by", "Ada", "--import")
    run = run_script(*taken, tmp_path / "edited")
    assert run.returncode == 0, run.stderr
    assert "2 edits taken in as labels" in run.stdout
    assert "A b" in (where / "samples.json").read_text()
    told = (tmp_path / "edited" / "metadata.json").read_text()
    about = json.loads(told)
    about["info"]["cabinet"]["export"] = "f" * 16
    (tmp_path / "edited" / "metadata.json").write_text(json.dumps(about))
    run = run_script(*taken, tmp_path / "edited")
    assert run.returncode == 2
    assert "it comes from another dataset" in run.stderr
