"""A stamp changes when what a patch is made of does, and only then."""

import os
from pathlib import Path

import cv2
import numpy as np
import pytest

from cabinet.datasets.sources import Source, alpha_of
from cabinet.outcomes import Rejected
from tests.cabinet.datasets.small_collection import made


def test_a_stamp_follows_photograph_cutout_and_mask(tmp_path: Path) -> None:
    source = Source(made(tmp_path, 1))
    stamps = [source.stamp("specimen-0")]
    assert source.stamp("specimen-0") == stamps[0]
    later = stamps[0][1] + 5_000_000_000
    os.utime(source.photograph("specimen-0"), ns=(later, later))
    stamps.append(source.stamp("specimen-0"))
    (tmp_path / "data/masks").mkdir()
    (tmp_path / "data/masks/specimen-0.png").write_bytes(b"mask")
    stamps.append(source.stamp("specimen-0"))
    source.place("images_alpha", "specimen-0", ".png").unlink()
    stamps.append(source.stamp("specimen-0"))
    assert len(set(stamps)) == 4
    assert source.is_cut_out("specimen-0")
    assert not source.is_cut_out("specimen-1")


def test_alpha_of_any_depth_and_none(tmp_path: Path) -> None:
    path = tmp_path / "one.png"
    deep = np.zeros((9, 9, 4), np.uint16)
    deep[2:5, 2:5, 3] = 65535
    cv2.imwrite(str(path), deep)
    assert alpha_of(path).max() == 255
    cv2.imwrite(str(path), np.zeros((9, 9, 3), np.uint8))
    with pytest.raises(Rejected, match="no alpha"):
        alpha_of(path)
    path.write_bytes(b"torn")
    with pytest.raises(Rejected, match="torn"):
        alpha_of(path)
