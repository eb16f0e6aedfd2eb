"""A mask that is not that of its photograph is listed with the reason, and not used."""

import csv
from pathlib import Path

import cv2
import numpy as np
import pytest

from cabinet.lessons import matching
from cabinet.lessons.classifier_figures import drawn
from cabinet.pictures.masks import Pair

Picture = matching.Picture


@pytest.fixture(scope="module")
def frames() -> list[tuple[Picture, Picture]]:
    return [one.read() for one in drawn(4)]


def written(folder: Path, name: str, photograph: Picture, mask: Picture) -> Pair:
    cv2.imwrite(str(folder / f"{name}.jpg"), photograph[..., ::-1])
    cv2.imwrite(str(folder / f"{name}.png"), mask)
    return Pair("museums/media", name, folder / f"{name}.jpg", folder / f"{name}.png")


def test_masks_follow_their_photographs_and_no_others(
    frames: list[tuple[Picture, Picture]],
) -> None:
    for number, (photograph, mask) in enumerate(frames):
        assert matching.trouble(photograph, mask) == ""
        shifted = np.roll(mask, (mask.shape[0] // 12, mask.shape[1] // 12), (0, 1))
        assert "follows nothing" in matching.trouble(photograph, shifted)
        other = cv2.resize(frames[number - 1][1], mask.shape[::-1])
        assert "follows nothing" in matching.trouble(photograph, other)


def test_what_is_no_mask_is_said(frames: list[tuple[Picture, Picture]]) -> None:
    photograph, mask = frames[0]
    assert "covers 100%" in matching.trouble(photograph, np.full_like(mask, 255))
    assert "neither black nor white" in matching.trouble(photograph, photograph[..., 0])
    assert matching.trouble(photograph, np.zeros_like(mask)) == "", "no specimen: for eyes to doubt"


def test_what_does_not_match_is_told_listed_and_not_used(
    frames: list[tuple[Picture, Picture]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photograph, mask = frames[0]
    good = written(tmp_path, "good", photograph, mask)
    small = written(tmp_path, "small", photograph, mask[::2, ::2])
    seen = written(tmp_path, "NHMUK013699245", photograph, mask)
    torn = written(tmp_path, "torn", photograph, mask)
    torn.photograph.write_bytes(b"no picture")
    listed = tmp_path / "list" / "passed_over.csv"
    found = [pair.image for pair, _, _ in matching.matching([good, small, seen, torn], 300, listed)]
    assert found == ["good"]
    with listed.open(newline="") as file:
        reasons = {row["image"]: row["reason"] for row in csv.DictReader(file)}
    assert sorted(reasons) == ["museums/NHMUK013699245", "museums/small", "museums/torn"]
    assert "not of the size" in reasons["museums/small"]
    assert "label" in reasons["museums/NHMUK013699245"]
    assert "cannot be read" in reasons["museums/torn"]
    assert capsys.readouterr().out.count("passed over") == 3
