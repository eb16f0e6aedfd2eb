"""Which of a collection's photographs a dataset is made of."""

import re
from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cabinet.datasets import negatives

DATES = re.compile(r"(\d{4}(?:-\d\d){0,2})?/?(\d{4}(?:-\d\d){0,2})?")
PLACES = ("country", "stateProvince", "locality")
RANKS = ("order", "family", "genus", "specificEpithet", "scientificName", "higherClassification")
CHUNK = 100_000  # rows of the catalogue that are held at once
WORDS = re.compile(r"[^a-z0-9]+")


class ChoiceError(ValueError):
    """A choice that cannot be made, in a sentence."""


@dataclass(frozen=True)
class Choice:
    """Conditions, of which empty ones hold for all. `dates` is "1880/1905-06" or one date."""

    taxon: str = ""
    dates: str = ""
    place: str = ""
    source: str = ""
    quality: str = ""
    reviewed: bool = False

    @property
    def name(self) -> str:
        """Return what a dataset of this choice is called if nobody names it."""
        words = [str(value) for value in asdict(self).values() if value and value is not True]
        words += ["reviewed"] if self.reviewed else []
        return WORDS.sub("-", " ".join(words).lower()).strip("-")[:80]

    def plain(self) -> dict[str, Any]:
        """Return it as JSON takes it."""
        return asdict(self)


def subset(folder: Path, name: str) -> str:
    """Return a dataset's name if it is that of a subset in data/subsets, else ""."""
    return name if (folder / "data" / "subsets" / f"{name}.csv").is_file() else ""


def chosen(folder: Path, subset: str, choice: Choice) -> pd.DataFrame:
    """Return the catalogue's rows of a choice, all columns as text, with the column `part`.

    With the name of a subset, only what data/subsets has in a part, with that part. Raises
    ChoiceError if nothing is left.
    """
    parts = _parts(folder / "data" / "subsets" / f"{subset}.csv") if subset else None
    whole = folder / "data" / "metadata.csv"
    table = pd.read_csv(
        whole, dtype=str, keep_default_na=False, na_filter=False, chunksize=CHUNK
    )  # fmt: skip
    found = [_kept(chunk, choice, parts) for chunk in table]
    rows = pd.concat(found, ignore_index=True)
    if rows.empty:
        raise ChoiceError(f"nothing is chosen: no photograph of {whole} is so")
    return rows


def records(folder: Path, images: Collection[str]) -> dict[str, dict[str, str]]:
    """Return the catalogue's rows of these images, by image."""
    table = pd.read_csv(
        folder / "data" / "metadata.csv",
        dtype=str,
        keep_default_na=False,
        na_filter=False,
        chunksize=CHUNK,
    )
    found: dict[str, dict[str, str]] = {}
    for chunk in table:
        for row in chunk[chunk["image"].isin(images)].to_dict("records"):
            found[str(row["image"])] = {str(name): str(text) for name, text in row.items()}
    return found


def _parts(path: Path) -> dict[str, str]:
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    used = table[table["part"] != ""]
    return dict(zip(used["image"], used["part"], strict=True))


def _kept(table: pd.DataFrame, choice: Choice, parts: dict[str, str] | None) -> pd.DataFrame:
    lacking = {name: "" for name in ("image", *PLACES, *RANKS, "eventDate") if name not in table}
    table = table.assign(**lacking)
    kept = np.ones(len(table), bool)
    if parts is not None:
        table = table.assign(part=table["image"].map(parts).fillna(""))
        kept &= (table["part"] != "").to_numpy()
    else:
        table = table.assign(part="")
    if choice.taxon:
        kept &= _of_taxon(table, choice.taxon)
    if choice.dates:
        kept &= _of_dates(table["eventDate"], choice.dates)
    if choice.place:
        words = table[list(PLACES)].agg(" ".join, axis=1).str.casefold()
        kept &= words.str.contains(choice.place.casefold(), regex=False).to_numpy(bool)
    if choice.source:
        kept &= (table.get("institutionCode", "") == choice.source).to_numpy()  # type: ignore[union-attr]
    return table[kept]


def _of_taxon(table: pd.DataFrame, taxon: str) -> NDArray[np.bool_]:
    named = table.assign(species=table["genus"] + " " + table["specificEpithet"])
    return negatives.within(named, [one.strip() for one in taxon.split(",")])


def _of_dates(dates: pd.Series, span: str) -> NDArray[np.bool_]:
    """Return which dates lie in a span; a date that is only known roughly must lie in it whole."""
    told = DATES.fullmatch(span.strip())
    if not told or not (told[1] or told[2]):
        raise ChoiceError(f"{span!r} is no span of dates: write 1880/1905, 1899-12 or /1900")
    first, last = told[1] or "", told[2] or ("" if "/" in span else told[1])
    return np.array([_within(date, first, last) for date in dates], bool)


def _within(date: str, first: str, last: str) -> bool:
    """Whether a date lies between two that may be less precise, or more, than it is."""
    after = date[: len(first)] >= first if len(date) >= len(first) else date > first[: len(date)]
    before = date[: len(last)] <= last if len(date) >= len(last) else date < last[: len(date)]
    return bool(date) and after and before
