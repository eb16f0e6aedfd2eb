"""Boxes from the locator's answer, and which of them counts."""

import numpy as np
import pytest

from cabinet.pictures import located
from cabinet.pictures.located import Box


def answer(*boxes: tuple[float, int, int, float]) -> np.ndarray:
    """Return an answer with boxes: logit, place across and down, half a side in places."""
    found = np.full((5, 24, 32), -6.0, np.float32)
    found[1:] = 0
    for logit, x, y, half in boxes:
        found[0, y, x] = logit
        found[1:, y, x] = np.log(half)
    return found


def test_a_middle_and_its_reaches_are_a_box() -> None:
    (box,) = located.told(answer((3.0, 10, 6, 2.5)))
    assert box.chance == pytest.approx(0.953, abs=1e-3)
    assert box[1:] == pytest.approx((8 / 32, 4 / 24, 13 / 32, 9 / 24), abs=1e-6)


def test_what_lies_over_a_surer_box_or_is_faint_is_none() -> None:
    told = located.told(
        answer((3.0, 10, 6, 3.5), (2.0, 12, 6, 3.5), (1.0, 25, 15, 2), (-3, 5, 5, 1))
    )
    assert [round(box.chance, 2) for box in told] == [0.95, 0.73]


def test_a_box_stays_in_the_photograph() -> None:
    (box,) = located.told(answer((3.0, 1, 23, 4)))
    assert (box.left, box.bottom) == (0, 1)
    assert located.overlap(box, box) == pytest.approx(1)
    assert located.overlap(box, Box(1, 0.5, 0, 0.7, 0.1)) == 0


def test_the_largest_of_the_surest_comes_first_and_of_several_alike_the_upper() -> None:
    large, upper = Box(0.7, 0.5, 0.5, 0.6, 0.6), Box(0.65, 0.1, 0.1, 0.19, 0.2)
    tiny, label = Box(0.9, 0.8, 0.0, 0.83, 0.03), Box(0.4, 0.2, 0.2, 0.8, 0.8)
    assert located.ranked([tiny, large, upper, label]) == [upper, tiny]
    assert located.ranked([tiny, large, label]) == [large, tiny]
    assert located.ranked([label, tiny]) == [tiny, label]


def test_what_is_not_sure_is_not_worth_a_look() -> None:
    assert located.ranked([Box(0.2, 0.5, 0.5, 0.6, 0.6)]) == []
    assert located.ranked([]) == []
