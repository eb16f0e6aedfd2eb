import numpy as np
import pytest

from cabinet.map import embedding, neighbours, unfolding


@pytest.fixture(scope="module")
def crowded():
    """Return places of 1,500 codes, of which those of a kind lie together, and their pulls."""
    random = np.random.default_rng(0)
    kinds = np.arange(1500) % 30
    codes = (random.normal(size=(30, 16)) * 4)[kinds] + random.normal(size=(1500, 16))
    pulls = embedding.attraction(*neighbours.nearest(codes.astype("f4"), 15))
    places = random.normal(size=(30, 2))[kinds] + random.normal(size=(1500, 2)) * 0.05
    return places, pulls


def test_places_are_stretched_to_where_the_divergence_is_nearly_least(crowded):
    places, pulls = crowded
    found = unfolding.unfolded(places, pulls, 2)
    factor = found[0, 0] / places[0, 0]
    assert factor > 4
    assert np.allclose(found, places * factor), "all alike"
    least = min(unfolding.divergence(places * 1.3**power, pulls, 2) for power in range(24))
    assert unfolding.divergence(found, pulls, 2) < least + 0.04 * abs(least)
    assert np.array_equal(unfolding.unfolded(found, pulls, 2), found), "and no further"


def test_nothing_lies_further_apart_than_can_be_computed(crowded, monkeypatch):
    places, pulls = crowded
    monkeypatch.setattr(unfolding, "WIDEST", 2.01 * np.ptp(places, axis=0).max())
    found = unfolding.unfolded(places, pulls, 1)
    assert np.allclose(found, places * 2, rtol=1e-6)


def test_places_that_lie_wide_enough_stay(crowded):
    places, pulls = crowded
    wide = places * 1000
    assert np.array_equal(unfolding.unfolded(wide, pulls, 1), wide)
