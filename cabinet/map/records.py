"""The records of the specimens on the map, as columns, cleaned for the viewer."""

import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from cabinet.map import identifications

TEXTS = (
    "occurrenceID",
    "catalogNumber",
    "scientificName",
    "scientificNameAuthorship",
    "order",
    "family",
    "genus",
    "specificEpithet",
    "infraspecificEpithet",
    "sex",
    "typeStatus",
    "country",
    "stateProvince",
    "locality",
    "eventDate",
    "recordedBy",
    "institutionCode",
    "license",
    "rightsHolder",
    "identifier",
    "references",
    "verbatimIdentification",
)
NUMBERS = {"decimalLatitude": 90.0, "decimalLongitude": 180.0}  # degrees, at most
ADDRESSES = ("identifier", "references")
WEB = re.compile(r"https?://[^\s<>\"'\\{}|^`]+")
DATE = re.compile(r"-?\d{4}(-\d{2}(-\d{2})?)?(T[0-9:.Z+-]*)?(/-?\d{4}(-\d{2}(-\d{2})?)?)?")
LONGEST = 500  # letters of a text: what is longer is cut
INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
LINKS = (
    {"institutionCode": "NHMUK", "template": "https://data.nhm.ac.uk/object/{occurrenceID}"},
    {
        "institutionCode": "",
        "template": "https://www.gbif.org/occurrence/search?occurrence_id={occurrenceID}",
    },
)


def read(path: Path, images: list[str], named: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return the records of these images, in their order; an image without a record is empty.

    `named`: the names that people gave to images, which hold instead of the record's own.
    Texts are clean (see `clean`); numbers are float64, NaN where missing or out of range. A field
    that the file lacks is empty throughout.
    """
    wanted = {"image", *TEXTS, *NUMBERS}
    table = pd.read_csv(
        path, dtype=str, keep_default_na=False, usecols=lambda name: name in wanted, na_filter=False
    )
    catalogue = table.drop_duplicates("image").set_index("image")
    table = catalogue.reindex(images)
    if named:
        table = identifications.applied(table, catalogue, named)
    columns: dict[str, object] = {"image": images}
    for name in TEXTS:
        columns[name] = texts(table[name], name) if name in table else ""
    for name, most in NUMBERS.items():
        columns[name] = degrees(table[name], most) if name in table else np.nan
    return pd.DataFrame(columns, index=range(len(images)))


def texts(column: pd.Series, name: str) -> np.ndarray:
    """Return a column of clean texts; each different text is cleaned once."""
    codes, values = pd.factorize(column)
    cleaned = np.array([clean_as(name, value) for value in values] + [""], object)
    return cleaned[codes]  # -1, a missing text, is the last: ""


def clean_as(name: str, text: str) -> str:
    """Return a text fit for its field: addresses must be of the web, dates must be dates."""
    text = clean(text)
    if name in ADDRESSES:
        return text if WEB.fullmatch(text) else ""
    if name == "eventDate":
        return text.partition("T")[0] if DATE.fullmatch(text) else ""
    return text


def clean(text: str) -> str:
    """Return a text without control characters, in one line, cut if it is endless."""
    return " ".join(INVISIBLE.sub(" ", text).split())[:LONGEST]


def degrees(column: pd.Series, most: float) -> np.ndarray:
    """Return numbers of degrees; NaN for what is none."""
    numbers = pd.to_numeric(column, errors="coerce").to_numpy(np.float64)
    return np.where(np.abs(numbers) <= most, numbers, np.nan)


def drop_known_links(records: pd.DataFrame) -> pd.DataFrame:
    """Return the records without the addresses that the map's link templates give anyway."""
    known = np.full(len(records), "", object)
    for link in reversed(LINKS):
        stem = link["template"].partition("{")[0]
        fits = (records["institutionCode"] == link["institutionCode"]) | (
            not link["institutionCode"]
        )
        known = np.where(fits, stem + records["occurrenceID"], known)
    kept = np.where(records["references"] == known, "", records["references"])
    return records.assign(references=kept)


def attribution(records: pd.DataFrame, most: int = 50) -> list[dict[str, object]]:
    """Return whose the photographs are and under which licence, most frequent first."""
    counts = records.groupby(["rightsHolder", "license"], sort=True).size()
    ordered = counts.sort_values(ascending=False, kind="stable").head(most)
    return [
        {"rightsHolder": holder, "license": licence, "count": int(count)}
        for (holder, licence), count in ordered.items()
    ]
