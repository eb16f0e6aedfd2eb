"""A sprite's file keeps the outline to the pixel, its colours well, and is a picture for anyone."""

import io

import cv2
import numpy as np
import pytest
from PIL import Image

from cabinet.drawn.specimens import Individual, draw
from cabinet.drawn.taxonomy import all_species
from cabinet.pictures import framing, sprite_files


@pytest.fixture(scope="module")
def picture() -> np.ndarray:
    genus, species = all_species()[0]
    drawn = framing.lifted(draw(Individual(genus, species, "m", "d", 0.3, 1), 300))
    return framing.upright_picture(drawn, 20, 256)


def test_the_outline_comes_back_to_the_pixel_and_the_colours_hardly_changed(picture):
    found = sprite_files.decoded(sprite_files.encoded(picture))
    assert np.array_equal(found[..., 3], picture[..., 3])
    assert not found[found[..., 3] == 0].any(), "clear ground holds nothing"
    assert (found[..., :3] <= found[..., 3:]).all(), "multiplied by alpha"
    seen = picture[..., 3] > 0
    error = (found[seen].astype(float) - picture[seen]) ** 2
    assert 10 * np.log10(255**2 / error.mean()) > 34


@pytest.mark.parametrize(("least", "wide"), [(256, 256), (129, 256), (128, 128), (60, 64), (9, 32)])
def test_a_part_of_the_size_shows_the_mean_of_what_it_covers(picture, least, wide):
    data = sprite_files.encoded(picture)
    whole, part = sprite_files.on_white(data), sprite_files.on_white(data, least)
    assert part.shape == (wide, wide, 4)
    mean = cv2.resize(whole, (wide, wide), interpolation=cv2.INTER_AREA)
    assert np.array_equal(part[..., 3], mean[..., 3])
    error = (part.astype(float) - mean) ** 2
    assert 10 * np.log10(255**2 / max(error.mean(), 1e-6)) > 40


def test_any_program_shows_the_specimen_on_white(picture):
    with Image.open(io.BytesIO(sprite_files.encoded(picture))) as shown:
        assert (shown.format, shown.size, shown.mode) == ("JPEG", (256, 256), "RGB")
        away = np.asarray(shown, int) - framing.on_ground(picture)
    assert np.abs(away).mean() < 3


@pytest.mark.parametrize(
    "broken",
    [
        lambda _: b"",
        lambda data: data[:-100],
        lambda data: data[100:],
        lambda data: data[:-4] + b"\xff\xff\xff\xff",
        lambda data: data + b"more",
        lambda _: b"<!doctype html><title>Not found</title>",
    ],
)
def test_a_torn_or_foreign_file_is_no_sprite(broken, picture):
    with pytest.raises(ValueError, match="no sprite"):
        sprite_files.decoded(broken(sprite_files.encoded(picture)))


def test_the_alpha_of_another_picture_is_refused(picture):
    small = sprite_files.encoded(np.ascontiguousarray(picture[:128, :128]))
    whole = sprite_files.encoded(picture)
    packed = 4 + int.from_bytes(whole[-4:], "little")
    behind = 4 + int.from_bytes(small[-4:], "little")
    with pytest.raises(ValueError, match="no sprite"):
        sprite_files.decoded(whole[:-packed] + small[-behind:])
