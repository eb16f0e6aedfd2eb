import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist

from cabinet.map import geometry, layout


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 90), st.integers(0, 10_000), st.sampled_from([0.0, 0.01, 1.0, 1e6]))
def test_no_two_overlap_and_all_are_inside_whatever_the_embedding(count, seed, spread):
    random = np.random.default_rng(seed)
    embedding = random.normal(size=(count, 2)) * spread + random.integers(2, size=(count, 1)) * 3
    depth = geometry.depth_for(count)
    placed = layout.spread(embedding, depth)
    away = np.abs(placed[:, None] - placed[None]).max(2)[np.triu_indices(count, 1)]
    assert (away >= geometry.SPECIMEN).all()
    assert layout.overlaps(placed, depth) == 0
    half = geometry.SPECIMEN // 2
    assert ((placed >= half) & (placed <= geometry.width(depth) - half)).all()


def test_overlaps_are_counted():
    placed = np.array([[100, 100], [227, 100], [228, 300], [355, 427]], np.int32)
    assert layout.overlaps(placed, 3) == 2


def test_a_full_map_is_filled_and_a_fuller_one_refused():
    assert layout.overlaps(layout.spread(np.zeros((256, 2)), 3), 3) == 0
    with pytest.raises(ValueError, match="do not fit"):
        layout.spread(np.zeros((257, 2)), 3)
    with pytest.raises(ValueError, match="not numbers"):
        layout.spread(np.array([[0.0, np.nan], [1.0, 1.0]]), 3)


def test_the_movement_is_near_the_least_that_there_is():
    embedding = np.random.default_rng(3).uniform(size=(350, 2))
    depth = geometry.depth_for(350)
    wish, placed = layout.wishes(embedding, depth), layout.spread(embedding, depth)
    across = geometry.width(depth) // geometry.SPECIMEN
    cells = (np.indices((across, across)).reshape(2, -1).T + 0.5) * geometry.SPECIMEN
    away = cdist(wish, cells)
    rows, columns = linear_sum_assignment(away)
    assert np.hypot(*(placed - wish).T).mean() <= 1.3 * away[rows, columns].mean()


def test_those_with_room_stay_where_they_wish_and_no_grid_is_seen():
    lattice = np.stack(np.meshgrid(np.arange(40.0), np.arange(10.0)), -1).reshape(-1, 2)
    embedding = lattice + np.random.default_rng(3).uniform(-0.15, 0.15, (400, 2))
    depth = geometry.depth_for(400)
    placed, wish = layout.spread(embedding, depth), layout.wishes(embedding, depth)
    assert (placed == wish).all(1).mean() > 0.9
    assert len(np.unique(placed[:, 0] % geometry.SPECIMEN)) > 60


def test_the_shape_is_kept_and_lies_across_the_world():
    random = np.random.default_rng(0)
    tall = random.normal(size=(200, 2)) * [0.2, 1.0]
    wish = layout.wishes(tall, 5)
    assert np.ptp(wish[:, 0]) > 2 * np.ptp(wish[:, 1])
    assert np.array_equal(layout.spread(tall, 5), layout.spread(tall, 5))
