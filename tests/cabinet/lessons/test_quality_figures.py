"""Figures of the quality network: calibration, and what is looked at first."""

import numpy as np
import pytest

from cabinet.lessons import quality_figures
from cabinet.lessons.graded import Graded


def answers(chances: np.ndarray, true: list[int]) -> quality_figures.Answers:
    rows = [Graded(f"museums/{n}", "cabinet", "good", 40.0) for n in range(len(true))]
    return quality_figures.Answers(rows, [], chances, np.array(true))


def test_who_is_as_sure_as_right_has_no_calibration_error() -> None:
    chances = np.tile([0.1, 0.1, 0.8], (10, 1))
    right = np.array([2] * 8 + [0, 1])
    assert quality_figures.calibration_error(chances, right) == pytest.approx(0, abs=1e-9)
    wrong = np.zeros(10, int)
    assert quality_figures.calibration_error(chances, wrong) == pytest.approx(0.8)


def test_all_figures_are_measured_and_the_worst_come_first() -> None:
    chances = np.array([[0.9, 0.1, 0.0], [0.2, 0.6, 0.2], [0.9, 0.05, 0.05], [0.0, 0.1, 0.9]])
    found = answers(chances, [0, 1, 2, 2])
    assert found.wrong[0] == 2
    named = {figure.name: figure.value for figure in quality_figures.measured(found)}
    assert named["balanced accuracy, 3 grades"] == pytest.approx(100 * (1 + 1 + 0.5) / 3)
    assert named["accuracy"] == pytest.approx(75)
    assert named["good ones called good"] == pytest.approx(50)
