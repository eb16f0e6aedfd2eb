"""Thumbnails are graded as a person runs the script: whole ones, halves, and none at all."""

import csv
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cabinet.lessons import clutter, schooling
from cabinet.map import arrays
from cabinet.networks import grades
from cabinet.pictures import framing

ROOT = Path(__file__).resolve().parents[2]
WEIGHTS = ROOT / "trained_models" / "quality.safetensors"


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "data" / "images_rotated_128"
    folder.mkdir(parents=True)
    for number, one in enumerate(schooling.drawn(5, seed=5)):
        picture = framing.upright_picture(framing.lifted(one.cutout), 0, 128)
        Image.fromarray(framing.on_ground(picture)).save(folder / f"{number}.jpg", quality=93)
    picture[:, 40:] = 0
    Image.fromarray(framing.on_ground(picture)).save(folder / "piece.jpg", quality=93)
    label = Image.fromarray(clutter.label(np.random.default_rng(3))).resize((110, 60))
    sheet = Image.new("RGB", (128, 128), "white")
    sheet.paste(label, (9, 34))
    sheet.save(folder / "label.jpg", quality=93)
    (folder / "torn.jpg").write_bytes((folder / "0.jpg").read_bytes()[:200])
    return tmp_path


def rows(path: Path) -> dict[str, tuple[str, float]]:
    with path.open(newline="") as file:
        return {
            row["image"]: (row["quality"], float(row["confidence"])) for row in csv.DictReader(file)
        }


def test_whole_specimens_are_good_and_labels_bad(collection: Path, run_script) -> None:
    made = run_script("grade_images.py", "--collection", collection)
    assert made.returncode == 0, made.stderr
    found = rows(collection / "data" / "quality_calculated.csv")
    assert list(found) == ["0", "1", "2", "3", "4", "label", "piece"], "the torn one has no row"
    assert sum(found[str(number)][0] == "good" for number in range(5)) >= 4
    assert found["label"][0] == "bad"
    assert found["piece"][0] != "good"
    assert all(1 / 3 <= confidence <= 1 for _, confidence in found.values())
    again = run_script("grade_images.py", "--collection", collection)
    assert "nothing is due" in again.stdout


def test_only_what_is_new_or_changed_is_looked_at(collection: Path) -> None:
    folder, kept = collection / "data" / "images_rotated_128", collection / "kept.npy"
    table = collection / "grades.csv"

    def graded(*, anew: bool = False) -> dict[str, tuple[str, float]]:
        grades.write(folder, table, weights=WEIGHTS, kept=kept, anew=anew)
        return rows(table)

    first = graded()
    known = np.array(arrays.load(kept))
    known["confidence"][known["image"] == b"0"] = 0.123
    known["confidence"][known["image"] == b"1"] = 0.123
    arrays.save(kept, known)
    os.utime(folder / "1.jpg", ns=(1, 1))
    (folder / "4.jpg").unlink()
    second = graded()
    assert second["0"][1] == 0.123, "what is known is not computed again"
    assert second["1"] == first["1"], "a changed thumbnail is looked at"
    assert "4" not in second
    assert graded(anew=True)["0"] == first["0"]


def test_a_broken_memory_is_no_hindrance(collection: Path) -> None:
    kept = collection / "kept.npy"
    kept.write_bytes(b"torn")
    table = collection / "grades.csv"
    grades.write(collection / "data/images_rotated_128", table, weights=WEIGHTS, kept=kept)
    assert len(rows(table)) == 7
