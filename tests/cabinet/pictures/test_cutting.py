"""A person's mask is cut out as it was painted: all pieces, all holes, with clean soft edges."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from cabinet.outcomes import Rejected
from cabinet.pictures import cutting, given_masks


def photograph(mask: np.ndarray, scale: int = 4) -> np.ndarray:
    """Return a photograph in which a brown specimen lies where the mask is."""
    size = (mask.shape[1] * scale, mask.shape[0] * scale)
    alpha = cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_LINEAR) > 0.5
    return np.where(alpha[:, :, None], [120, 70, 30], 215).astype(np.uint8)


def ellipses(*found: tuple[int, int, int, int]) -> np.ndarray:
    mask = np.zeros((150, 200), np.uint8)
    for x, y, across, down in found:
        cv2.ellipse(mask, (x, y), (across, down), 0, 0, 360, 1, -1)
    return mask > 0


def cut(mask: np.ndarray, picture: np.ndarray) -> tuple[np.ndarray, dict]:
    square, note = cutting.by_hand(picture, mask, "0123456789abcdef")
    told = json.loads(note)
    x, y, width, height = told["box"]
    place = np.zeros(picture.shape[:2], np.uint8)
    side = len(square)
    top, left = (side - height) // 2, (side - width) // 2
    place[y : y + height, x : x + width] = square[top : top + height, left : left + width, 3]
    return place, told


def test_all_pieces_count_and_holes_stay() -> None:
    mask = ellipses((60, 70, 40, 30), (160, 40, 12, 12), (160, 120, 2, 2))
    mask[60:75, 55:70] = False
    mask[140, 20] = True
    alpha, told = cut(mask, photograph(mask))
    wanted = cv2.resize(mask.astype(np.uint8), alpha.shape[::-1], interpolation=cv2.INTER_NEAREST)
    agree = ((alpha > 127) & (wanted > 0)).sum() / ((alpha > 127) | (wanted > 0)).sum()
    assert agree > 0.97
    assert alpha[135 // 2 * 4, 62 * 4] == 0, "the hole is a hole"
    assert alpha[560:564, 80:84].all(), "one white pixel counts"
    assert told["mask"] == "0123456789abcdef"
    assert told["confidence"] == 1.0
    assert ((alpha > 20) & (alpha < 235)).any(), "the edge is soft"


def test_edges_follow_the_photograph_where_the_mask_is_coarse() -> None:
    fine = ellipses((100, 75, 60, 45))
    picture = photograph(fine)
    coarse = cv2.resize(fine.astype(np.uint8), (50, 38), interpolation=cv2.INTER_AREA) > 0
    alpha, _ = cut(coarse, picture)
    truth = picture[:, :, 0] < 200
    steps = cv2.resize(coarse.astype(np.uint8), truth.shape[::-1], interpolation=0) > 0

    def overlap(one: np.ndarray) -> float:
        return float((one & truth).sum() / (one | truth).sum())

    assert overlap(alpha > 127) > overlap(steps)


def test_a_black_mask_says_that_there_is_no_specimen() -> None:
    mask = np.zeros((20, 20), bool)
    with pytest.raises(Rejected, match=r"no specimen \(mask 0123456789abcdef\)"):
        cutting.by_hand(np.zeros((40, 40, 3), np.uint8), mask, "0123456789abcdef")


def test_a_mask_must_be_the_one_that_the_list_names(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    with pytest.raises(ValueError, match="is not the mask"):
        cutting.opened(path, "0123456789abcdef")
    cv2.imwrite(str(path), np.eye(9, dtype=np.uint8) * 255)
    assert cutting.opened(path, given_masks.digest(path)).sum() == 9
    path.write_bytes(b"no picture")
    with pytest.raises(ValueError, match="no picture"):
        cutting.opened(path, given_masks.digest(path))
