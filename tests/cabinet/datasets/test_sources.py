"""A stamp changes when what a patch is made of does, and only then."""

import os
from pathlib import Path

from cabinet.datasets.sources import Source
from tests.cabinet.datasets.small_collection import made


def test_a_stamp_follows_photograph_cutout_and_mask(tmp_path: Path) -> None:
    source = Source(made(tmp_path, 1))
    stamps = [source.stamp("specimen-0")]
    assert source.stamp("specimen-0") == stamps[0]
    os.utime(source.photograph("specimen-0"), ns=(1, 1))
    stamps.append(source.stamp("specimen-0"))
    (tmp_path / "data/masks").mkdir()
    (tmp_path / "data/masks/specimen-0.png").write_bytes(b"mask")
    stamps.append(source.stamp("specimen-0"))
    source.place("images_alpha", "specimen-0", ".png").unlink()
    stamps.append(source.stamp("specimen-0"))
    assert len(set(stamps)) == 4
    assert source.is_cut_out("specimen-0")
    assert not source.is_cut_out("specimen-1")
