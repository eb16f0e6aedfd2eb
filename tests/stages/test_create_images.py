import csv
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from tests.cabinet import broken_images


def ledger(collection: Path) -> dict[str, tuple[str, str]]:
    path = collection / "data/failures/create_images.csv"
    with path.open(newline="", encoding="utf-8") as lines:
        return {row[1]: (row[2], row[3]) for row in csv.reader(lines) if len(row) == 4}


def specimen(path: Path, *, seed: int = 0) -> None:
    """Write a drawn specimen's photograph."""
    from cabinet.drawn import photographs, specimens
    from cabinet.drawn.taxonomy import all_species

    random = np.random.default_rng(seed)
    genus, species = all_species()[seed * 7 % len(all_species())]
    drawn = specimens.draw(specimens.Individual(genus, species, seed=seed), 500)
    composed = photographs.compose(random, drawn, size=700)
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), cv2.cvtColor(composed.rgb, cv2.COLOR_RGB2BGR))


def test_sixty_broken_photographs_each_end_in_the_ledger(tmp_path: Path, run_script) -> None:
    names = broken_images.write_all(tmp_path / "data/raw")
    assert len(names) >= 60
    run = run_script("create_images.py", "--collection", tmp_path, "--workers", 1)
    assert "Traceback" not in run.stderr
    made = {path.stem for path in (tmp_path / "data/images_alpha").glob("*.png")}
    told = ledger(tmp_path)
    assert made | set(told) == set(names)
    assert not made & {name for name, (outcome, _) in told.items() if outcome != "done"}
    for name in broken_images.unreadable():
        outcome, reason = told[name]
        assert outcome == ("rejected" if name.startswith("bomb") else "failed"), name
        assert reason
    for name in ("black", "white"):
        assert told[name][0] == "rejected"
    again = run_script("create_images.py", "--collection", tmp_path, "--workers", 1)
    assert "Traceback" not in again.stderr
    assert not list((tmp_path / "data/images_alpha").glob(".*"))


def test_drawn_specimens_are_cut_out_and_made_only_once(tmp_path: Path, run_script) -> None:
    for seed in range(3):
        specimen(tmp_path / f"data/raw/drawn-{seed}.jpg", seed=seed)
    run = run_script("create_images.py", "--collection", tmp_path, "--workers", 1)
    assert run.returncode == 0, run.stderr
    written = sorted((tmp_path / "data/images_alpha").glob("*.png"))
    assert len(written) == 3
    for path in written:
        with Image.open(path) as image:
            picture = np.asarray(image)
            assert "confidence" in image.info["Comment"]
        assert picture.shape[0] == picture.shape[1]
        assert picture.shape[2] == 4
        assert 0.1 < (picture[:, :, 3] > 127).mean() < 0.9
        assert not picture[0, :, 3].any()
    stamps = [path.stat().st_mtime_ns for path in written]
    run_script("create_images.py", "--collection", tmp_path, "--workers", 1)
    assert [path.stat().st_mtime_ns for path in written] == stamps


def test_missing_weights_are_a_sentence(tmp_path: Path, run_script) -> None:
    specimen(tmp_path / "data/raw/a.jpg")
    run = run_script(
        "create_images.py", "--collection", tmp_path, "--trained-models", tmp_path / "none"
    )
    assert run.returncode != 0
    assert "classifier.safetensors" in run.stdout + run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.real
def test_real_museum_photographs(tmp_path: Path, run_script, real_data: Path) -> None:
    specimens = ["NHMUK010408345", "USNMENT00669316", "YPMENT411796", "USNMENT00781291"]
    labels = ["RMNHINS356404", "RMNHINS310545", "USNMENT01978201"]
    raw = tmp_path / "data/raw"
    raw.mkdir(parents=True)
    for name in specimens + labels:
        (raw / f"{name}.jpg").symlink_to(real_data / "museums/media" / f"{name}.jpg")
    run = run_script("create_images.py", "--collection", tmp_path, "--workers", 1)
    assert "Traceback" not in run.stderr
    made = {path.stem for path in (tmp_path / "data/images_alpha").glob("*.png")}
    assert made == set(specimens)
    assert {ledger(tmp_path)[name][0] for name in labels} == {"rejected"}
