"""Boxes, outlines and turned boxes hold the specimen, to the pixel."""

import cv2
import numpy as np
import pytest

from cabinet.datasets import shapes
from tests.cabinet.datasets.small_collection import SIZE, ellipse


def test_box_area_and_outline_are_the_mask() -> None:
    mask = ellipse(5) > 0.5
    shape = shapes.of_mask(mask)
    rows, columns = np.nonzero(mask)
    left, top, width, height = shape.box
    assert (left, top) == (columns.min(), rows.min())
    assert (left + width, top + height) == (columns.max() + 1, rows.max() + 1)
    assert shape.area == mask.sum()
    assert (shape.height, shape.width) == SIZE
    drawn = np.zeros(SIZE, np.uint8)
    for outline in shape.outlines:
        cv2.fillPoly(drawn, [np.array(outline).reshape(-1, 1, 2)], 1)
    assert (drawn & mask).sum() / (drawn | mask).sum() > 0.97
    assert shapes.read(shape.plain()) == shape


def test_turned_box_stands_as_the_specimen_does() -> None:
    mask = np.zeros((200, 200), np.uint8)
    corners = np.array([(-60, -20), (60, -20), (60, 20), (-60, 20)]) @ np.array(
        [[np.cos(0.5), np.sin(0.5)], [-np.sin(0.5), np.cos(0.5)]]
    )  # a rectangle turned 0.5 radians clockwise
    cv2.fillPoly(mask, [np.rint(corners + 100).astype(np.int32)], 1)
    found = np.array(shapes.of_mask(mask > 0).turned_box(-np.rad2deg(0.5)))
    assert np.abs(found - 100.5 - corners).max() < 2
    sides = np.linalg.norm(np.diff(found, axis=0, append=found[:1]), axis=1)
    assert sides == pytest.approx([121, 41, 121, 41], abs=2)
    smallest = np.array(shapes.of_mask(mask > 0).turned_box(None))
    assert cv2.contourArea(smallest.astype(np.float32)) == pytest.approx(120 * 40, rel=0.05)


def test_nothing_a_speck_and_two_pieces() -> None:
    mask = np.zeros((30, 30), bool)
    assert shapes.of_mask(mask) is None
    mask[4, 5] = True
    speck = shapes.of_mask(mask)
    assert speck.box == (5, 4, 1, 1)
    assert len(speck.outlines[0]) >= 6
    mask[10:20, 10:20] = mask[10:20, 22:28] = True
    assert len(shapes.of_mask(mask).outlines) == 2
