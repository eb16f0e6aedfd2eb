"""The locator: small, the same whatever is asked beside, and it learns where something is."""

from pathlib import Path

import numpy as np
import pytest
import torch

from cabinet.networks import checkpoints, locator
from cabinet.pictures import located

torch.set_num_threads(1)
SHIPPED = Path(__file__).resolve().parents[3] / "trained_models"


def network() -> locator.Locator:
    torch.manual_seed(0)
    return locator.Locator(8)


def batch(across: int = 20, down: int = 10) -> tuple[torch.Tensor, ...]:
    """Return a dark square on pale ground, and the answer that tells of it."""
    photographs = torch.full((2, 3, 96, 128), 0.8)
    photographs[:, :, 4 * down - 8 : 4 * down + 8, 4 * across - 8 : 4 * across + 8] = 0.1
    middles, reaches = torch.zeros(2, 1, 24, 32), torch.ones(2, 4, 24, 32)
    middles[:, :, down, across] = 1
    reaches[:, :, down, across] = torch.tensor([2.5, 2.5, 1.5, 1.5])
    return photographs, middles, reaches


def test_it_answers_for_every_fourth_pixel_and_says_nothing_yet() -> None:
    some = network().eval()
    assert some(torch.rand(1, 3, 96, 128)).shape == (1, 5, 24, 32)
    assert locator.boxes(some, [np.zeros((96, 128, 3), np.uint8)]) == [[]]


def test_it_learns_where_something_is() -> None:
    some, lesson = network(), batch()
    first = float(locator.loss(some, lesson).detach())
    learner = torch.optim.AdamW(some.parameters(), 5e-3)
    for _ in range(60):
        learner.zero_grad()
        value = locator.loss(some, lesson)
        value.backward()
        learner.step()
    assert float(value.detach()) < first / 5
    picture = (lesson[0][0].permute(1, 2, 0).numpy() * 255).astype(np.uint8)
    box = locator.boxes(some, [picture])[0][0]  # as it learnt, its averages still move
    true = located.Box(1.0, 72 / 128, 32 / 96, 88 / 128, 48 / 96)
    assert located.overlap(box, true) > 0.5


def test_a_batch_without_anything_teaches_too() -> None:
    photographs, middles, reaches = batch()
    value = locator.loss(network(), (photographs, middles * 0, reaches))
    assert 0 < float(value.detach()) < 100


def test_the_shipped_weights_are_small_and_find_nothing_on_plain_ground() -> None:
    path = SHIPPED / "locator.safetensors"
    assert path.stat().st_size < 1_000_000
    some = locator.locator(path)
    assert locator.boxes(some, [np.full((288, 384, 3), 220, np.uint8)]) == [[]]


def test_other_weights_are_told_with_file_and_remedy() -> None:
    with pytest.raises(checkpoints.UnusableWeightsError, match=r"quality\.safetensors holds Qual"):
        locator.locator(SHIPPED / "quality.safetensors")
    with pytest.raises(checkpoints.UnusableWeightsError, match=r"train_locator\.py --fresh --redo"):
        locator.locator(SHIPPED / "none" / "locator.safetensors")
