"""Cutouts become upright thumbnails and sprites, as a person runs the script."""

import csv
import json
import os
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cabinet.lessons import schooling
from cabinet.networks import angles
from cabinet.pictures import sprite_files

TURNS = {"up": 0, "right": 90, "tilted": -33, "over": 180}


@pytest.fixture(scope="module")
def cutouts() -> dict[str, Image.Image]:
    ones = schooling.drawn(len(TURNS), seed=8)
    return {
        name: Image.fromarray(one.cutout).rotate(-turn, Image.Resampling.BICUBIC, expand=True)
        for (name, turn), one in zip(TURNS.items(), ones, strict=True)
    }


@pytest.fixture
def collection(cutouts: dict[str, Image.Image], tmp_path: Path) -> Path:
    folder = tmp_path / "data" / "images_alpha"
    folder.mkdir(parents=True)
    for name, cutout in cutouts.items():
        cutout.save(folder / f"{name}.png")
    return tmp_path


def rows(collection: Path) -> dict[str, tuple[float, float]]:
    with (collection / "data" / "rotations_calculated.csv").open(newline="") as file:
        listed = list(csv.DictReader(file))
    assert len({row["image"] for row in listed}) == len(listed)
    return {row["image"]: (float(row["rotation"]), float(row["confidence"])) for row in listed}


def test_every_cutout_stands_upright_and_is_listed_once(collection: Path, run_script) -> None:
    made = run_script("scale_images.py", "--collection", collection, "--workers", 1)
    assert made.returncode == 0, made.stderr
    found = rows(collection)
    for name, turn in TURNS.items():
        rotation, confidence = found[name]
        assert abs(float(angles.wrapped(rotation + turn))) < 5
        assert 0.5 < confidence <= 1
        with Image.open(collection / "data" / "images_rotated_128" / f"{name}.jpg") as thumbnail:
            assert thumbnail.size == (128, 128)
            assert json.loads(thumbnail.info["comment"])["rotation"] == rotation
            small = np.asarray(thumbnail, int)
        sprite = collection / "data" / "sprites" / f"{name}.jpg"
        assert sprite_files.decoded(sprite.read_bytes()).shape == (256, 256, 4)
        with Image.open(sprite) as on_white:
            half = np.asarray(on_white.resize((128, 128), Image.Resampling.BOX), int)
        assert np.abs(half - small).mean() < 4, "thumbnail and sprite are framed alike"
    again = run_script("scale_images.py", "--collection", collection)
    assert "nothing is due" in again.stdout
    whole = sprite.read_bytes()
    sprite.unlink()  # as in a collection of an earlier version, which kept them as WebP
    assert run_script("scale_images.py", "--collection", collection).returncode == 0
    assert sprite.read_bytes() == whole


def test_a_persons_rotation_holds_and_a_new_one_is_heeded(collection: Path, run_script) -> None:
    labels = collection / "data" / "rotations.csv"
    labels.write_text("up,90\nup,-120.25\n")
    run = ["scale_images.py", "--collection", collection, "--workers", 1, "--limit", 4]
    assert run_script(*run).returncode == 0
    assert rows(collection)["up"] == (-120.25, 1.0)
    labels.write_text("up,90\nup,-120.25\nup,17\n")
    assert "1 done" in run_script(*run).stdout
    assert rows(collection)["up"] == (17.0, 1.0)


def test_a_withdrawn_rotation_is_the_networks_again(collection: Path, run_script) -> None:
    labels, run = (
        collection / "data" / "rotations.csv",
        ["scale_images.py", "--collection", collection, "--workers", 1],
    )
    assert run_script(*run).returncode == 0
    before, thumbnails = rows(collection), collection / "data" / "images_rotated_128"
    assert max(confidence for _, confidence in before.values()) < 1, "only people are certain"
    whole = (thumbnails / "up.jpg").read_bytes()
    labels.write_text("image,rotation\nup,123\nright,90\n../up,3\n")
    assert "2 done" in run_script(*run).stdout
    others = {path: path.stat().st_mtime_ns for path in thumbnails.glob("*.jpg")}
    labels.write_text("image,rotation\nright,90\n")
    assert "1 done" in run_script(*run).stdout
    assert rows(collection)["up"] == before["up"]
    assert (thumbnails / "up.jpg").read_bytes() == whole
    changed = [path.stem for path, then in others.items() if path.stat().st_mtime_ns != then]
    assert changed == ["up"]
    assert "nothing is due" in run_script(*run).stdout


def test_a_new_cutout_by_a_mask_makes_new_pictures_and_a_rejected_one_removes_them(
    collection: Path, run_script
) -> None:
    data, run = collection / "data", ["scale_images.py", "--collection", collection]
    run += ["--workers", 1]
    assert run_script(*run).returncode == 0
    before = {
        path: path.stat().st_mtime_ns
        for path in [*data.glob("sprites/*.jpg"), *data.glob("images_rotated_128/*.jpg")]
    }
    (data / "masks.csv").write_text("image,mask\nup,0123456789abcdef\nright,\n../over,\n")
    assert "nothing is due" in run_script(*run).stdout
    whole = (data / "images_alpha/up.png").read_bytes()
    (data / "images_alpha/up.png").write_bytes(whole)
    os.utime(data / "images_alpha/over.png")  # in no list: nobody asks for its time
    assert "1 done" in run_script(*run).stdout
    changed = {path.stem for path, then in before.items() if path.stat().st_mtime_ns != then}
    assert changed == {"up"}

    (data / "images_alpha/up.png").unlink()
    assert "nothing is due" in run_script(*run).stdout, "a folder was tidied"
    ledger = data / "failures/create_images.csv"
    ledger.parent.mkdir(exist_ok=True)
    ledger.write_text("2026-01-01T00:00:00+0000,up,rejected,a person (mask 0123456789abcdef)\n")
    assert "1 rejected" in run_script(*run).stdout
    assert not list(data.glob("*/up.*"))
    assert "up" not in rows(collection)
    assert "nothing is due" in run_script(*run).stdout

    (data / "images_alpha/up.png").write_bytes(whole)
    then = time.time() + 5
    os.utime(data / "images_alpha/up.png", (then, then))
    assert "1 done" in run_script(*run).stdout
    assert "up" in rows(collection)


def test_bad_cutouts_end_in_the_ledger_and_spoil_no_other(collection: Path, run_script) -> None:
    folder = collection / "data" / "images_alpha"
    whole = (folder / "up.png").read_bytes()
    (folder / "torn.png").write_bytes(whole[: len(whole) // 2])
    (folder / "empty.png").write_bytes(b"")
    (folder / "page.png").write_text("<html>404</html>")
    Image.new("RGBA", (50, 50)).save(folder / "clear.png")
    Image.new("RGB", (50, 50)).save(folder / "opaque.png")
    made = run_script("scale_images.py", "--collection", collection, "--workers", 1)
    assert made.returncode == 1
    with (collection / "data" / "failures" / "scale_images.csv").open(newline="") as file:
        ledger = {row[1]: row[2] for row in csv.reader(file)}
    assert ledger == {
        "torn": "failed",
        "empty": "failed",
        "page": "failed",
        "clear": "rejected",
        "opaque": "rejected",
    }
    thumbnails = sorted((collection / "data" / "images_rotated_128").glob("[!.]*.jpg"))
    assert [path.stem for path in thumbnails] == sorted(TURNS)
