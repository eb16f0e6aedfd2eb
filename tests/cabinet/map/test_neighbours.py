import numpy as np
import pytest

from cabinet.map import neighbours


def codes(count, seed=0):
    random = np.random.default_rng(seed)
    centres = random.normal(size=(40, 16)) * 2
    return (centres[random.integers(40, size=count)] + random.normal(size=(count, 16))).astype("f4")


def test_small_collections_get_the_exact_neighbours():
    points = codes(300)
    found, far = neighbours.nearest(points, 7)
    away = np.linalg.norm(points[:, None] - points[None], axis=2)
    np.fill_diagonal(away, np.inf)
    assert np.allclose(far, np.sort(away, 1)[:, :7], atol=1e-3)
    assert not (found == np.arange(300)[:, None]).any()


def test_equal_codes_are_neighbours_of_each_other_and_never_of_themselves():
    found, far = neighbours.nearest(np.zeros((20, 4), "f4"), 5)
    assert not (found == np.arange(20)[:, None]).any()
    assert (far == 0).all()
    assert all(len(set(row)) == 5 for row in found.tolist())


def test_the_graph_finds_nearly_all_and_the_same_each_time_killed_or_not(monkeypatch, tmp_path):
    points = codes(5_000)
    exact, _ = neighbours.nearest(points, 15)
    monkeypatch.setattr(neighbours, "EXACT_BELOW", 1_000)
    found, _ = neighbours.nearest(points, 15)
    again, _ = neighbours.nearest(points, 15)
    assert neighbours.recall(found, exact) >= neighbours.RECALL
    assert np.array_equal(found, again)
    monkeypatch.setattr(neighbours, "BLOCK", 1_500)
    straight, _ = neighbours.nearest(points, 15, tmp_path / "straight")
    kept = tmp_path / "kept"
    neighbours.graph(points[:3_000], kept)
    gone_on, _ = neighbours.nearest(points, 15, kept)
    assert np.array_equal(gone_on, straight)
    others = codes(5_000, seed=1)
    anew, _ = neighbours.nearest(others, 15, kept)
    assert neighbours.recall(anew, neighbours.nearest(others, 15)[0]) > 0.97
    kept.write_bytes(kept.read_bytes()[:100])
    assert np.array_equal(neighbours.nearest(points, 15, kept)[0], straight)


def test_what_cannot_be_is_refused():
    with pytest.raises(ValueError, match="neighbours"):
        neighbours.nearest(np.zeros((3, 4)), 3)
    with pytest.raises(ValueError, match="finite"):
        neighbours.nearest(np.full((3, 4), np.nan), 1)
