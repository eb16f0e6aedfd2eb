"""Drawers: the records of one square of the map that first appear at one zoom, as JSON columns.

The format is told in docs/reference/viewer-data.md.
"""

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from cabinet.map import numbering, shapes
from cabinet.map.columns import write_bytes
from cabinet.map.occupancy import Specimens

COLUMNS = {  # as the viewer calls them, and as Darwin Core does
    "scientificName": "scientificName",
    "scientificNameAuthorship": "scientificNameAuthorship",
    "verbatimIdentification": "verbatimIdentification",
    "sex": "sex",
    "typeStatus": "typeStatus",
    "country": "country",
    "locality": "locality",
    "date": "eventDate",
    "recordedBy": "recordedBy",
    "catalogNumber": "catalogNumber",
    "occurrenceID": "occurrenceID",
    "references": "references",
    "identifier": "identifier",
    "license": "license",
    "rightsHolder": "rightsHolder",
    "institutionCode": "institutionCode",
}
SHARED = ("license", "rightsHolder", "institutionCode")
ADDRESSES = ("references", "identifier")
KEYS = ("image", "occurrenceID", "catalogNumber")  # what a template may refer to

Drawer = tuple[int, int, int]  # first zoom, and the square at the zoom max(0, first zoom - 3)


def table(specimens: Specimens, records: pd.DataFrame, taxon: np.ndarray) -> pd.DataFrame:
    """Return all that drawers hold: a row for each specimen, in the order of their numbers."""
    drawer, _ = numbering.drawers(specimens)
    x, y = (specimens.placed - numbering.corners(drawer, specimens.depth)).T
    columns = {"image": records["image"], "x": x, "y": y, "full": specimens.full, "taxon": taxon}
    columns |= {name: records[source] for name, source in COLUMNS.items()}
    for name, source in (("lat", "decimalLatitude"), ("lon", "decimalLongitude")):
        columns[name] = np.round(records[source], 5)
    return pd.DataFrame(columns)


def drawers(
    table: pd.DataFrame, specimens: Specimens, defaults: Mapping[str, Any]
) -> Iterator[tuple[Drawer, dict[str, Any]]]:
    """Yield each drawer and its columns, in the order of the specimens' numbers."""
    address, _ = numbering.drawers(specimens)
    turns = np.flatnonzero((np.diff(address, axis=0) != 0).any(1)) + 1
    columns = {name: table[name].to_numpy() for name in table}
    for rows in np.split(np.arange(len(table)), turns) if len(table) else ():
        zoom, x, y = address[rows[0]].tolist()
        part = slice(rows[0], rows[-1] + 1)
        yield (zoom, x, y), drawer({name: v[part] for name, v in columns.items()}, defaults)


def defaults(table: pd.DataFrame) -> dict[str, Any]:
    """Return what most records share: texts, and templates of addresses."""
    found: dict[str, Any] = {}
    if table.empty:
        return found
    for name in SHARED:
        most = table[name].value_counts()
        if most.iloc[0] * 2 > len(table) and most.index[0]:
            found[name] = {"same": str(most.index[0])}
    some = table.iloc[:: max(len(table) // 500, 1)]
    for name in ADDRESSES:
        keys = {key: some[key].tolist() for key in KEYS}
        guesses = [template([value], {k: [v[at]] for k, v in keys.items()})
                   for at, value in enumerate(some[name].tolist())]  # fmt: skip
        common = max(set(guesses), key=guesses.count)
        if common and guesses.count(common) * 2 > len(guesses):
            found[name] = {"template": common}
    return found


def drawer(columns: dict[str, np.ndarray], defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of one drawer in their shortest forms.

    What is empty is left out, and so is what is all as the map's defaults say.
    """
    keys = {name: columns[name].tolist() for name in KEYS}
    packed: dict[str, Any] = {}
    for name, values in columns.items():
        plain = values.tolist() if values.dtype == object else numbers(values)
        is_empty = not any(plain) if values.dtype == object else set(plain) == {None}
        if is_empty:
            short: Any = None
        elif name in ("x", "y"):
            short = plain
        else:
            short = shortest(name, plain, keys)
        if name in defaults and short is None:
            packed[name] = {"same": ""}
        elif short is not None and short != defaults.get(name):
            packed[name] = short
    return packed


def numbers(values: np.ndarray) -> list[float | int | None]:
    """Return numbers as JSON has them: None for NaN, whole ones without a point."""
    if values.dtype.kind != "f":
        return values.tolist()
    return [
        None if math.isnan(value) else int(value) if value.is_integer() else value
        for value in values.tolist()
    ]


def shortest(name: str, values: list[Any], keys: dict[str, list[str]]) -> Any:
    """Return a column in the shortest of its five forms."""
    different = dict.fromkeys(values)
    if len(different) == 1:
        return {"same": values[0]}
    if name in KEYS and (found := shapes.shaped(values)):
        return found
    if name in ADDRESSES:
        text = template(values, keys)
        if text:
            return {"template": text}
    if isinstance(values[0], str) and 2 * len(different) <= len(values):
        index = {value: number for number, value in enumerate(different)}
        return {"values": list(different), "index": [index[value] for value in values]}
    return values


def template(values: list[str], keys: dict[str, list[str]]) -> str:
    """Return the text that gives all addresses when a key is put into it; empty if none does."""
    for name, key in keys.items():
        if key[0] and key[0] in values[0]:
            head, _, tail = values[0].partition(key[0])
            pairs = zip(values, key, strict=True)
            if "{" not in head + tail and all(value == head + k + tail for value, k in pairs):
                return f"{head}{{{name}}}{tail}"
    return ""


def write(path: Path, value: object) -> int:
    """Write JSON without spaces, compressed, and return how many bytes are stored."""
    return write_bytes(path, _text(value))


def write_drawer(path: Path, columns: Mapping[str, Any]) -> int:
    """Write a drawer; digits come last, where a code of their own serves them best."""
    digits = {name for name, form in columns.items() if isinstance(form, dict) and "digits" in form}
    last = _text({name: columns[name] for name in columns if name in digits})
    rest = _text({name: form for name, form in columns.items() if name not in digits})
    return write_bytes(path, rest[:-1] + b",", last[1:]) if digits else write_bytes(path, rest)


def _text(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
