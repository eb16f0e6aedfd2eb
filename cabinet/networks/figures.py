"""Figures of merit: a value, its 95 % interval, and what it was measured on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

DRAWS = 500  # how often what was measured is drawn anew
MARKS = "<!-- figures: written by evaluate.py -->", "<!-- /figures -->"

Values = NDArray[np.floating] | NDArray[np.bool_]
Statistic = Callable[[NDArray[np.int64]], float]


@dataclass(frozen=True)
class Figure:
    """A measured figure with its 95 % interval (specimens drawn anew) and how many were asked."""

    name: str
    value: float
    low: float
    high: float
    count: int
    unit: str = "%"

    def __str__(self) -> str:
        """Return the figure as a line of a table."""
        digits = 3 if self.unit == "" else 1 if self.unit == "%" else 2
        value, low, high = (f"{part:.{digits}f}" for part in (self.value, self.low, self.high))
        span = f"{low} to {high}" if self.low < self.high else ""
        return f"{self.name:72}{value:>7} {self.unit:3} {span:16} n = {self.count:,}"


def drawn_anew(
    name: str, statistic: Statistic, specimens: Sequence[str], unit: str = "%", *, seed: int = 0
) -> Figure:
    """Return a statistic of rows with its interval: specimens, not their rows, are drawn anew.

    `statistic` takes row numbers, some of them repeatedly; where it knows no answer, it says NaN.
    """
    _, number = np.unique(np.asarray(specimens), return_inverse=True)
    rows = [np.flatnonzero(number == one) for one in range(number.max() + 1)]
    random = np.random.default_rng(seed)
    found = []
    for _ in range(DRAWS):
        chosen = random.integers(0, len(rows), len(rows))
        found.append(statistic(np.concatenate([rows[one] for one in chosen])))
    low, high = np.nanpercentile(found, [2.5, 97.5])
    value = statistic(np.arange(len(number)))
    return Figure(name, float(value), float(low), float(high), len(number), unit)


def mean(name: str, values: Values, specimens: Sequence[str], unit: str = "%") -> Figure:
    """Return the mean of values; of true and false, in percent, what part is true."""
    numbers = np.asarray(values, np.float64) * (100 if np.asarray(values).dtype == bool else 1)
    return drawn_anew(name, lambda rows: float(numbers[rows].mean()), specimens, unit)


def percentile(
    name: str, values: Values, at: float, specimens: Sequence[str], unit: str = ""
) -> Figure:
    """Return a percentile of values."""
    numbers = np.asarray(values, np.float64)
    return drawn_anew(name, lambda rows: float(np.percentile(numbers[rows], at)), specimens, unit)


def table(figures: Sequence[Figure]) -> str:
    """Return figures as lines of a table."""
    return "\n".join(str(figure) for figure in figures)


def into_card(card: Path, lines: str) -> bool:
    """Write a table between the marks of a model card; return whether it has such a place."""
    begin, end = MARKS
    text = card.read_text(encoding="utf-8") if card.is_file() else ""
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        return False
    card.write_text(f"{before}{begin}\n\n```\n{lines}\n```\n\n{end}{after}", encoding="utf-8")
    return True
