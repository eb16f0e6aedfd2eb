"""The outline keeps what is long and thin, and loses what is only noise."""

import cv2
import numpy as np

from cabinet.pictures import edges


def test_a_hair_of_one_pixel_is_kept_and_a_crumb_beside_it_is_not() -> None:
    alpha = np.zeros((200, 200), np.float32)
    cv2.circle(alpha, (100, 120), 50, 1.0, -1)
    cv2.line(alpha, (100, 72), (160, 12), 1.0, 1)
    alpha[20, 20] = 1.0
    settled = edges.settled(alpha, 1.0) > 0.3
    assert settled[40, 132], "an antenna"
    assert settled[14, 158], "as far as it goes"
    assert not settled[10:30, 10:30].any(), "a crumb"


def test_a_ragged_outline_is_smoothed_all_the_same() -> None:
    random = np.random.default_rng(3)
    alpha = np.zeros((200, 200), np.float32)
    alpha[60:140, 60:140] = 1.0
    smooth = edges.settled(alpha, 1.0) > 0.5
    rim = np.zeros_like(smooth)
    rim[59, 66:134:3] = True
    ragged = np.where(rim & (random.random(rim.shape) > 0.2), 1.0, alpha).astype(np.float32)
    assert np.array_equal(edges.settled(ragged, 1.0) > 0.5, smooth)
