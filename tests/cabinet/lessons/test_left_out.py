"""Photograph and mask agree: what a mask leaves out of a specimen is painted over."""

import cv2
import numpy as np

from cabinet.lessons import left_out


def scene() -> tuple[np.ndarray, np.ndarray]:
    """Return a specimen with two antennae, a thread above it, and a mask without one of them."""
    random = np.random.default_rng(2)
    ground = random.normal(200, 2, (400, 400, 3)).clip(0, 255).astype(np.uint8)
    mask = np.zeros((400, 400), np.uint8)
    for picture, value in ((ground, (60, 40, 30)), (mask, 255)):
        cv2.ellipse(picture, (200, 260), (130, 80), 0, 0, 360, value, -1)
        cv2.line(picture, (190, 190), (120, 90), value, 2)
    cv2.line(ground, (210, 190), (280, 90), (60, 40, 30), 2)
    cv2.line(ground, (330, 10), (330, 235), (120, 120, 120), 2)
    return ground, mask


def test_the_antenna_that_the_mask_lacks_goes_and_the_one_that_it_has_stays() -> None:
    photograph, mask = scene()
    agreed = left_out.painted_over(photograph, mask)
    there = np.s_[100:170, 225:275]
    assert (photograph[there] < 100).any()
    assert (agreed[there] > 150).all(), "nothing of it is left"
    seen = mask > 127
    assert np.array_equal(agreed[seen], photograph[seen]), "what the mask shows is as it was"


def test_a_thread_is_none_of_the_specimens_and_stays() -> None:
    photograph, mask = scene()
    agreed = left_out.painted_over(photograph, mask)
    assert np.array_equal(agreed[20:160, 320:340], photograph[20:160, 320:340])


def test_a_frame_of_labels_stays_as_it_is() -> None:
    photograph, mask = scene()
    assert np.array_equal(left_out.painted_over(photograph, mask * 0), photograph)
