"""The strips that show what a code holds."""

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from cabinet.lessons import likenesses, schooling
from cabinet.networks import autoencoder, checkpoints, strips
from cabinet.outcomes import Rejected
from cabinet.pictures.framing import on_ground

torch.set_num_threads(1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("thumbnails")
    for number, one in enumerate(schooling.drawn(6)):
        picture = Image.fromarray(on_ground(likenesses.upright(one)))
        picture.save(folder / f"s{number}.jpg", quality=95)
    (folder / "torn.jpg").write_bytes(b"torn")
    return folder


@pytest.fixture(scope="module")
def weights(folder: Path) -> Path:
    torch.manual_seed(0)
    path = folder.parent / "models" / "autoencoder.safetensors"
    checkpoints.save(path, autoencoder.Autoencoder(8))
    return path


def test_a_strip_shows_the_way_to_another_and_the_nearest(folder: Path, weights: Path) -> None:
    picture = np.asarray(strips.strips(folder, weights, "s1"))
    side = autoencoder.SIDE
    assert picture.shape == (2 * side + strips.GAP, 10 * side, 3)
    below = picture[-side:].astype(int)
    assert np.array_equal(below[:, :side], picture[:side, :side])  # itself, and then the others
    cells = [below[:, place * side : (place + 1) * side] for place in range(7)]
    assert all((cell < 200).any() for cell in cells[:6])
    assert not any(np.array_equal(cells[0], cell) for cell in cells[1:])
    assert (cells[6] == 255).all()  # there are no more


def test_a_torn_thumbnail_has_none(folder: Path, weights: Path) -> None:
    with pytest.raises(Rejected):
        strips.strips(folder, weights, "torn")
