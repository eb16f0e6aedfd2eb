"""Columns: one value for each specimen, in the order of their numbers, as compressed bytes.

A column is stored plane by plane, all low bytes before all high bytes: bytes of one kind
compress better beside each other. The viewer filters and colours by them without any record.
"""

import gzip
import json
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from cabinet.map.geometry import TILE
from cabinet.map.occupancy import Specimens

KINDS = {"uint8": "u8", "uint16": "u16", "uint32": "u32", "int16": "i16"}
GZIP = zlib.MAX_WBITS | 16  # a stream with gzip's header, without name or time
UNKNOWN = -32768  # in a column of int16
LATITUDE, LONGITUDE = 364.0, 182.0  # steps of a degree: 90 and 180 degrees are 32,760


def columns(
    specimens: Specimens, records: pd.DataFrame, taxon: np.ndarray
) -> dict[str, np.ndarray]:
    """Return the columns that every map has; `taxon` is -1 where there is none."""
    world = TILE << specimens.depth
    x, y = np.rint(specimens.placed * (65535 / world)).clip(0, 65535).astype(np.uint16).T
    kind = np.uint16 if taxon.max(initial=0) < 65535 else np.uint32
    return {
        "x": x,
        "y": y,
        "taxon": np.where(taxon < 0, np.iinfo(kind).max, taxon).astype(kind),
        "year": years(records["eventDate"]),
        "lat": degrees(records["decimalLatitude"], LATITUDE),
        "lon": degrees(records["decimalLongitude"], LONGITUDE),
    }


def years(dates: pd.Series) -> np.ndarray:
    """Return the years in which dates begin, int16; UNKNOWN where there is none."""
    found = pd.to_numeric(dates.str.extract(r"^(-?\d{4})")[0], errors="coerce")
    return found.fillna(UNKNOWN).clip(UNKNOWN, 32767).to_numpy(np.int16)


def degrees(values: pd.Series, steps: float) -> np.ndarray:
    """Return degrees as int16 of so many steps each; UNKNOWN where there is none."""
    return (values * steps).round().fillna(UNKNOWN).to_numpy(np.int16)


def write(path: Path, values: np.ndarray) -> None:
    """Write a column (n,), or several of one type (k, n) one after another, as planes."""
    rows = np.atleast_2d(values)
    little = np.ascontiguousarray(rows, rows.dtype.newbyteorder("<"))
    planes = little.view(np.uint8).reshape(*rows.shape, rows.dtype.itemsize)
    write_bytes(path, np.moveaxis(planes, 2, 1).tobytes())


def write_bytes(path: Path, content: bytes, *more: bytes) -> int:
    """Write bytes compressed, the same for the same content; return how many are stored.

    `more` follows with a Huffman code of its own: bytes of another kind pack better so.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if not more:
        return path.write_bytes(gzip.compress(content, 9, mtime=0))
    packed = zlib.compressobj(9, wbits=GZIP)
    parts = [packed.compress(content)]
    for part in more:
        parts += [packed.flush(zlib.Z_SYNC_FLUSH), packed.compress(part)]
    return path.write_bytes(b"".join([*parts, packed.flush()]))


def read_json(path: Path) -> Any:
    """Return what a compressed JSON file holds."""
    return json.loads(gzip.decompress(path.read_bytes()))
