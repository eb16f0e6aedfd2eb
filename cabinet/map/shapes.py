"""Ids of one shape, such as UUIDs, without what they all share: half the bytes of plain texts."""

from collections.abc import Sequence
from typing import Any

DIGITS = frozenset("0123456789abcdef")
MARK = "?"  # stands for a digit in a shape
FEWEST = 4  # digits that differ: fewer are no id


def shaped(values: Sequence[Any]) -> dict[str, str] | None:
    """Return texts as their common shape, and the digits that differ, one text after another.

    "A-10", "A-27" are {"shape": "A-??", "digits": "1027"}. None if the texts have no shape in
    common, or if that would not be shorter.
    """
    first = values[0]
    if not isinstance(first, str) or MARK in first:
        return None
    if any(not isinstance(value, str) or len(value) != len(first) for value in values):
        return None
    letters = [set(column) for column in zip(*values, strict=True)]
    places = [at for at, found in enumerate(letters) if len(found) > 1]
    if len(places) < FEWEST or not all(letters[at] <= DIGITS for at in places):
        return None
    shape = "".join(MARK if len(found) > 1 else first[at] for at, found in enumerate(letters))
    digits = "".join(value[at] for value in values for at in places)
    plain = sum(len(value) + len('"",') for value in values)
    packed = {"shape": shape, "digits": digits}
    return packed if len(str(packed)) < plain else None
