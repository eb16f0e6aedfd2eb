"""The quality network: chances of grades that are chances, and as sure as they are right."""

from pathlib import Path

import numpy as np
import torch

from cabinet.networks import checkpoints, quality

torch.set_num_threads(1)


def pictures(count: int) -> list[np.ndarray]:
    random = np.random.default_rng(4)
    return [random.integers(0, 256, (128, 128, 3)).astype(np.uint8) for _ in range(count)]


def network() -> quality.QualityNetwork:
    torch.manual_seed(0)
    return quality.QualityNetwork(4).eval()


def test_chances_are_chances_of_the_three_grades() -> None:
    found = quality.chances(network(), pictures(3))
    assert found.shape == (3, len(quality.GRADES))
    assert np.allclose(found.sum(1), 1)


def test_calibration_makes_a_network_that_guesses_unsure() -> None:
    some = network()
    some.out[-1].weight.data *= 60  # as sure as can be, and knows nothing
    shown = pictures(12)
    before = quality.chances(some, shown).max(1).mean()
    quality.calibrate(some, shown, ["bad", "partial", "good"] * 4)
    assert float(some.temperature) > 1
    assert quality.chances(some, shown).max(1).mean() < before


def test_temperature_comes_back_with_the_weights(tmp_path: Path) -> None:
    some = network()
    some.temperature.fill_(2.5)
    checkpoints.save(tmp_path / "quality.safetensors", some, half=True)
    back = checkpoints.load(tmp_path / "quality.safetensors", quality.QualityNetwork, "cpu")
    assert float(back.temperature) == 2.5


def test_the_loss_is_smallest_for_the_chances_that_are_wanted() -> None:
    wanted = torch.tensor([[0.9, 0.1, 0.0]])
    shown = torch.rand(1, 3, 128, 128)

    def answering(chances: torch.Tensor) -> torch.nn.Module:
        class Answer(torch.nn.Module):
            def forward(self, thumbnails: torch.Tensor) -> torch.Tensor:
                return (chances + 1e-6).log().expand(len(thumbnails), -1)

        return Answer()

    right = quality.loss(answering(wanted), (shown, wanted))
    wrong = quality.loss(answering(wanted.flip(1)), (shown, wanted))
    assert right < wrong
