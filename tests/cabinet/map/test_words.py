"""Every word of every record is found, with every specimen that has it, and no other."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabinet.map import words

TEXT = st.text("abé Kß9-,'<\u200d", max_size=20)


def records(rows: list[tuple[str, str, str]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["locality", "recordedBy", "catalogNumber"], dtype=object)
    return table.assign(country="", stateProvince="")


@given(st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=12))
def test_the_index_is_what_a_plain_search_finds(rows: list[tuple[str, str, str]]) -> None:
    table, lists = words.index(records(rows))
    found = {
        (term, kind): numbers.tolist()
        for (term, kind), numbers in zip(table[["term", "kind"]].to_numpy(), lists, strict=True)
    }
    expected: dict[tuple[str, str], list[int]] = {}
    for at, (place, collector, catalogue) in enumerate(rows):
        for kind, terms in (
            ("place", words.words(place)),
            ("collector", words.words(collector)),
            ("number", words.number(catalogue)),
        ):
            for term in terms:
                expected.setdefault((term, kind), []).append(at)
    assert found == expected
    assert table["term"].is_monotonic_increasing


def test_words_are_folded_and_numbers_lose_their_zeros() -> None:
    assert words.words("Alto Paraná, Rio (Ñ)") == {"alto": "Alto", "parana": "Paraná", "rio": "Rio"}
    assert words.number("NHMUK010563771") == {"10563771": "NHMUK010563771"}
    assert words.number("K.303129") == {"303129": "K.303129"}
    assert words.number("A-7") == {"a7": "A-7"}
    assert words.number("") == {}


@pytest.mark.parametrize("count", [0, 40, 5000])
def test_blocks_hold_all_words_in_order_and_long_lists_apart(count: int) -> None:
    rows = [(f"common w{n % 97:02} only{n}", "", "") for n in range(count)]
    table, lists = words.index(records(rows))
    first, terms = [], []
    for term, held, long in words.blocks(table, lists):
        first.append(term)
        assert held["terms"][0] == term
        terms += held["terms"]
        apart = dict(long)
        for at, (steps, total) in enumerate(zip(held["numbers"], held["counts"], strict=True)):
            numbers = apart[at] if steps is None else np.cumsum(steps)
            assert len(numbers) == total
            assert (steps is None) == (total > words.LONG)
            wanted = [n for n, row in enumerate(rows) if held["terms"][at] in row[0].split()]
            assert list(numbers) == wanted
        assert sum(held["counts"]) - sum(len(one) for one in apart.values()) < 3 * words.BLOCK
    assert terms == sorted(terms) == table["term"].tolist()
    assert first == sorted(first)
