"""Equal classes by leaving specimens out, always the same ones."""

import numpy as np
from numpy.typing import NDArray

from cabinet.datasets.recipe import Balance
from cabinet.datasets.units import Numbers


def kept(
    specimens: Numbers, classes: Numbers, lots: NDArray[np.float64], balance: Balance
) -> NDArray[np.bool_]:
    """Return which photographs stay: all those of the first specimens of each class by lot.

    `specimens` and `classes` are int64 (photographs,), `lots` the lot of each one's specimen. A
    specimen's lot depends on the seed and on its own name alone: specimens that are added later
    push out some of those picked, and never reshuffle the rest.
    """
    if balance.method == "off" or not len(specimens):
        return np.ones(len(specimens), bool)
    one, first = np.unique(specimens, return_index=True)
    order = np.lexsort((lots[first], classes[first]))
    kind = classes[first][order]
    starts = np.flatnonzero(np.r_[True, kind[1:] != kind[:-1]])
    counts = np.diff(np.r_[starts, len(kind)])
    most = int(counts.min()) if balance.method == "smallest" else balance.cap
    place = np.arange(len(kind)) - np.repeat(starts, counts)
    return np.isin(specimens, one[order][place < most])
