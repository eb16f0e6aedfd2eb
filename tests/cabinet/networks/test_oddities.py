from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from cabinet.networks import checkpoints, oddities

WEIGHTS = Path(__file__).resolve().parents[3] / "trained_models/autoencoder.safetensors"


def saved(path: Path, *, leaf: bool) -> Path:
    """Save a brown specimen on white, in a leaf of strong colours or not."""
    picture = Image.new("RGB", (128, 128), "white")
    draw = ImageDraw.Draw(picture)
    if leaf:
        draw.rectangle((10, 10, 118, 118), fill=(20, 230, 40))
        for x in range(10, 118, 6):
            draw.line((x, 10, x, 118), fill=(250, 0, 250))
    draw.ellipse((20, 30, 108, 90), fill=(120, 80, 40))
    picture.save(path, quality=95)
    return path


def test_what_the_network_never_saw_is_odder_than_a_brown_shape(tmp_path):
    paths = saved(tmp_path / "a.jpg", leaf=False), saved(tmp_path / "b.jpg", leaf=True)
    plain, leaf = oddities.of(paths, WEIGHTS)
    assert plain is not None
    assert leaf is not None
    assert 0 < plain.error < leaf.error / 2 < 0.5


def test_a_torn_thumbnail_says_nothing_and_a_white_one_no_error(tmp_path):
    torn, white = saved(tmp_path / "a.jpg", leaf=False), tmp_path / "white.jpg"
    torn.write_bytes(torn.read_bytes()[:40])
    Image.fromarray(np.full((128, 128, 3), 255, np.uint8)).save(white)
    nothing, none, found = oddities.of([torn, tmp_path / "none.jpg", white], WEIGHTS)
    assert nothing is None
    assert none is None
    assert found is not None
    assert found.error == 0
    assert oddities.of([torn], WEIGHTS) == [None]


def test_foreign_weights_are_named(tmp_path):
    with pytest.raises(checkpoints.UnusableWeightsError, match=r"none\.safetensors"):
        oddities.of([saved(tmp_path / "a.jpg", leaf=False)], tmp_path / "none.safetensors")
