"""Figures of the rotation network: angles that eyes set, and what an error is."""

from pathlib import Path

import numpy as np
import pytest

from cabinet.lessons import rotation_figures, schooling
from cabinet.networks import checkpoints
from cabinet.networks.rotations import RotationNetwork

MODELS = Path(__file__).resolve().parents[3] / "trained_models"


def test_eyes_set_angles_of_several_museums() -> None:
    labels = rotation_figures.labels()
    sources = [image.partition("/")[0] for image in labels]
    assert len(labels) >= 300
    assert min(sources.count(name) for name in ("museums", "neonympha", "moths")) > 100
    assert all(-180 < rotation <= 180 for rotation in labels.values())


def test_drawn_specimens_turned_by_known_angles_are_measured() -> None:
    network = checkpoints.load(MODELS / "rotation.safetensors", RotationNetwork)
    answers = rotation_figures.turned(list(schooling.drawn(6, seed=99)), network)
    assert len(answers.errors) == 6 * rotation_figures.TURNS
    assert answers.errors.max() < 15
    named = {figure.name: figure for figure in rotation_figures.of("drawn", answers)}
    assert named["drawn: beyond 15°"].value == 0
    assert named["drawn: mean error"].value == pytest.approx(answers.errors.mean())


def test_an_error_goes_round_the_circle() -> None:
    answers = rotation_figures.Turned(true=[179.0, 0.0], found=[-179.0, 90.0])
    assert np.allclose(answers.errors, [2, 90])
