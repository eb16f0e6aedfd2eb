"""Exported pictures: upright, on the ground asked for, and never without whose they are."""

from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from cabinet.networks import angles
from cabinet.outcomes import Rejected
from cabinet.pictures import exported

RECORD = {
    "scientificName": "Papilio <i>machaon</i> & co",
    "institutionCode": "NHMUK",
    "catalogNumber": "010",
    "rightsHolder": "The Trustees",
    "license": "http://creativecommons.org/licenses/by/4.0/",
    "creator": "Ann Óg",
}


def arrow(height: int = 300, width: int = 200) -> np.ndarray:
    """Return a red arrow that points to the left: turned 90 degrees clockwise it stands upright."""
    cutout = np.zeros((400, 400, 4), np.uint8)
    top, left = (400 - width) // 2, (400 - height) // 2
    cutout[top : top + width, left + 60 : left + height] = (200, 20, 20, 255)
    cutout[190:210, left : left + 60] = (20, 20, 200, 255)
    return cutout


def test_it_stands_upright_at_the_size_photographed() -> None:
    made = exported.picture(arrow(), 90.0, exported.Style(has_shadow=False, margin=0.05))
    assert made.shape[0] == made.shape[1] == round(300 / 0.9)
    side = len(made)
    assert made[round(0.1 * side), side // 2].tolist() == [20, 20, 200]  # the point is on top
    assert made[round(0.8 * side), side // 2].tolist() == [200, 20, 20]
    edge = round(0.03 * side)
    assert (made[:edge] == 240).all()
    assert (made[:, :edge] == 240).all()


def test_size_and_ground_are_as_asked_and_the_shadow_falls_below() -> None:
    style = exported.Style(side=256, ground=(0, 128, 255))
    made = exported.picture(arrow(), 90.0, style).astype(int)
    assert made.shape == (256, 256, 3)
    assert made[2, 2].tolist() == [0, 128, 255]
    below, above = made[-8, 128].sum(), made[4, 128].sum()
    assert below < above - 10


def test_a_small_specimen_is_left_out() -> None:
    with pytest.raises(Rejected, match="200 x 300"):
        exported.picture(arrow(), 90.0, exported.Style(smallest=201))


@pytest.mark.parametrize("text", ["#fff", "white", "#12345g", ""])
def test_what_is_no_colour_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="write #rrggbb"):
        exported.ground(text)
    assert exported.ground("#00FF7f") == (0, 255, 127)


def test_the_credits_are_in_the_file_and_beside_it(tmp_path: Path) -> None:
    cutout, thumbnail = tmp_path / "a.png", tmp_path / "thumb.jpg"
    Image.fromarray(arrow()).save(cutout)
    Image.new("RGB", (8, 8)).save(thumbnail, comment=angles.comment(90.0, 0.9))
    folder = tmp_path / "exported"
    folder.mkdir()
    exported.write(cutout, thumbnail, folder / "a.jpg", style=exported.Style(), record=RECORD)
    with Image.open(folder / "a.jpg") as picture:
        told = ElementTree.fromstring(picture.info["xmp"].decode().lstrip("\ufeff"))
        assert "© The Trustees" in "".join(told.itertext())
        assert "Papilio <i>machaon</i> & co, NHMUK 010" in "".join(told.itertext())
        assert "The Trustees" in picture.getexif()[exported.COPYRIGHT]
    assert exported.agrees(thumbnail, folder / "a.jpg")
    Image.new("RGB", (8, 8)).save(thumbnail, comment=angles.comment(80.0, 1.0))
    assert not exported.agrees(thumbnail, folder / "a.jpg")
    catalogue = tmp_path / "metadata.csv"
    catalogue.write_text("image,rightsHolder,license\na,The Trustees,CC BY\nb,X,Y\n")
    exported.list_credits(folder, catalogue)
    rows = (folder / "credits.csv").read_text().splitlines()
    assert rows[0].startswith("image,catalogNumber")
    assert len(rows) == 2
    assert rows[1].startswith("a,")
    assert "The Trustees,CC BY" in rows[1]
