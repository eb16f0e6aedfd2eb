"""Drawers: the records of one square of the map that first appear at one zoom, as JSON columns.

The format is told in docs/reference/viewer-data.md.
"""

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from cabinet.map.occupancy import Specimens

SPAN = 4  # tiles across
SHARD = 1_000  # ids in a file, about
COLUMNS = {  # as the viewer calls them, and as Darwin Core does
    "scientificName": "scientificName",
    "scientificNameAuthorship": "scientificNameAuthorship",
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
KEYS = ("image", "occurrenceID", "catalogNumber")  # what a template may refer to

Drawer = tuple[int, int, int]  # first zoom, and the square at the zoom max(0, first zoom - 2)


def table(specimens: Specimens, records: pd.DataFrame, taxon: np.ndarray) -> pd.DataFrame:
    """Return all that drawers hold: a row for each specimen."""
    world = 256 << specimens.depth
    x, y = np.round(specimens.placed * (2 / world) - 1, 6).T
    columns = {"image": records["image"], "x": x, "y": y, "full": specimens.full, "taxon": taxon}
    columns |= {name: records[source] for name, source in COLUMNS.items()}
    for name, source in (("lat", "decimalLatitude"), ("lon", "decimalLongitude")):
        columns[name] = np.round(records[source], 5)
    return pd.DataFrame(columns)


def address(specimens: Specimens) -> np.ndarray:
    """Return the drawer of each specimen: int64 (n, 3), first zoom, x, y."""
    square = np.maximum(specimens.first - 2, 0)
    shift = 8 + specimens.depth - square
    last = (1 << square) - 1
    x, y = (np.minimum(axis >> shift, last) for axis in specimens.placed.T)
    return np.stack([specimens.first, x, y], axis=1)


def drawers(table: pd.DataFrame, address: np.ndarray) -> Iterator[tuple[Drawer, dict[str, Any]]]:
    """Yield each drawer and its columns; the rows keep their order."""
    order = np.lexsort((address[:, 1], address[:, 2], address[:, 0]))
    turns = np.flatnonzero((np.diff(address[order], axis=0) != 0).any(1)) + 1
    columns = {name: table[name].to_numpy() for name in table}
    for rows in np.split(order, turns) if len(order) else ():
        zoom, x, y = address[rows[0]].tolist()
        yield (zoom, x, y), drawer({name: values[rows] for name, values in columns.items()})


def drawer(columns: dict[str, np.ndarray]) -> dict[str, Any]:
    """Return the columns of one drawer in their shortest forms; empty ones are left out."""
    keys = {name: columns[name].tolist() for name in KEYS}
    packed: dict[str, Any] = {}
    for name, values in columns.items():
        if values.dtype != object:
            plain = numbers(values)
            empty = all(value is None for value in plain)
        else:
            plain = values.tolist()
            empty = not any(plain)
        if not empty:
            packed[name] = plain if name in ("image", "x", "y") else shortest(name, plain, keys)
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
    """Return a column in the shortest of its four forms."""
    different = dict.fromkeys(values)
    if len(different) == 1:
        return {"same": values[0]}
    if name in ("references", "identifier"):
        found = template(values, keys)
        if found:
            return {"template": found}
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


def shard_of(key: str, shards: int) -> int:
    """Return the shard of a key: FNV-1a, 32 bits, of its UTF-8 bytes."""
    value = 0x811C9DC5
    for byte in key.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value % shards


def shards(table: pd.DataFrame, first: np.ndarray) -> list[dict[str, list[float]]]:
    """Return where each image and each occurrence is: of several photographs, the first."""
    count = 1 << max(int(np.ceil(np.log2(max(len(table), 1) / SHARD))), 0)
    found: list[dict[str, list[float]]] = [{} for _ in range(count)]
    x, y = numbers(table["x"].to_numpy()), numbers(table["y"].to_numpy())
    for name in ("image", "occurrenceID"):
        for row, key in enumerate(table[name].tolist()):
            if key:
                found[shard_of(key, count)].setdefault(key, [x[row], y[row], int(first[row])])
    return found


def write(path: Path, value: object) -> int:
    """Write JSON without spaces, and return its length in bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    path.write_text(text, encoding="utf-8")
    return len(text)
