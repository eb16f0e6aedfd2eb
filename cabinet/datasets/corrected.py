"""A catalogue's records as people corrected them: names given, specimens left out."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from cabinet.datasets import taxon_tags
from cabinet.datasets.reviews import NAMES, Reviews

TERMS = ("order", "family", "genus", "specificEpithet", "scientificName")
ABOVE = ("order", "family", "higherClassification")  # what a genus is in

Lines = dict[str, tuple[str, ...]]


def applied(records: pd.DataFrame, held: Reviews) -> tuple[pd.DataFrame, pd.Series]:
    """Return the records with the names that people gave, and why each is left out ("": it is not).

    `records` are text, with the columns of `subsets.read`. Order and family of a specimen that was
    put in another genus are those that most records of that genus have, unless people said them.
    """
    said = held.kinds.get(NAMES, {})
    rows = np.flatnonzero(records["image"].isin(said))
    why = np.full(len(records), "", object)
    changed: dict[int, dict[str, str]] = {}
    for at in rows:
        one = held.named(str(records["image"][at]))
        told = {term: str(records[term][at]) for term in TERMS}
        tags = taxon_tags.effective(told, one.value if one else None)
        why[at] = taxon_tags.left_out(tags)
        terms = taxon_tags.applied(told, tags)
        if terms != told:
            changed[int(at)] = terms
    made = _changed(records, changed) if changed else records
    return made, pd.Series(why, index=records.index, dtype=object)


def _changed(records: pd.DataFrame, changed: dict[int, dict[str, str]]) -> pd.DataFrame:
    made = records.copy()
    lines = _lines(records, {terms["genus"] for terms in changed.values()})
    for at, terms in changed.items():
        row, genus = records.loc[at], terms["genus"]
        given = {name: text for name, text in terms.items() if name in made}
        is_said = any(terms[rank] != row[rank] for rank in ("order", "family"))
        if genus in lines and genus != row["genus"] and not is_said:
            given |= dict(zip(ABOVE, lines[genus], strict=True))
        given["species"] = taxon_tags.species(terms)
        made.loc[at, list(given)] = list(given.values())
    return made


def _lines(records: pd.DataFrame, genera: Collection[str]) -> Lines:
    """Return what most records of some genera have as `ABOVE`; of equal ones, the first."""
    table = records[records["genus"].isin(set(genera) - {""})]
    counts = table.groupby(["genus", *ABOVE], sort=True).size()
    found: Lines = {}
    for genus, *above in counts.sort_values(ascending=False, kind="stable").index:
        found.setdefault(genus, tuple(above))
    return found
