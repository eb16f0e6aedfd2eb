"""Votes of the nearest, by code and on the map, and how sure their share is."""

import numpy as np

from cabinet.networks import likeness

NAMES, SPECIMENS = ["a", "a", "b", "c", "c"], ["1", "1", "2", "3", "4"]


def test_votes_leave_out_other_views_of_the_same_specimen() -> None:
    codes = likeness.unit(np.array([[1, 0], [1, 0.01], [1, 0.1], [0, 1], [0.1, 1.0]]))
    every = np.ones(5, bool)
    right = likeness.named_rightly(codes, NAMES, SPECIMENS, queries=every, neighbours=1)
    assert right.tolist() == [False, False, False, True, True]
    assert likeness.answerable(NAMES, SPECIMENS).tolist() == [False, False, False, True, True]


def test_votes_on_a_map_leave_them_out_too() -> None:
    places = np.array([[0, 0], [0, 0.1], [0.2, 0], [5, 5], [5, 5.2]])
    every = np.ones(5, bool)
    right = likeness.placed_rightly(places, NAMES, SPECIMENS, queries=every, neighbours=1)
    assert right.tolist() == [False, False, False, True, True]


def test_views_of_one_specimen_do_not_make_a_share_surer() -> None:
    right = np.array([True, False] * 20)
    low, high = likeness.interval(right, [str(number) for number in range(40)])
    assert low < 0.5 < high
    twice = likeness.interval(right.repeat(2), [str(number // 2) for number in range(80)])
    assert abs((twice[1] - twice[0]) - (high - low)) < 0.05
