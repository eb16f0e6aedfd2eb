"""Hard negatives: photographs without the target that a model takes for it."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray


def bands(confidence: NDArray[np.float64], edges: Sequence[float]) -> NDArray[np.float64]:
    """Return the highest band that each confidence reaches; NaN for what reaches none.

    Bands are sets within one another: the set of 0.85 is all whose band is 0.85 or higher.
    """
    place = np.searchsorted(np.asarray(edges), confidence, side="right") - 1
    found = np.asarray(edges, np.float64)[np.maximum(place, 0)]
    return np.where((place >= 0) & ~np.isnan(confidence), found, np.nan)


def within(records: pd.DataFrame, taxa: Sequence[str]) -> NDArray[np.bool_]:
    """Return which records belong to one of these taxa, of any rank, whatever the case."""
    wanted = {taxon.casefold() for taxon in taxa}
    found = np.zeros(len(records), bool)
    for name in ("order", "family", "genus", "species", "scientificName", "higherClassification"):
        values, texts = pd.factorize(records[name])
        hit = [_named(text, wanted) for text in texts]
        found |= np.array([*hit, False])[values]  # -1, a missing text, is the last
    return found


def _named(text: str, wanted: set[str]) -> bool:
    """Whether a name, or one of a list of higher taxa, is wanted."""
    return any(part.strip().casefold() in wanted for part in text.replace("|", ";").split(";"))
