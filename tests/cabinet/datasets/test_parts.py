"""Parts keep units whole, follow the shares, and do not move when more is added."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cabinet.datasets import parts, units
from cabinet.datasets.recipe import Splits


def drawn(count: int, kinds: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    unit = np.repeat(np.arange(count), 2)  # each specimen twice: from above and from below
    lots = units.lots([f"s{one}" for one in range(count)], 5, "split")[unit]
    return unit, unit % kinds, lots


def test_shares_are_kept_and_units_stay_whole() -> None:
    unit, kind, lots = drawn(3000, 4)
    part = parts.assigned(unit, kind, lots, Splits(validation=0.15, test=0.1))
    assert (part[::2] == part[1::2]).all()
    for name, share in ((parts.VALIDATION, 0.15), (parts.TEST, 0.1), (parts.TRAIN, 0.75)):
        assert abs((part == name).mean() - share) < 0.03


def test_what_is_added_moves_nothing_in_classes_that_are_large_enough() -> None:
    unit, kind, lots = drawn(3000, 4)
    all_of_them = parts.assigned(unit, kind, lots, Splits())
    first = slice(0, 2000)
    fewer = parts.assigned(unit[first], kind[first], lots[first], Splits())
    assert (fewer == all_of_them[first]).all()


@given(st.lists(st.integers(0, 6), min_size=1, max_size=40), st.integers(0, 99))
def test_every_class_can_be_learnt_and_one_of_three_units_judged(
    kinds: list[int], seed: int
) -> None:
    kind, unit = np.array(kinds), np.arange(len(kinds))
    lots = units.lots([str(one) for one in unit], seed, "split")
    part = parts.assigned(unit, kind, lots, Splits(validation=0.15, test=0.0))
    for one in set(kinds):
        mine = part[kind == one]
        assert parts.TRAIN in mine
        assert len(mine) < 3 or parts.VALIDATION in mine


def test_a_source_held_out_takes_its_twins_elsewhere_out_of_all_parts() -> None:
    part = np.array(["train", "test", "train", "train"], object)
    found = parts.with_held_out(part, np.array([0, 1, 1, 3]), np.array([0, 0, 1, 0], bool))
    assert found.tolist() == ["train", "", "held_out", "train"]
