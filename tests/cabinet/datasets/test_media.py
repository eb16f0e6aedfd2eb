"""Pictures of a dataset are links or copies, the right way up, and go when their record goes."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cabinet.datasets import media


@pytest.mark.parametrize("manner", [media.LINK, media.COPY])
def test_links_share_and_copies_do_not(tmp_path: Path, manner: str) -> None:
    original, path = tmp_path / "a.jpg", tmp_path / "b.jpg"
    original.write_bytes(b"one")
    media.brought(original, path, manner)
    media.brought(original, path, manner)
    assert path.read_bytes() == b"one"
    assert path.samefile(original) == (manner == media.LINK)
    other = tmp_path / "new.jpg"
    other.write_bytes(b"another")
    other.replace(original)  # as the chain publishes
    media.brought(original, path, manner)
    assert path.read_bytes() == b"another"


def test_from_links_to_copies(tmp_path: Path) -> None:
    original, path = tmp_path / "a.jpg", tmp_path / "b.jpg"
    original.write_bytes(b"one")
    media.brought(original, path, media.LINK)
    media.brought(original, path, media.COPY)
    assert not path.samefile(original)


def test_a_photograph_that_lies_is_given_away_upright(tmp_path: Path) -> None:
    from cabinet.datasets import making, orders
    from tests.cabinet.datasets.small_collection import SIZE, made

    folder = made(tmp_path, 1)
    path = folder / "data/raw/specimen-0.jpg"
    upright = np.asarray(Image.open(path), np.int16)
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.open(path).transpose(Image.Transpose.ROTATE_90).save(path, exif=exif, quality=95)
    where = folder / "data/datasets/all"
    making.make(orders.Order(folder), "all", where / "samples.json")
    given = np.asarray(Image.open(where / "data/specimen-0.jpg"), np.int16)
    assert given.shape[:2] == SIZE
    assert np.abs(given - upright).mean() < 3
