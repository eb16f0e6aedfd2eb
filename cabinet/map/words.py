"""Words of places, collectors and catalogue numbers, and which specimens have them.

An inverted index in sorted blocks: a viewer that knows the first word of each block asks for one
block to answer what is being typed.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

KINDS = {  # what a word is, and the columns that it comes from
    "place": ("country", "stateProvince", "locality"),
    "collector": ("recordedBy",),
    "number": ("catalogNumber",),
}
WORD = re.compile(r"[^\W_]+")
DIGITS = re.compile(r"\d{3,}")
SHORTEST = 2  # letters of a word
LONG = 2_000  # specimens: the list of a more frequent word has a file of its own
BLOCK = 24_000  # letters and numbers in a block, about

Words = pd.DataFrame  # term, kind, shown: one row a word; and a list of numbers beside it


def folded(text: str) -> str:
    """Return a text without case and accents."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(one for one in plain if not unicodedata.combining(one)).lower()


def words(text: str) -> dict[str, str]:
    """Return the words of a text: folded, and as written."""
    found = {folded(word): word for word in WORD.findall(text)}
    return {term: word for term, word in found.items() if len(term) >= SHORTEST}


def number(text: str) -> dict[str, str]:
    """Return the number within a catalogue number, without leading zeros, and it as written."""
    digits = DIGITS.findall(text)
    term = digits[-1].lstrip("0") if digits else folded("".join(WORD.findall(text)))
    return {term: text} if term else {}


def index(records: pd.DataFrame) -> tuple[Words, list[np.ndarray]]:
    """Return all words in order, and the numbers of the specimens that have each, rising."""
    parts = [_pairs(records[column], kind) for kind, columns in KINDS.items() for column in columns]
    pairs = pd.concat(parts, ignore_index=True).drop_duplicates(["term", "kind", "number"])
    pairs = pairs.sort_values(["term", "kind", "number"], kind="stable")
    new = (pairs["term"] != pairs["term"].shift()) | (pairs["kind"] != pairs["kind"].shift())
    starts = np.flatnonzero(new.to_numpy())
    lists = np.split(pairs["number"].to_numpy(np.int64), starts[1:]) if len(pairs) else []
    return pairs.loc[new.to_numpy(), ["term", "kind", "shown"]].reset_index(drop=True), lists


def _pairs(column: pd.Series, kind: str) -> pd.DataFrame:
    """Return term, kind, shown and number for each word of each record; values are read once."""
    codes, values = pd.factorize(column)
    split = number if kind == "number" else words
    found = [(at, *pair) for at, value in enumerate(values) for pair in split(value).items()]
    table = pd.DataFrame(found, columns=["value", "term", "shown"])
    rows = pd.DataFrame({"value": codes, "number": np.arange(len(codes))})
    return table.merge(rows, on="value").drop(columns="value").assign(kind=kind)


def blocks(
    table: Words, lists: list[np.ndarray]
) -> Iterator[tuple[str, dict[str, Any], list[Any]]]:
    """Yield for each block its first term, what it holds, and the long lists with their places.

    A list of numbers is written as the first and then the steps between them; a long one is null.
    """
    weight = np.array([min(len(numbers), LONG) for numbers in lists]) * 3 + 12
    block = np.cumsum(weight) // BLOCK if len(lists) else np.empty(0, np.int64)
    for part in np.unique(block):
        rows = np.flatnonzero(block == part)
        some = table.iloc[rows]
        steps = [np.diff(lists[row], prepend=0).tolist() for row in rows]
        counts = [len(lists[row]) for row in rows]
        held = {
            "terms": some["term"].tolist(),
            "shown": some["shown"].tolist(),
            "kind": some["kind"].tolist(),
            "counts": counts,
            "numbers": [
                None if count > LONG else one for one, count in zip(steps, counts, strict=True)
            ],
        }
        long = [(at, lists[row]) for at, row in enumerate(rows) if counts[at] > LONG]
        yield some["term"].iloc[0], held, long
