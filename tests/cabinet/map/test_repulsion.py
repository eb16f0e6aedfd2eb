from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from cabinet.map import repulsion


def pushed(places, threads=2):
    with ThreadPoolExecutor(threads) as pool:
        return repulsion.repulsion(places, pool, threads)


def truly(places):
    """Compare all with all."""
    away = places[:, None] - places[None]
    near = 1 / (1 + (away**2).sum(-1))
    np.fill_diagonal(near, 0)
    return (away * (near**2)[..., None]).sum(1), near.sum()


@pytest.mark.parametrize("across", [1e-4, 0.3, 20.0, 90.0])
def test_pushes_and_their_sum_are_those_of_all_pairs(across):
    places = np.random.default_rng(0).normal(size=(1500, 2)) * [across / 6, across / 9]
    push, total = pushed(places)
    exact, exactly = truly(places)
    assert np.sqrt(((push - exact) ** 2).mean() / (exact**2).mean()) < 0.01
    assert total == pytest.approx(exactly, rel=1e-3)


def test_the_machine_makes_no_difference():
    places = np.random.default_rng(1).normal(size=(3000, 2)) * 15
    one, alone = pushed(places, 1)
    three, together = pushed(places, 3)
    assert one.tobytes() == three.tobytes()
    assert alone == together


def test_points_in_one_place_push_nobody():
    push, total = pushed(np.ones((9, 2)))
    assert np.abs(push).max() < 1e-6
    assert total == pytest.approx(72)
