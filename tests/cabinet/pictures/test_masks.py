import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from cabinet.pictures import masks


def disc(size: tuple[int, int] = (60, 80)) -> np.ndarray:
    mask = np.zeros(size, np.uint8)
    cv2.circle(mask, (40, 30), 15, 255, -1)
    return mask


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("media", "masks", "split_media", "split_masks"):
        (tmp_path / "museum" / name).mkdir(parents=True)
    photograph = cv2.cvtColor(255 - disc(), cv2.COLOR_GRAY2BGR)
    for image in ("A1", "A2", "label", "other"):
        cv2.imwrite(str(tmp_path / "museum/media" / f"{image}.jpg"), photograph)
    for image in ("A1", "A2"):
        cv2.imwrite(str(tmp_path / "museum/masks" / f"{image}.png"), disc())
    (tmp_path / "museum/by_eye.csv").write_text("image,kind\nlabel,label_only\nother,other\n")
    return tmp_path


def test_pairs_are_matched_by_name_and_label_frames_are_empty(folder: Path) -> None:
    found = {pair.image: pair for pair in masks.pairs(folder)}
    assert sorted(found) == ["A1", "A2", "label"]
    assert found["A1"].read()[1].any()
    assert not found["label"].read()[1].any()


def test_reduced_pairs_stay_together(folder: Path) -> None:
    photograph, mask = masks.pairs(folder)[0].read(40)
    assert photograph.shape == (30, 40, 3)
    assert mask.shape == (30, 40)
    assert photograph[mask > 200].mean() < 40


def test_a_mask_of_another_size_is_named(folder: Path) -> None:
    cv2.imwrite(str(folder / "museum/masks/A1.png"), disc((50, 80)))
    with pytest.raises(ValueError, match=r"A1\.png is not of the size"):
        masks.pairs(folder)[0].read()


def test_both_views_of_a_specimen_are_held_out_together() -> None:
    names = [f"YPMENT{number}" for number in range(500)]
    held = [masks.Pair("s", name, Path("x")).held_out for name in names]
    assert 0.1 < np.mean(held) < 0.3
    views = [masks.Pair("s", f"{name}_d", Path("x")).held_out for name in names]
    assert held == views


def test_outlines_of_ours_become_masks(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "outlines.json"
    square = [250, 250, 750, 250, 750, 500, 250, 500]
    table.write_text(json.dumps({"museum/other": [square], "museum/absent": [square]}))
    (pair,) = masks.outlined(folder, table)
    mask = pair.read()[1]
    assert mask[30, 40] == 255
    assert mask[5, 5] == 0
    assert (mask > 0).mean() == pytest.approx(0.5 * 0.25 * 80 * 80 / (60 * 80), rel=0.1)
    assert masks.outlined(folder, tmp_path / "none.json") == []


def test_a_collections_own_masks(folder: Path) -> None:
    found = masks.own(folder / "museum/media", folder / "museum/masks")
    assert [pair.image for pair in found] == ["A1", "A2"]


def test_a_source_is_a_folder_or_a_museums_code() -> None:
    pair = masks.Pair("museums/media", "NHMUK0101_d", Path("x"))
    assert pair.of("museums")
    assert pair.of("NHMUK")
    assert not pair.of("YPM")
    assert not pair.of("media")
    assert not pair.of(""), "no source is everybody's"


def test_a_mask_corrected_by_eye_takes_the_place_of_the_machines(
    folder: Path, tmp_path: Path
) -> None:
    table = tmp_path / "corrected.json"
    square, hole = [0, 0, 500, 0, 500, 500, 0, 500], [100, 100, 300, 100, 300, 300, 100, 300]
    table.write_text(json.dumps({"museum/A1": [square, hole]}))
    given = masks.pairs(folder)
    (pair,) = masks.corrected(given, table)
    assert (pair.image, pair.held_out) == ("A1", given[0].held_out)
    mask = pair.read()[1]
    assert mask[2, 2] == 255
    assert mask[16, 16] == 0, "an outline within another is a hole"
