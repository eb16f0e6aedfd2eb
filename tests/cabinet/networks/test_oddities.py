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
    plain = oddities.of(saved(tmp_path / "a.jpg", leaf=False), WEIGHTS)
    leaf = oddities.of(saved(tmp_path / "b.jpg", leaf=True), WEIGHTS)
    assert plain is not None
    assert leaf is not None
    assert 0 < plain.error < leaf.error / 2 < 0.5
    assert oddities.of(tmp_path / "a.jpg", WEIGHTS) == plain


def test_a_torn_thumbnail_says_nothing_and_a_white_one_no_error(tmp_path):
    path = saved(tmp_path / "a.jpg", leaf=False)
    path.write_bytes(path.read_bytes()[:40])
    assert oddities.of(path, WEIGHTS) is None
    assert oddities.of(tmp_path / "none.jpg", WEIGHTS) is None
    Image.fromarray(np.full((128, 128, 3), 255, np.uint8)).save(tmp_path / "white.jpg")
    white = oddities.of(tmp_path / "white.jpg", WEIGHTS)
    assert white is not None
    assert white.error == 0


def test_foreign_weights_are_named(tmp_path):
    with pytest.raises(checkpoints.UnusableWeightsError, match=r"none\.safetensors"):
        oddities.of(saved(tmp_path / "a.jpg", leaf=False), tmp_path / "none.safetensors")
