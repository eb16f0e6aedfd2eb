"""Every id is found in its shard, and hashes are those of the standard."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cabinet.map import identifiers
from tests.cabinet.map.reading import fnv1a


@given(st.lists(st.text(max_size=30), max_size=40))
def test_hashes_are_fnv_1a(keys: list[str]) -> None:
    keys = [key.encode("utf-8", "ignore").decode() for key in keys]
    assert identifiers.fnv1a(np.array(keys, object)).tolist() == [fnv1a(key) for key in keys]


def test_known_hashes() -> None:
    known = np.array(["", "a", "foobar"], object)
    assert identifiers.fnv1a(known).tolist() == [0x811C9DC5, 0xE40C292C, 0xBF9CF968]


def test_every_id_is_in_its_shard_and_an_occurrence_has_all_its_photographs() -> None:
    images = np.array([f"image{n}" for n in range(9000)], object)
    occurrences = np.array([f"urn:{n // 2}" if n % 3 else "" for n in range(9000)], object)
    shards = identifiers.shards(images, occurrences)
    assert len(shards) == 4
    assert all((np.diff(shard[0].astype(np.int64)) >= 0).all() for shard in shards)

    def numbers(key: str) -> list[int]:
        hashes, found = shards[fnv1a(key) % len(shards)]
        return found[hashes == fnv1a(key)].tolist()

    for at in (0, 1, 17, 8999):
        assert at in numbers(f"image{at}")
    assert numbers("urn:2") == [4, 5]
    assert numbers("nobody") == []
