"""Frames in which specimens are small: the boxes are those of what is seen."""

import numpy as np

from cabinet.lessons import far_frames

GROUND = np.full((200, 300, 3), 225, np.uint8)
SPECIMEN = np.zeros((60, 90, 4), np.uint8)
SPECIMEN[5:55, 5:85] = (90, 40, 20, 255)


def test_a_specimen_takes_the_share_that_was_asked_and_its_box_is_its_own() -> None:
    for seed in range(12):
        frame = far_frames.frame(np.random.default_rng(seed), (288, 384), GROUND, [SPECIMEN], 0.1)
        ((left, top, right, bottom),) = frame.boxes
        y, x = np.nonzero(frame.mask)
        assert (x.min(), y.min(), x.max() + 1, y.max() + 1) == (left, top, right, bottom)
        assert 0.06 < max(right - left, bottom - top) / 384 < 0.12
        inside = frame.photograph[int(top) : int(bottom), int(left) : int(right)]
        assert inside[frame.mask[int(top) : int(bottom), int(left) : int(right)] > 0].mean() < 120


def test_several_lie_apart_and_without_specimens_there_is_no_box() -> None:
    counts = []
    for seed in range(20):
        frame = far_frames.frame(np.random.default_rng(seed), (288, 384), GROUND, [SPECIMEN])
        counts.append(len(frame.boxes))
        areas = sum((right - left) * (bottom - top) for left, top, right, bottom in frame.boxes)
        assert 0 < (frame.mask > 0).sum() <= areas
    assert max(counts) > 1
    empty = far_frames.frame(np.random.default_rng(1), (288, 384), GROUND, [])
    assert empty.boxes == []
    assert not empty.mask.any()


def test_insects_are_drawn_and_the_same_seed_draws_the_same() -> None:
    one, other = (far_frames.insect(np.random.default_rng(4)) for _ in range(2))
    assert np.array_equal(one, other)
    assert 0.02 < (one[..., 3] > 0).mean() < 0.8
