import numpy as np
import pytest
from PIL import Image, ImageDraw

from cabinet.pictures import halves


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


def unlike(picture: Image.Image) -> float:
    return halves.unlike(np.asarray(picture))


def test_a_spread_specimen_is_nearly_its_own_mirror_image():
    assert unlike(moth()) < 0.04


@pytest.mark.parametrize("turned", [20, -45, 90, 160])
def test_one_that_was_turned_wrongly_is_not(turned):
    assert unlike(moth(turned)) > 0.08


def test_nor_is_one_that_lost_a_wing_or_kept_a_label():
    lost, kept = moth(), moth()
    lost.paste("white", (0, 0, 55, 128))
    ImageDraw.Draw(kept).rectangle((85, 85, 125, 120), fill=(225, 222, 210))
    for picture in (lost, kept):
        assert unlike(picture) > 0.08


def test_nothing_on_white_is_like_itself():
    white = Image.new("RGB", (128, 128), "white")
    assert not halves.solid(np.asarray(white)).any()
    assert 0 <= unlike(white) <= 1
