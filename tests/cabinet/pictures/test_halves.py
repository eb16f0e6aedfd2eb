from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from cabinet.pictures import halves


def saved(path: Path, picture: Image.Image) -> Path:
    picture.save(path, quality=93)
    return path


def moth(turned: float = 0.0) -> Image.Image:
    """Draw a mirror-symmetric specimen on white, turned by so many degrees."""
    picture = Image.new("RGB", (128, 128), "white")
    draw = ImageDraw.Draw(picture)
    for side in (-1, 1):
        draw.polygon([(64, 50), (64 + side * 55, 20), (64 + side * 45, 70)], fill=(150, 90, 40))
        draw.ellipse(_spot(side), fill=(30, 30, 30))
    draw.rectangle((60, 40, 68, 105), fill=(80, 50, 30))
    return picture.rotate(turned, fillcolor="white")


def _spot(side: int) -> tuple[int, int, int, int]:
    x = 64 + side * 32
    return x - 6, 38, x + 6, 50


def test_a_spread_specimen_is_nearly_its_own_mirror_image(tmp_path):
    assert halves.unlike(saved(tmp_path / "a.jpg", moth())) < 0.04


@pytest.mark.parametrize("turned", [20, -45, 90, 160])
def test_one_that_was_turned_wrongly_is_not(tmp_path, turned):
    assert halves.unlike(saved(tmp_path / "a.jpg", moth(turned))) > 0.08


def test_nor_is_one_that_lost_a_wing_or_kept_a_label(tmp_path):
    lost, kept = moth(), moth()
    lost.paste("white", (0, 0, 55, 128))
    ImageDraw.Draw(kept).rectangle((85, 85, 125, 120), fill=(225, 222, 210))
    for picture in (lost, kept):
        assert halves.unlike(saved(tmp_path / "a.jpg", picture)) > 0.08


def test_a_torn_thumbnail_says_nothing(tmp_path):
    path = saved(tmp_path / "a.jpg", moth())
    path.write_bytes(path.read_bytes()[:40])
    assert halves.unlike(path) is None
    assert halves.unlike(tmp_path / "none.jpg") is None
    Image.fromarray(np.full((128, 128, 3), 255, np.uint8)).save(tmp_path / "white.jpg")
    assert halves.unlike(tmp_path / "white.jpg") is not None
