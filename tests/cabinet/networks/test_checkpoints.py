from pathlib import Path

import pytest
import torch
from torch import nn

from cabinet.networks import checkpoints


class Small(nn.Module):
    def __init__(self, width: int = 2) -> None:
        super().__init__()
        self.arguments = {"width": width}
        self.layer = nn.Linear(width, width)


class Other(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.arguments: dict = {}
        self.layer = nn.Linear(2, 2)


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "models" / "small.safetensors"
    checkpoints.save(path, Small(3), metric=0.5, data="drawn", licence="MIT")
    return path


def test_what_was_saved_is_rebuilt_with_its_arguments(weights: Path) -> None:
    network = Small(5)
    checkpoints.save(weights, network)
    again = checkpoints.load(weights, Small, "cpu")
    assert again.arguments == {"width": 5}
    assert torch.equal(again.layer.weight, network.layer.weight)
    assert not again.training
    assert not again.layer.weight.requires_grad


def test_header_says_what_the_file_holds(weights: Path) -> None:
    told = checkpoints.facts(weights)
    assert told["architecture"] == "Small"
    assert told["metric"] == "0.5"
    assert told["data"] == "drawn"


def test_same_content_is_loaded_once_and_new_content_anew(weights: Path) -> None:
    first = checkpoints.load(weights, Small, "cpu")
    assert checkpoints.load(weights, Small, "cpu") is first
    checkpoints.save(weights, Small(4))
    assert checkpoints.load(weights, Small, "cpu").arguments == {"width": 4}


def test_missing_weights_name_file_and_remedy(tmp_path: Path) -> None:
    path = tmp_path / "trained_models" / "classifier.safetensors"
    with pytest.raises(checkpoints.UnusableWeightsError) as caught:
        checkpoints.load(path, Small)
    assert str(path) in str(caught.value)
    assert "is missing" in str(caught.value)
    assert "git checkout -- trained_models/classifier.safetensors" in str(caught.value)
    assert "python train_classifier.py" in str(caught.value)


def test_foreign_weights_are_refused(weights: Path) -> None:
    with pytest.raises(checkpoints.UnusableWeightsError, match="holds Small, not Other"):
        checkpoints.load(weights, Other)


@pytest.mark.parametrize("content", [b"", b"no weights", b"\x10" + b"\0" * 7 + b"{}"])
def test_torn_weights_are_refused(weights: Path, content: bytes) -> None:
    weights.write_bytes(content)
    with pytest.raises(checkpoints.UnusableWeightsError, match="torn"):
        checkpoints.load(weights, Small)


def test_weights_of_another_version_are_refused(weights: Path) -> None:
    network = Small(3)
    network.arguments = {"width": 9}
    checkpoints.save(weights, network)
    with pytest.raises(checkpoints.UnusableWeightsError, match="does not fit"):
        checkpoints.load(weights, Small)
