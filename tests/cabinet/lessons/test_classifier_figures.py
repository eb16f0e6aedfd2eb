"""Figures of the classifier, on drawn photographs alone."""

from pathlib import Path

import numpy as np

from cabinet.lessons import classifier_figures
from cabinet.pictures import segmentation

MODELS = Path(__file__).resolve().parents[3] / "trained_models"


def test_the_shipped_weights_find_drawn_specimens() -> None:
    network = segmentation.classifier(MODELS / "classifier.safetensors")
    look = classifier_figures.Look(network, 320, mirrored=False)
    found, shown = classifier_figures.measured(None, look, count=3)
    assert shown == [], "nothing real was measured"
    named = {figure.name: figure for figure in found}
    assert named["this network, drawn: IoU"].value > 0.9
    assert named["this network, drawn: IoU"].count == 3


def test_a_method_that_finds_the_truth_is_perfect_and_is_pictured() -> None:
    frame = classifier_figures.drawn(1)[0]
    truth = frame.read()[1] > 127
    (one,) = classifier_figures.judged(lambda _: truth, [frame])
    assert (one.overlap, one.outline) == (1.0, 1.0)
    assert one.picture.ndim == 3
    (none,) = classifier_figures.judged(lambda _: np.zeros_like(truth), [frame])
    assert none.overlap == 0
