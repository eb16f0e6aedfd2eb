"""Patches are made once, of the mask that holds, and again only when something changed."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from cabinet.datasets import patches
from cabinet.datasets.sources import Source
from tests.cabinet.datasets.small_collection import SIZE, ellipse, made


def test_patch_tells_the_shape_and_is_made_once(tmp_path: Path) -> None:
    source = Source(made(tmp_path, 3))
    found, failed = patches.prepared(source, [f"specimen-{n}" for n in range(3)], workers=1)
    assert not failed
    for number in range(3):
        patch = found[f"specimen-{number}"]
        mask = ellipse(number) > 0.5
        left, top, width, height = patch.shape.box
        cropped = cv2.imread(str(source.mask(f"specimen-{number}")), cv2.IMREAD_GRAYSCALE)
        assert (cropped > 0).tolist() == mask[top : top + height, left : left + width].tolist()
        assert patch.shape.area == mask.sum()
        assert patch.confidence == pytest.approx(0.9 + number / 100)
        assert patch.is_plain
    assert source.patch("specimen-1").stat().st_mtime_ns == source.stamp("specimen-1")[1]
    inode = source.patch("specimen-1").stat().st_ino
    again, _ = patches.prepared(source, ["specimen-1"], workers=1)
    assert again == {"specimen-1": found["specimen-1"]}
    assert source.patch("specimen-1").stat().st_ino == inode


def test_a_mask_by_hand_holds_and_makes_the_patch_due(tmp_path: Path) -> None:
    source = Source(made(tmp_path, 1))
    patches.prepared(source, ["specimen-0"], workers=1)
    (tmp_path / "data/masks").mkdir()
    drawn = np.zeros(SIZE, np.uint8)
    drawn[10:20, 30:70] = 255
    cv2.imwrite(str(tmp_path / "data/masks/specimen-0.png"), drawn)
    patch = patches.prepared(source, ["specimen-0"], workers=1)[0]["specimen-0"]
    assert patch.shape.box == (30, 10, 40, 10)
    assert patch.confidence is None


def test_what_a_killed_run_left_is_swept_away(tmp_path: Path) -> None:
    source = Source(made(tmp_path, 1))
    left = tmp_path / "data/patches" / f".{'0' * 32}.part.png"
    left.parent.mkdir()
    left.write_bytes(b"half")
    patches.prepared(source, ["specimen-0"], workers=1)
    assert not left.exists()


def test_what_cannot_be_a_patch_has_a_reason(tmp_path: Path) -> None:
    folder = made(tmp_path, 4)
    (folder / "data/images_alpha/specimen-0.png").unlink()
    Image.new("RGBA", (50, 50)).save(folder / "data/images_alpha/specimen-1.png")
    (folder / "data/raw/specimen-2.jpg").write_bytes(b"<html>")
    Image.new("RGB", (60, 40)).save(folder / "data/raw/specimen-3.jpg")
    _, failed = patches.prepared(Source(folder), [f"specimen-{n}" for n in range(4)], workers=1)
    assert failed == {
        "specimen-0": "it was not cut out",
        "specimen-1": "its cutout does not tell where in the photograph it lay",
        "specimen-2": "no image: a web page",
        "specimen-3": "its cutout is not of this photograph: make it anew",
    }
    assert not list((folder / "data/patches").glob("*.jpg"))


def test_a_photograph_that_lies_is_known(tmp_path: Path) -> None:
    folder = made(tmp_path, 1)
    path = folder / "data/raw/specimen-0.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = Image.open(path).transpose(Image.Transpose.ROTATE_90)
    turned.save(path, exif=exif, quality=95)
    patch = patches.prepared(Source(folder), ["specimen-0"], workers=1)[0]["specimen-0"]
    assert not patch.is_plain
    assert (patch.shape.height, patch.shape.width) == SIZE
