"""Facets: what specimens can be filtered by, and how many have each value."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

FACETS = {  # as the viewer calls them, and the column of the records
    "sex": "sex",
    "country": "country",
    "typeStatus": "typeStatus",
    "source": "institutionCode",
}
FOLDED = ("sex", "typeStatus")  # "Male" and "male" are one value
MOST = 65_535  # different values


def facets(
    records: pd.DataFrame, graded: Mapping[str, str]
) -> tuple[list[dict[str, Any]], dict[str, np.ndarray]]:
    """Return the facets (name, values, counts) and their columns of codes, by name.

    Code 0 is "not stated" (an empty value); then the most frequent value comes first. `graded` is
    the quality of images. A facet that no specimen states is left out.
    """
    texts = {name: records[source] for name, source in FACETS.items()}
    if graded:
        texts["quality"] = records["image"].map(dict(graded)).fillna("")
    listed, codes = [], {}
    for name, column in texts.items():
        values, counts, code = counted(folded(column) if name in FOLDED else column)
        if len(values) > 1:
            listed.append({"name": name, "values": values, "counts": counts})
            codes[name] = code.astype(np.uint8 if len(values) <= 256 else np.uint16)
    return listed, codes


def folded(column: pd.Series) -> pd.Series:
    """Return texts without capitals."""
    return column.str.strip().str.lower()


def counted(column: pd.Series) -> tuple[list[str], list[int], np.ndarray]:
    """Return the different values, how many there are of each, and each row's place among them."""
    found, values = pd.factorize(column)
    counts = np.bincount(found, minlength=len(values))
    stated = [at for at in np.lexsort((values.astype(str), -counts)) if values[at]][: MOST - 1]
    place = np.zeros(len(values), np.int64)
    place[stated] = np.arange(1, len(stated) + 1)
    code = place[found]
    names = ["", *(str(values[at]) for at in stated)]
    return names, np.bincount(code, minlength=len(names)).tolist(), code
