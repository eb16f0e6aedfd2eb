"""The sheet of training samples."""

import numpy as np
import pytest
import torch

from cabinet.lessons import previews


def test_a_row_shows_the_pictures_of_one_sample() -> None:
    photographs = torch.zeros(8, 3, 64, 64)
    photographs[2] = 1
    masks = torch.zeros(4, 1, 128, 128)
    masks[1] = 1
    picture = np.asarray(previews.sheet((photographs, torch.zeros(8), masks)))
    cell = previews.SIDE + previews.GAP
    assert picture.shape == (4 * cell, 2 * cell, 3)
    assert picture[cell + 5, 5].tolist() == [255] * 3  # the third photograph, beside
    assert picture[cell + 5, cell + 5].tolist() == [255] * 3  # the second mask
    assert picture[5, 5].tolist() == [0] * 3


def test_clear_pictures_lie_on_white_and_odd_ranges_are_seen() -> None:
    clear = torch.zeros(2, 4, 128, 128)
    assert np.asarray(previews.sheet((clear,)))[5, 5].tolist() == [255] * 3
    odd = torch.linspace(-3, 3, 2 * 128 * 128).view(2, 1, 128, 128)
    assert np.asarray(previews.sheet((odd,)))[:128, :128].std() > 20


def test_a_batch_without_pictures_is_refused() -> None:
    with pytest.raises(ValueError, match="no picture"):
        previews.sheet((torch.zeros(3),))
