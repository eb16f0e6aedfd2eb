"""Tiers of quality, and the share of the low tier that a model is surest of."""

from collections.abc import Collection
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cabinet.datasets.recipe import RecipeError, Tiers

TIER_OF = {"good": "high", "partial": "medium", "bad": "low"}
Chosen = NDArray[np.bool_]


def tiers(images: pd.Series, graded: dict[str, str]) -> NDArray[np.object_]:
    """Return the tier of each photograph; what nobody graded is high if nothing was graded."""
    if not graded:
        return np.full(len(images), "high", object)
    return images.map(graded).map(TIER_OF).fillna("").to_numpy(object)


def scores(path: Path) -> dict[str, float]:
    """Read CSV image,confidence. Raises RecipeError if it is none, or a confidence is no number."""
    table = _table(path, ("image", "confidence"))
    confidence = pd.to_numeric(table["confidence"], errors="coerce")
    wrong = table["image"][~confidence.between(0, 1)]
    if len(wrong):
        raise RecipeError(
            f"{path}: {len(wrong)} confidences are not in 0..1, first {wrong.iloc[0]}"
        )
    return dict(zip(table["image"], confidence.tolist(), strict=True))


def seen(path: Path) -> set[str]:
    """Read the images that a model was trained on: CSV with a column image."""
    return set(_table(path, ("image",))["image"])


def _table(path: Path, columns: Collection[str]) -> pd.DataFrame:
    if not path.is_file():
        raise RecipeError(f"{path} is not there")
    with path.open(encoding="utf-8-sig") as file:
        header = file.readline()
    mark = max(",;\t", key=header.count)  # spreadsheet programs have their own ideas
    table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig", sep=mark)
    lacking = [name for name in columns if name not in table]
    if lacking:
        raise RecipeError(
            f"{path} lacks the column {lacking[0]}; it has {', '.join(map(str, table))}"
        )
    return table


def surest(images: pd.Series, is_low: Chosen, tiers: Tiers, folder: Path) -> Chosen:
    """Return which of the low photographs belong to the share that a model is surest of.

    Refuses to rank with a model that saw any of them in training.
    """
    if tiers.low_share >= 1:
        return is_low
    known = seen(folder / tiers.trained_on)
    met = images[is_low & images.isin(known)]
    if len(met):
        raise RecipeError(
            f"the model of {tiers.scores} was trained on {len(met)} of the {int(is_low.sum())} low"
            f" photographs that it should rank, first {met.iloc[0]}: use one that never saw them"
        )
    given = scores(folder / tiers.scores)
    confidence = images.map(given).fillna(-1.0).to_numpy(np.float64)
    rows = np.flatnonzero(is_low & (confidence >= 0))
    order = rows[np.lexsort((images.to_numpy(str)[rows], -confidence[rows]))]
    kept = np.zeros(len(images), bool)
    kept[order[: round(tiers.low_share * len(order))]] = True
    return kept
