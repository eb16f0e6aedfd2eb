"""Codes and places come out as they are, in the order of the detections, and come back the same."""

from pathlib import Path

import numpy as np
import pytest

from cabinet.datasets import vectors
from cabinet.map import arrays
from tests.cabinet.datasets.small_collection import detections, read_by


def with_codes(folder: Path, has_map: bool = True) -> list:
    """Return detections of a collection in which all but one have a code."""
    found = detections(folder)
    names = np.array(sorted((one.image for one in found[1:]), reverse=True), "S64")
    codes = np.random.default_rng(3).standard_normal((len(names), 128)).astype(np.float32)
    arrays.save(
        folder / "data/latent_codes.npy", arrays.table(arrays.CODES, image=names, code=codes)
    )
    if has_map:
        places = np.arange(len(names), dtype=np.float32)
        table = arrays.table(
            arrays.LAYOUT, image=names, x=places, y=-places, first_zoom=places, full_zoom=places
        )
        arrays.save(folder / "data/layout.npy", table)
    return found


def test_rows_are_the_detections_that_have_a_code(tmp_path: Path) -> None:
    found = with_codes(tmp_path)
    made = vectors.gathered(found, tmp_path)
    assert made.image == [one.image for one in found[1:]]
    assert made.place[0].tolist() == [7, -7]
    codes = arrays.load(tmp_path / "data/latent_codes.npy")
    assert made.code[0].tolist() == codes["code"][7].tolist()
    vectors.write(tmp_path / "one", made)
    vectors.write(tmp_path / "two", vectors.read(tmp_path / "one"))
    for name in (vectors.PARQUET, vectors.NUMPY):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    with np.load(tmp_path / "one" / vectors.NUMPY) as held:
        assert held["code"].shape == (8, 128)
        assert held["image"][0] == "specimen-1"


def test_without_a_map_places_are_empty(tmp_path: Path) -> None:
    made = vectors.gathered(with_codes(tmp_path, has_map=False), tmp_path)
    assert np.isnan(made.place).all()
    assert (made.first_zoom == vectors.NOWHERE).all()


def test_without_codes_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(vectors.NoCodesError, match=r"run create_latent_codes.py first"):
        vectors.gathered(detections(tmp_path), tmp_path)


def test_pandas_reads_it(tmp_path: Path) -> None:
    vectors.write(tmp_path / "one", vectors.gathered(with_codes(tmp_path), tmp_path))
    told = read_by("pandas", "parquet_table", tmp_path / "one" / vectors.PARQUET)
    assert told["columns"] == ["image", "label", "part", "x", "y", "first_zoom", "code"]
    assert (told["rows"], told["code"]) == (8, 128)
