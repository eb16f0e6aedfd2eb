import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from cabinet.map import arrays, detail, geometry, layout


def a_map(count, seed=0):
    random = np.random.default_rng(seed)
    embedding = random.normal(size=(count, 2)) + random.integers(3, size=(count, 1)) * 4
    codes = random.normal(size=(count, 128)).astype("f4")
    depth = geometry.depth_for(count)
    placed = layout.spread(embedding, depth)
    first, full = detail.levels_of_detail(placed, codes, depth)
    table = np.zeros(count, arrays.LAYOUT)
    table["first_zoom"], table["full_zoom"] = first, full
    return table, placed, codes, depth


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 500), st.integers(0, 1000))
def test_at_no_zoom_do_two_overlap_and_all_are_shown_at_the_deepest(count, seed):
    table, placed, _, depth = a_map(count, seed)
    assert (table["first_zoom"] <= table["full_zoom"]).all()
    assert (table["full_zoom"] >= geometry.MIN_FULL_ZOOM).all()
    assert (table["full_zoom"] <= depth).all()
    for zoom in range(depth + 1):
        assert detail.visible_overlaps(table, placed, zoom, depth) == 0


def test_what_is_visible_stays_visible_and_never_grows_in_the_world():
    table, _, _, depth = a_map(500)
    for zoom in range(depth):
        seen = table[table["first_zoom"] <= zoom]
        wide = geometry.side(zoom, seen["full_zoom"], depth)
        deeper = geometry.side(zoom + 1, seen["full_zoom"], depth)
        assert (deeper <= wide).all()
        assert (geometry.drawn_size(zoom, seen["full_zoom"]) >= 8).all()
        assert (geometry.drawn_size(zoom, seen["full_zoom"]) <= geometry.SPECIMEN).all()


def test_whoever_has_room_at_a_zoom_is_drawn_there():
    table, placed, _, depth = a_map(300)
    world = geometry.width(depth)
    for zoom in range(depth):
        seen = np.flatnonzero(table["first_zoom"] <= zoom)
        sides = geometry.side(zoom, table["full_zoom"][seen], depth)
        smallest = min(zoom + geometry.LEVELS - 1, depth)
        side = geometry.SPECIMEN << (depth - smallest)
        for row in np.flatnonzero(table["first_zoom"] > zoom):
            inside = (placed[row] >= side // 2).all() and (placed[row] <= world - side // 2).all()
            gap = np.abs(placed[seen] - placed[row]).max(1) * 2
            assert (gap < sides + side).any() or not inside


def test_the_most_typical_of_a_neighbourhood_comes_first():
    placed = np.array([[64, 64], [192, 64], [64, 192], [192, 192], [1500, 1500]])
    codes = np.array([[9.0], [1.0], [0.0], [2.0], [5.0]], "f4")  # the mean of the four is 3
    order = detail.typical_first(placed, codes, 256).tolist()
    assert order[0] == 3
    assert order[1] == 4  # the first of the other neighbourhood before the second of this
    assert order[-1] == 0


def test_the_result_is_the_same_each_time():
    assert np.array_equal(a_map(200)[0], a_map(200)[0])
