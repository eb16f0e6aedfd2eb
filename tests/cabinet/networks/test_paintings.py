"""PSNR and MS-SSIM inside the mask."""

import numpy as np
import pytest

from cabinet.networks import paintings
from cabinet.pictures.framing import on_ground


@pytest.fixture
def pictures() -> np.ndarray:
    random = np.random.default_rng(0)
    colour = random.integers(0, 256, (3, 16, 16, 3), np.uint8).repeat(8, 1).repeat(8, 2)
    alpha = np.zeros((3, 128, 128, 1), np.uint8)
    alpha[:, 20:100, 10:120] = 255
    return np.concatenate([colour * (alpha > 0), alpha], 3).astype(np.uint8)


def test_what_lies_outside_the_mask_does_not_count(pictures: np.ndarray) -> None:
    painted = pictures[..., :3].astype(np.float32) / 255
    painted[:, :10] = 1.0
    assert (paintings.psnr(painted, pictures) > 90).all()


def test_a_painting_like_its_original_is_wholly_similar(pictures: np.ndarray) -> None:
    painted = on_ground(pictures).astype(np.float32) / 255
    assert paintings.ms_ssim(painted, pictures) == pytest.approx([1] * 3, abs=1e-4)


def test_an_error_of_a_tenth_is_twenty_decibels(pictures: np.ndarray) -> None:
    painted = pictures[..., :3].astype(np.float32) / 255
    assert paintings.psnr(painted + 0.1, pictures) == pytest.approx([20] * 3, abs=1e-3)


def test_blur_costs_structure(pictures: np.ndarray) -> None:
    exact = on_ground(pictures).astype(np.float32) / 255
    flat = np.full_like(exact, 0.5)
    alike = paintings.ms_ssim(exact, pictures)
    half = paintings.ms_ssim((exact + flat) / 2, pictures)
    assert (alike > half).all()
    assert (half > paintings.ms_ssim(flat, pictures)).all()
