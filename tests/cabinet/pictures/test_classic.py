"""The classic methods find what is easy."""

import cv2
import numpy as np
import pytest

from cabinet.networks import agreement
from cabinet.pictures import classic


@pytest.mark.parametrize("method", [classic.otsu, classic.grabcut])
def test_a_dark_disc_on_a_light_ground_is_found(method) -> None:
    truth = cv2.circle(np.zeros((300, 400), np.uint8), (200, 150), 90, 1, cv2.FILLED) > 0
    grain = np.random.default_rng(0).normal(0, 3, (300, 400, 1))
    photograph = (np.where(truth[..., None], (90, 50, 30), (225, 220, 210)) + grain).clip(0, 255)
    found = method(photograph.astype(np.uint8))
    assert agreement.overlap(found, truth) > 0.95
