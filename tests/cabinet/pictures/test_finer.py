import cv2
import numpy as np

from cabinet.pictures import finer
from cabinet.pictures.closer import Look


def disc(side: int, x: float, y: float, radius: float) -> np.ndarray:
    """Return logits [side, side] of a disc; places and radius as shares of the side."""
    rows, columns = (np.mgrid[:side, :side] + 0.5) / side
    distance = np.hypot(columns - x, rows - y)
    return np.where(distance < radius, 9.0, -9.0).astype(np.float32)


def test_the_part_holds_the_specimen_and_a_margin_and_stays_in_the_photograph():
    looked = finer.look(disc(100, 0.3, 0.5, 0.1), (400, 400))
    assert looked is not None
    for side, (low, high) in ((looked.rows, (160, 240)), (looked.columns, (80, 160))):
        assert abs(side.start - (low - 8)) <= 4
        assert abs(side.stop - (high + 8)) <= 4
    corner = finer.look(disc(100, 0.02, 0.02, 0.1), (400, 400))
    assert corner is not None
    assert corner.rows.start == corner.columns.start == 0
    assert finer.look(np.full((100, 100), -9, np.float32), (400, 400)) is None


def test_the_second_answer_counts_at_the_edge_and_nowhere_else():
    whole = disc(100, 0.5, 0.5, 0.2)
    looked = finer.look(whole, (1000, 1000))
    assert looked is not None
    side = looked.rows.stop - looked.rows.start
    radius = 0.2 * 1000 / side
    part = disc(500, 0.5, 0.5, radius * 1.02)  # a little larger,
    part[240:260, 240:260] = -9  # with a hole in the middle,
    part[:20, :20] = 9  # and a label in the corner
    merged = finer.merged(whole, part, looked, (1000, 1000))
    wanted = disc(500, 0.5, 0.5, radius * 1.02)
    assert ((merged > 0) != (wanted > 0)).mean() < 0.002
    first = finer.merged(whole, disc(500, 0.5, 0.5, radius), looked, (1000, 1000)) > 0
    assert (first != (wanted > 0)).mean() > 0.01


def test_a_look_knows_its_place_whatever_the_shape_of_the_photograph():
    whole = np.full((50, 100), -9, np.float32)
    whole[5:25, 40:80] = 9
    looked = finer.look(whole, (200, 400))
    assert looked is not None
    part = np.full((100, 200), -9, np.float32)
    merged = finer.merged(whole, part, Look(slice(0, 200), slice(0, 400), 0.0, 0), (200, 400)) > 0
    inside = np.zeros((100, 200), bool)
    inside[10:50, 80:160] = True
    assert not merged[~inside].any()
    assert merged[22:38, 92:148].all(), "far from the edge the first answer holds"
    assert not merged[inside].all(), "near it the second does"


def test_lines_that_begin_at_the_specimen_are_followed_where_they_are_faint() -> None:
    logits = np.full((200, 200), -6.0, np.float32)
    cv2.circle(logits, (100, 140), 40, 6.0, -1)
    cv2.line(logits, (100, 102), (160, 30), -1.0, 2)
    cv2.line(logits, (100, 102), (115, 84), 1.0, 2)  # seen at its root
    cv2.line(logits, (90, 102), (40, 30), -1.0, 2)  # nowhere more than faint
    cv2.line(logits, (10, 100), (40, 180), 2.0, 2)  # begins elsewhere
    cv2.rectangle(logits, (140, 130), (195, 150), 3.0, -1)  # a label that touches it
    near = cv2.dilate((logits > 5).astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    lines = finer.hanging(logits, near)
    assert lines[32:100, 110:165].sum() > 80
    assert lines[30:34, 155:163].any(), "to its tip"
    assert not lines[25:90, 30:80].any()
    assert not lines[110:180, 5:45].any()
    assert not lines[135:146, 150:190].any()
