"""The autoencoder: shapes, codes that ignore their batch, and that it learns."""

from pathlib import Path

import numpy as np
import pytest
import torch

from cabinet.lessons import likenesses, named_specimens, schooling
from cabinet.networks import aims, autoencoder, checkpoints, training

torch.set_num_threads(1)


@pytest.fixture(scope="module")
def lessons() -> named_specimens.Named:
    ones = list(schooling.drawn(12, seed=4))
    return named_specimens.gathered(
        (one.cutout, 0.0, one.species, one.genus, 1.0) for one in [*ones, *ones[:4]]
    )


@pytest.mark.parametrize(("variational", "sketched"), [(True, True), (False, True), (True, False)])
def test_a_thumbnail_becomes_a_code_and_a_thumbnail_again(
    variational: bool, sketched: bool
) -> None:
    network = autoencoder.Autoencoder(8, variational=variational, sketched=sketched).eval()
    mean, spread = network.encode(torch.rand(3, 3, 128, 128))
    assert mean.shape == (3, autoencoder.CODE)
    assert (spread is not None) == variational
    assert network.decode(mean).shape == (3, 3, 128, 128)


def test_codes_have_length_one_and_the_same_codes_come_twice() -> None:
    torch.manual_seed(0)
    network = autoencoder.Autoencoder(8).eval()
    thumbnails = np.random.default_rng(0).integers(0, 256, (5, 128, 128, 3), np.uint8)
    codes = autoencoder.codes(network, thumbnails)
    assert codes.dtype == np.float32
    assert np.allclose(np.linalg.norm(codes, axis=1), 1, atol=1e-5)
    assert np.array_equal(codes, autoencoder.codes(network, list(thumbnails)))


def test_a_specimen_and_its_mirror_image_have_the_same_code() -> None:
    torch.manual_seed(0)
    network = autoencoder.Autoencoder(8).eval()
    thumbnails = np.random.default_rng(0).integers(0, 256, (3, 128, 128, 3), np.uint8)
    mirrored = np.ascontiguousarray(thumbnails[:, :, ::-1])
    codes = [autoencoder.codes(network, stack) for stack in (thumbnails, mirrored)]
    own, others = np.abs(codes[0] - codes[1]).max(), np.abs(codes[0] - codes[0][::-1]).max()
    assert own < 0.004  # bfloat16 rounds
    assert own < others / 2


def test_whitened_codes_spread_alike_in_all_directions() -> None:
    torch.manual_seed(0)
    network = autoencoder.Autoencoder(8).eval()
    random = np.random.default_rng(0)
    coarse = random.integers(0, 256, (300, 8, 8, 3), np.uint8)
    thumbnails = coarse.repeat(16, 1).repeat(16, 2)

    def share_of_the_widest() -> float:
        spread = np.linalg.eigvalsh(np.cov(autoencoder.codes(network, thumbnails), rowvar=False))
        return float(spread[-1] / spread.sum())

    before = share_of_the_widest()
    autoencoder.whiten(network, thumbnails)
    assert share_of_the_widest() < min(0.1, before / 2)
    first = network.whitening.clone()
    autoencoder.whiten(network, thumbnails)
    assert torch.allclose(first, network.whitening, atol=1e-3 * float(first.abs().max()))


def test_a_few_steps_bring_the_aims_nearer(lessons: named_specimens.Named, tmp_path: Path) -> None:
    aim, weights = aims.Aims(), tmp_path / "autoencoder.safetensors"
    views = named_specimens.Views(lessons, size=12)
    losses = []

    def loss(network: torch.nn.Module, batch: tuple[torch.Tensor, ...]) -> torch.Tensor:
        value = aim(network, batch)
        losses.append(float(value.detach()))
        return value

    training.fit(
        autoencoder.Autoencoder(8),
        batch=lambda _: views.batch(0),
        loss=loss,
        judge=lambda _: 0.0,
        weights=weights,
        plan=training.Plan(steps=12, judge_every=12, bf16=False),
        fresh=True,
    )
    assert losses[-1] < 0.8 * losses[0]
    likenesses.settle(weights, lessons, tmp_path / "result.safetensors")
    again = checkpoints.load(tmp_path / "result.safetensors", autoencoder.Autoencoder)
    assert again.arguments == {"breadth": 8, "variational": True, "sketched": False}
    assert not torch.equal(again.whitening, torch.eye(autoencoder.CODE))
    assert float(checkpoints.facts(weights)["steps"]) == 12
    assert weights.stat().st_size < 2.2 * sum(
        value.numel() for value in again.state_dict().values()
    )


def test_many_thumbnails_have_the_codes_that_each_has_alone() -> None:
    torch.manual_seed(0)
    network = autoencoder.Autoencoder(8).eval()
    count = autoencoder.BATCH + 3
    thumbnails = np.random.default_rng(0).integers(0, 256, (count, 128, 128, 3), np.uint8)
    codes = autoencoder.codes(network, thumbnails)
    assert codes.shape == (count, autoencoder.CODE)
    assert np.allclose(codes[-1], autoencoder.codes(network, thumbnails[-1:])[0], atol=1e-5)
    painted = autoencoder.reconstructions(network, thumbnails[:2])
    assert painted.shape == (2, 128, 128, 3)
    assert painted.min() >= 0
    assert painted.max() <= 1


def test_what_makes_specimens_of_a_kind_differ_counts_for_less() -> None:
    random = np.random.default_rng(0)
    kinds = np.repeat(np.arange(50), 4)
    codes = random.normal(size=(50, 128)).astype(np.float32)[kinds]
    codes[:, 7] = random.normal(size=200) * 3  # differs within a kind as much as between kinds
    plain, named = autoencoder.whitening(codes), autoencoder.whitening(codes, kinds)
    share = [np.linalg.norm(axes[7]) / np.linalg.norm(axes) for _, axes in (plain, named)]
    assert share[1] < 0.8 * share[0]
    unknown = autoencoder.whitening(codes, np.full(200, -1))
    assert np.allclose(unknown[1], plain[1])
