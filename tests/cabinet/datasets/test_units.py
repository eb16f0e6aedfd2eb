"""What belongs together is found, whatever the order and whatever is added."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from cabinet.datasets import units


def test_a_specimen_is_named_by_the_best_that_its_record_gives() -> None:
    records = pd.DataFrame(
        {
            "occurrenceID": ["urn:1", "", ""],
            "institutionCode": ["A", "A", "A"],
            "catalogNumber": ["7", "7", ""],
            "image": ["x", "y", "z"],
        }
    )
    assert units.specimen_keys(records).tolist() == ["urn:1", "A:7", "z"]


@given(st.integers(1, 30), st.data())
def test_units_are_what_any_chain_of_links_joins(count: int, data: st.DataObject) -> None:
    number = st.integers(0, count - 1)
    pairs = data.draw(st.lists(st.tuples(number, number), max_size=20))
    label = data.draw(st.lists(st.integers(-1, 5), min_size=count, max_size=count))
    found = units.together(count, [np.array(label)], np.array(pairs, np.int64).reshape(-1, 2))
    root = list(range(count))

    def find(one: int) -> int:
        while root[one] != one:
            one = root[one]
        return one

    same = [(i, j) for i in range(count) for j in range(i) if label[i] == label[j] >= 0]
    for one, other in [*pairs, *same]:
        root[max(find(one), find(other))] = min(find(one), find(other))
    assert found.tolist() == [find(one) for one in range(count)]


def test_near_duplicates_are_found_among_many_and_nothing_else_is() -> None:
    random = np.random.default_rng(0)
    codes = random.standard_normal((20_000, 128)).astype(np.float32)
    codes[10_000:10_200] = codes[:200] * 1.7 + random.standard_normal((200, 128)) * 0.03
    found = units.twins(codes, 0.995, seed=1)
    assert len(found) >= 199
    assert np.array_equal(found[:, 1], found[:, 0] + 10_000)
    assert len(units.twins(codes[:1], 0.995, seed=1)) == 0


def test_lots_depend_on_the_name_and_the_seed_alone() -> None:
    names = [f"specimen {n}" for n in range(2000)]
    lots = units.lots(names, 1, "split")
    assert np.array_equal(lots[::-1], units.lots(names[::-1], 1, "split"))
    assert not np.array_equal(lots, units.lots(names, 2, "split"))
    assert not np.array_equal(lots, units.lots(names, 1, "balance"))
    counts = np.histogram(lots, 10, (0, 1))[0]
    assert counts.min() > 150
    assert lots[0] == 0.9643268713436531  # the same on every machine and version
