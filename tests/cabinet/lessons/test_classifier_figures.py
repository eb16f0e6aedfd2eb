"""Figures of the classifier, on drawn photographs alone."""

from pathlib import Path

import numpy as np
import pytest

from cabinet.lessons import classifier_figures
from cabinet.pictures.looking import Looking

MODELS = Path(__file__).resolve().parents[3] / "trained_models"


def test_the_shipped_weights_find_drawn_specimens() -> None:
    look = classifier_figures.Look(
        Looking(
            weights=MODELS / "classifier.safetensors",
            working_size=320,
            mirrored=False,
            closer_below=0.4,
            finer=True,
        )
    )
    found, shown = classifier_figures.measured(None, look, count=3)
    assert shown == [], "nothing real was measured"
    named = {figure.name: figure for figure in found}
    assert named["this network, drawn: IoU"].value > 0.9
    assert named["this network, drawn: IoU"].count == 3
    assert not look.rejects(classifier_figures.drawn(1)[0].read()[0])
    assert look.rejects(np.full((300, 400, 3), 220, np.uint8))


def test_a_method_that_finds_the_truth_is_perfect_and_is_pictured() -> None:
    frame = classifier_figures.drawn(1)[0]
    truth = frame.read()[1] > 127
    (one,) = classifier_figures.judged(lambda _: truth, [frame])
    assert (one.overlap, one.outline) == (1.0, 1.0)
    assert one.picture.ndim == 3
    (none,) = classifier_figures.judged(lambda _: np.zeros_like(truth), [frame])
    assert none.overlap == 0


def test_figures_are_told_apart_by_museum() -> None:
    nothing = np.zeros((4, 4, 3), np.uint8)
    found = [
        classifier_figures.Judged("YPMENT1", 0.9, 0.8, nothing),
        classifier_figures.Judged("YPMENT2_d", 0.7, 0.6, nothing),
        classifier_figures.Judged("NHMUK3", 1.0, 1.0, nothing),
        classifier_figures.Judged("elsewhere", 0.0, 0.0, nothing),
    ]
    told = {figure.name: figure.value for figure in classifier_figures.by_museum(found)}
    assert told == {
        "this network, NHMUK: IoU": 1.0,
        "this network, NHMUK: boundary F, 2 px at 512": 1.0,
        "this network, YPM: IoU": pytest.approx(0.8),
        "this network, YPM: boundary F, 2 px at 512": pytest.approx(0.7),
    }
