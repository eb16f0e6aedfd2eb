"""Boxes of people and of masks, and what the locator is to answer for them."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cabinet.lessons import boxed
from cabinet.lessons.scenes import Scene
from cabinet.pictures import given_boxes


def test_peoples_boxes_become_lessons_and_what_they_left_out_shows_nothing(tmp_path: Path) -> None:
    for image in "abcd":
        Image.new("RGB", (1120, 800), "beige").save(tmp_path / f"{image}.jpg")
    boxes = {
        "a": (100, 200, 300, 400),
        "b": given_boxes.EXCLUDED,
        "c": given_boxes.WITHDRAWN,
        "d": (5000, 1, 9, 9),
        "none": (1, 1, 9, 9),
    }
    found = boxed.boxed(tmp_path, boxes)
    assert [one.boxes for _, one in found] == [[(50, 100, 200, 300)], []]
    assert found[0][1].photograph.shape == (400, 560, 3)


def test_masks_have_a_box_for_each_specimen_and_none_for_crumbs() -> None:
    mask = np.zeros((200, 300), np.uint8)
    mask[20:80, 30:120] = 255
    mask[83:86, 40:60] = 255  # a wing tip, close
    mask[120:180, 150:250] = 255
    mask[5:8, 280:284] = 255  # a crumb
    shown = boxed.shown(Scene(np.zeros((200, 300, 3), np.uint8), mask))
    assert sorted(shown.boxes) == [(30, 20, 120, 86), (150, 120, 250, 180)]


def test_the_goal_is_one_in_the_middle_and_reaches_its_sides() -> None:
    middles, reaches = boxed.goal([(40.0, 20.0, 80.0, 60.0)], (96, 128))
    y, x = np.unravel_index(middles[0].argmax(), (24, 32))
    assert (y, x) == (10, 15)
    assert middles[0, y, x] == 1
    assert reaches[:, y, x] == pytest.approx((5.5, 5.5, 4.5, 4.5))
    assert not boxed.goal([], (96, 128))[0].any()


def test_a_varied_sample_keeps_its_box_on_what_is_seen() -> None:
    picture = np.full((96, 128, 3), 200, np.uint8)
    picture[20:40, 70:120] = 10
    for seed in range(8):
        one = boxed.Shown(picture, [(70.0, 20.0, 120.0, 40.0)])
        varied = boxed.varied(one, np.random.default_rng(seed), bool(seed % 2))
        ((left, top, right, bottom),) = varied.boxes
        dark = varied.photograph.mean(2) < 100
        assert dark[int(top) : int(bottom), int(left) : int(right)].all()
        assert dark.sum() == 1000
