import json

import cv2
import numpy as np
import pytest

from cabinet.outcomes import Rejected
from cabinet.pictures import cutouts, edges


def logits(
    *ellipses: tuple[int, int, int, int], size: tuple[int, int] = (192, 288), sure: float = 8
):
    """Return an answer of the network: sure inside ellipses (x, y, across, down), not outside."""
    mask = np.zeros(size, np.float32)
    for x, y, across, down in ellipses:
        cv2.ellipse(mask, (x, y), (across, down), 0, 0, 360, 1.0, -1)
    return (cv2.GaussianBlur(mask, (0, 0), 0.8) * 2 - 1) * np.float32(sure)


def photograph(answer: np.ndarray, scale: int = 3, ground: int = 210) -> np.ndarray:
    """Return the photograph to an answer: a brown specimen, sharp, on a plain ground."""
    height, width = answer.shape[0] * scale, answer.shape[1] * scale
    alpha = (cv2.resize(answer, (width, height), interpolation=cv2.INTER_CUBIC) > 0).astype("f4")
    alpha = cv2.GaussianBlur(alpha, (0, 0), 0.7)[:, :, None]
    mixed = np.array([120, 70, 30]) * alpha + ground * (1 - alpha)
    return mixed.round().astype(np.uint8)


def test_cutout_is_square_with_margin_soft_edge_and_the_specimens_size() -> None:
    answer = logits((140, 90, 60, 40))
    square, note = cutouts.cutout(photograph(answer), answer)
    side = square.shape[0]
    assert square.shape == (side, side, 4)
    solid = square[:, :, 3] > 127
    width = int(solid.any(0).sum())
    assert width == pytest.approx(3 * 121, abs=5)
    assert side == pytest.approx(width / 0.92, abs=6)
    rows = np.flatnonzero(solid.any(1))
    assert rows[0] + rows[-1] == pytest.approx(side, abs=6), "in the middle"
    soft = ((square[:, :, 3] > 20) & (square[:, :, 3] < 235)).sum()
    assert soft > 300
    told = json.loads(note)
    assert told["confidence"] > 0.95
    assert told["others"] == 0
    x, y, w, h = told["box"]
    assert (x, y, w, h) == pytest.approx((80 * 3, 50 * 3, 121 * 3, 81 * 3), abs=5)


def test_no_ground_shines_through_at_the_edge() -> None:
    answer = logits((140, 90, 60, 40))
    square, _ = cutouts.cutout(photograph(answer, ground=255), answer)
    edge = (square[:, :, 3] > 40) & (square[:, :, 3] < 250)
    assert np.abs(square[edge][:, :3].astype(int) - (120, 70, 30)).mean() < 12
    assert (square[square[:, :, 3] == 0][:, :3] == 255).all()


def test_a_refined_edge_lies_nearer_to_the_truth() -> None:
    rough = logits((140, 90, 60, 40))
    seen = photograph(rough, scale=4)
    truth = (seen[:, :, 2] < 120).astype(np.float32)
    moved = np.roll(rough, 1, axis=1)
    alpha = 1 / (1 + np.exp(-cv2.resize(moved, truth.shape[::-1]) / 3))
    before = np.abs((alpha > 0.5) - truth).sum()
    after = np.abs((edges.refined(alpha.astype("f4"), seen, 4.0) > 0.5) - truth).sum()
    assert after < 0.7 * before


def test_near_fragments_belong_and_far_specks_do_not() -> None:
    found = cutouts.specimen(
        cutouts.probability(logits((140, 90, 60, 40), (205, 90, 3, 5), (20, 20, 4, 4)))
    )
    assert found.pixels[90, 205]
    assert not found.pixels[20, 20]
    assert found.others == 0


def test_of_two_alike_the_upper_one_is_taken_and_the_other_noted() -> None:
    answer = logits((140, 50, 60, 38), (140, 140, 60, 42))
    square, note = cutouts.cutout(photograph(answer), answer)
    told = json.loads(note)
    assert told["others"] == 1
    assert told["box"][1] < 50
    assert square.shape[0] < 3 * 140


def test_loose_wings_of_one_specimen_stay_together() -> None:
    answer = np.full((192, 288), -8, np.float32)
    for corners in (
        [(130, 80), (20, 20), (110, 20)],
        [(158, 80), (268, 20), (178, 20)],
        [(130, 100), (40, 170), (120, 160)],
        [(158, 100), (248, 170), (168, 160)],
    ):
        cv2.fillPoly(answer, [np.array(corners)], 8.0)
    found = cutouts.specimen(cutouts.probability(answer))
    assert found.pixels[[30, 30, 150, 150], [100, 185, 100, 185]].all()
    assert found.others == 0


def test_specimens_in_a_group_are_not_taken_for_wings() -> None:
    answer = logits((80, 50, 40, 25), (190, 54, 40, 25), (85, 130, 35, 28), (185, 130, 35, 28))
    found = cutouts.specimen(cutouts.probability(answer))
    assert found.pixels[50, 80]
    assert not found.pixels[130, 85]
    assert found.others == 3


def test_small_holes_are_filled_and_large_ones_kept_and_only_the_outline_is_soft() -> None:
    alpha = np.zeros((200, 200), np.float32)
    alpha[20:180, 20:180] = 0.7
    alpha[60:70, 60:70] = 0
    alpha[90:150, 90:150] = 0
    alpha[5:7, 100:102] = 1
    whole = edges.settled(alpha, 2.0)
    assert whole[65, 65] > 0.99
    assert whole[120, 120] < 0.01
    assert whole[6, 101] < 0.3
    assert 0.2 < whole[20, 100] < 0.8


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (logits(), "no specimen found"),
        (logits((30, 30, 3, 3)), "too small"),
        (np.full((192, 288), 9, np.float32), "too large"),
        (logits((140, 90, 60, 40), sure=0.8), "not sure"),
        (logits((140, 96, 120, 400)), "touches"),
    ],
)
def test_absurd_answers_are_rejected_with_a_reason(answer: np.ndarray, reason: str) -> None:
    with pytest.raises(Rejected, match=reason):
        cutouts.cutout(photograph(answer), answer)


def test_specimen_at_the_frames_edge_keeps_all_its_pixels() -> None:
    answer = logits((30, 90, 60, 40))
    square, note = cutouts.cutout(photograph(answer), answer)
    assert json.loads(note)["box"][0] == 0
    assert square[:, :, 3].any()
