"""Ids lose what they share, and nothing else."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cabinet.map import shapes
from tests.cabinet.map.reading import spelled

UUIDS = [f"{n * 2654435761 % 2**32:08x}-49bb-{n * 7919 % 65536:04x}" for n in range(50)]


def test_what_all_share_is_said_once() -> None:
    assert shapes.shaped(["No. 001234", "No. 005678"] * 9) == {
        "shape": "No. 00????",
        "digits": "12345678" * 9,
    }


def test_what_has_no_shape_is_left_alone() -> None:
    for values in (["abcdef12", "abc"], ["a?1234", "a?5678"], [None, None], ["g123", "h456"]):
        assert shapes.shaped(values * 9) is None
    assert shapes.shaped(["A-10", "A-27"] * 9) is None, "too few digits to be ids"
    assert shapes.shaped(["1", "2"]) is None, "it would be longer"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*UUIDS, "00000000-49bb-0000"]), min_size=1, max_size=40))
def test_texts_come_back(values: list[str]) -> None:
    packed = shapes.shaped(values)
    assert packed is None or spelled(**packed) == values
