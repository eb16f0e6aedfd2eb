import numpy as np
import pytest

from cabinet.networks import agreement


def square(shift: int = 0) -> np.ndarray:
    mask = np.zeros((60, 60), bool)
    mask[20:40, 20 + shift : 40 + shift] = True
    return mask


def test_overlap_is_one_for_the_same_and_known_for_shifted() -> None:
    assert agreement.overlap(square(), square()) == 1
    assert agreement.overlap(square(), square(10)) == pytest.approx(1 / 3)
    assert agreement.overlap(square(), np.zeros((60, 60), bool)) == 0
    assert agreement.overlap(np.zeros((60, 60), bool), np.zeros((60, 60), bool)) == 1


def test_outline_forgives_what_is_within_the_tolerance() -> None:
    assert agreement.outline(square(), square(), 0) == 1
    assert agreement.outline(square(), square(2), 2) == 1
    assert 0.3 < agreement.outline(square(), square(6), 2) < 0.8
    assert agreement.outline(square(), np.zeros((60, 60), bool), 2) == 0
