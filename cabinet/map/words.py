"""Words of places, collectors and catalogue numbers, and which specimens have them.

An inverted index in sorted blocks: a viewer that knows the first word of each block asks for one
block to answer what is being typed.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise
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
    """Return all words in order, and the numbers of the specimens that have each, rising.

    Each different text is read once; what grows with the specimens is integers alone.
    """
    found = [
        _pairs(records[column], place, split=number if kind == "number" else words)
        for place, (kind, columns) in enumerate(KINDS.items())
        for column in columns
    ]
    pairs = pd.concat([table for table, _, _ in found], ignore_index=True)
    begins = np.cumsum([0, *(len(table) for table, _, _ in found)])[:-1]
    pair = np.concatenate([at + owner for at, (_, owner, _) in zip(begins, found, strict=True)])
    numbers = np.concatenate([numbers for _, _, numbers in found])
    terms, which = np.unique(pairs["term"].to_numpy(object), return_inverse=True)
    word = which * len(KINDS) + pairs["kind"].to_numpy(np.int64)
    many = max(len(records), 1)
    having = np.unique(word[pair] * many + numbers)
    keys, starts = np.unique(having // many, return_index=True)
    first = pd.Series(pairs["shown"].to_numpy(object)).groupby(word).first()
    table = pd.DataFrame(
        {
            "term": terms[keys // len(KINDS)],
            "kind": np.array(list(KINDS), object)[keys % len(KINDS)],
            "shown": first.loc[keys].to_numpy(object),
        }
    )
    return table, np.split(having % many, starts[1:]) if len(keys) else []


def _pairs(
    column: pd.Series, kind: int, split: Callable[[str], dict[str, str]]
) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """Return a table of the words of all different texts, and who has them.

    The second and the third are of equal length: a row of the table, and the number of a specimen.
    """
    codes, values = pd.factorize(column)
    found = [(at, *pair) for at, value in enumerate(values) for pair in split(value).items()]
    table = pd.DataFrame(found, columns=["value", "term", "shown"]).assign(kind=kind)
    value = table.pop("value").to_numpy(np.int64)
    rows = np.argsort(codes, kind="stable")
    counts = np.bincount(codes, minlength=len(values))
    starts = np.cumsum(counts) - counts
    many = counts[value]
    owner = np.repeat(np.arange(len(table)), many)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(many) - many, many)
    return table, owner, rows[np.repeat(starts[value], many) + within]


def blocks(
    table: Words, lists: list[np.ndarray]
) -> Iterator[tuple[str, dict[str, Any], list[Any]]]:
    """Yield for each block its first term, what it holds, and the long lists with their places.

    A list of numbers is written as the first and then the steps between them; a long one is null.
    """
    sizes = np.array([len(numbers) for numbers in lists], np.int64)
    block = np.cumsum(np.minimum(sizes, LONG) * 3 + 12) // BLOCK
    ends = np.flatnonzero(np.diff(block, append=-1)) + 1
    for begin, end in pairwise([0, *ends.tolist()] if len(sizes) else []):
        rows = range(begin, end)
        some = table.iloc[begin:end]
        steps = [np.diff(lists[row], prepend=0).tolist() for row in rows]
        counts = sizes[begin:end].tolist()
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
