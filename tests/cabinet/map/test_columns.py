"""Columns come back from their planes, and the same content is the same bytes."""

import gzip
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cabinet.map import columns
from tests.cabinet.map.reading import Published


@pytest.mark.parametrize("kind", ["u8", "u16", "u32", "i16"])
def test_planes_come_back(tmp_path: Path, kind: str) -> None:
    dtype = {"u8": np.uint8, "u16": np.uint16, "u32": np.uint32, "i16": np.int16}[kind]
    limits = np.iinfo(dtype)
    values = np.random.default_rng(0).integers(limits.min, limits.max, (2, 500), dtype=dtype)
    columns.write(tmp_path / "a.gz", values)
    first = (tmp_path / "a.gz").read_bytes()
    columns.write(tmp_path / "a.gz", values)
    assert (tmp_path / "a.gz").read_bytes() == first
    content = gzip.decompress(first)
    assert np.array_equal(Published.planes(None, kind, content, 2), values)


def test_dates_and_degrees_keep_what_is_known() -> None:
    dates = pd.Series(["1931-07-24", "1931", "", "1899-12", "-0044-03-15", "1931/1935"])
    assert columns.years(dates).tolist() == [1931, 1931, columns.UNKNOWN, 1899, -44, 1931]
    degrees = columns.degrees(pd.Series([90.0, -90.0, np.nan, 0.0, 51.5]), columns.LATITUDE)
    assert degrees.tolist() == [32760, -32760, columns.UNKNOWN, 0, 18746]
