from pathlib import Path

import numpy as np
import pytest
import torch

from cabinet.networks import checkpoints
from cabinet.networks.classifier import Classifier, mismatch
from cabinet.pictures import segmentation


@pytest.fixture(scope="module")
def network() -> Classifier:
    torch.manual_seed(0)
    return Classifier(8).eval().to(memory_format=torch.channels_last)


@pytest.mark.parametrize(("height", "width"), [(64, 96), (96, 64), (32, 32)])
def test_one_logit_for_each_pixel(network: Classifier, height: int, width: int) -> None:
    answer = network(torch.rand(2, 3, height, width))
    assert answer.shape == (2, 1, height, width)


def test_weights_are_small_enough_to_ship() -> None:
    assert sum(p.numel() for p in Classifier().parameters()) * 4 < 10e6


def test_the_better_mask_costs_less() -> None:
    mask = torch.zeros(1, 1, 64, 64)
    mask[:, :, 16:48, 16:48] = 1
    trust = torch.ones(1)
    right, inverse = (mask * 2 - 1) * 9, (1 - mask * 2) * 9
    near = torch.roll(right, 2, 3)
    costs = [float(mismatch(answer, mask, trust)) for answer in (right, near, inverse)]
    assert costs == sorted(costs)
    assert costs[0] < 0.01
    assert float(mismatch(inverse, mask, trust * 0)) == 0


def test_photographs_are_seen_at_the_working_size() -> None:
    for height, width in ((1000, 750), (90, 3000), (33, 47), (512, 512)):
        seen = segmentation.seen(np.zeros((height, width, 3), np.uint8), 384)
        assert seen.shape[0] % 32 == seen.shape[1] % 32 == 0
        assert abs(max(seen.shape) - 384) <= 16
        assert min(seen.shape[:2]) >= 64


def test_answers_do_not_depend_on_the_rest_of_the_batch(network: Classifier) -> None:
    random = np.random.default_rng(0)
    shapes = [(64, 96, 3), (96, 64, 3), (64, 96, 3)]
    pictures = [random.integers(0, 256, shape, np.uint8) for shape in shapes]
    together = segmentation.logits(network, pictures)
    alone = [segmentation.logits(network, [picture])[0] for picture in pictures]
    assert [answer.shape for answer in together] == [shape[:2] for shape in shapes]
    if not torch.cuda.is_available():
        assert all(np.array_equal(a, b) for a, b in zip(together, alone, strict=True))


def test_a_mirrored_photograph_gets_the_mirrored_answer(network: Classifier) -> None:
    picture = np.random.default_rng(1).integers(0, 256, (64, 96, 3), np.uint8)
    (one,) = segmentation.logits(network, [picture], mirrored=True)
    other = np.ascontiguousarray(picture[:, ::-1])
    (two,) = segmentation.logits(network, [other], mirrored=True)
    assert np.allclose(one[:, ::-1], two, atol=0.05)


def test_missing_weights_end_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(checkpoints.UnusableWeightsError, match="python train_classifier"):
        segmentation.classifier(tmp_path / "classifier.safetensors")
