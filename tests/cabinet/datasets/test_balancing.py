"""Balancing picks the same specimens for the same seed, whatever is added."""

import numpy as np

from cabinet.datasets import balancing, units
from cabinet.datasets.recipe import Balance


def lots(count: int, seed: int = 1) -> np.ndarray:
    return units.lots([f"specimen {one}" for one in range(count)], seed, "balance")


def test_smallest_and_cap_count_specimens_not_photographs() -> None:
    specimens = np.array([0, 0, 1, 1, 2, 3, 4, 4])
    kinds = np.array([0, 0, 0, 0, 0, 1, 1, 1])
    for balance in (Balance(method="smallest"), Balance(method="cap", cap=2)):
        kept = balancing.kept(specimens, kinds, lots(5)[specimens], balance)
        for kind in (0, 1):
            assert len(set(specimens[kept & (kinds == kind)])) == 2
        for one in range(5):
            assert len(set(kept[specimens == one])) == 1
    assert balancing.kept(specimens, kinds, lots(5)[specimens], Balance()).all()


def test_added_specimens_push_out_few_and_reshuffle_none() -> None:
    specimens, kinds = np.arange(2000), np.zeros(2000, np.int64)
    cap = Balance(method="cap", cap=100)
    before = set(np.flatnonzero(balancing.kept(specimens[:1900], kinds[:1900], lots(1900), cap)))
    after = set(np.flatnonzero(balancing.kept(specimens, kinds, lots(2000), cap)))
    assert len(before & after) >= 85
    assert all(one >= 1900 for one in after - before)
    other = set(np.flatnonzero(balancing.kept(specimens, kinds, lots(2000, seed=2), cap)))
    assert len(after & other) < 20
