"""The autoencoder: shapes, aims, codes that ignore their batch, and that it learns."""

from pathlib import Path

import numpy as np
import pytest
import torch

from cabinet.lessons import named_specimens, schooling
from cabinet.networks import autoencoder, checkpoints, likeness, training

torch.set_num_threads(1)


@pytest.fixture(scope="module")
def lessons() -> named_specimens.Named:
    ones = list(schooling.drawn(12, seed=4))
    return named_specimens.gathered(
        (one.cutout, 0.0, one.species, one.genus, 1.0) for one in [*ones, *ones[:4]]
    )


@pytest.mark.parametrize("variational", [True, False])
def test_a_thumbnail_becomes_a_code_and_a_thumbnail_again(variational: bool) -> None:
    network = autoencoder.Autoencoder(8, variational=variational).eval()
    mean, spread = network.encode(torch.rand(3, 3, 128, 128))
    assert mean.shape == (3, autoencoder.CODE)
    assert (spread is not None) == variational
    assert network.decode(mean).shape == (3, 3, 128, 128)
    assert torch.equal(autoencoder.sampled(mean, None), mean)


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
    assert np.allclose(*codes, atol=1e-5)


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


def test_views_are_seeded_and_know_their_kin(lessons: named_specimens.Named) -> None:
    views = named_specimens.Views(lessons, size=16, seed=2)
    left, right, clean, masks, kin = views.batch(5)
    assert left.shape == right.shape == (16, 3, 64, 64)
    assert clean.shape == (4, 3, 128, 128)
    assert masks.shape == (4, 1, 128, 128)
    assert torch.equal(kin, kin.T)
    assert torch.all(kin.diagonal() == 1)
    assert torch.equal(left, views.batch(5)[0])
    assert not torch.equal(left, views.batch(6)[0])
    alone = named_specimens.Views(lessons, size=16, seed=2, names=False).batch(5)[-1]
    assert set(alone.unique().tolist()) <= {0.0, 1.0}


def test_kin_are_pulled_together_and_others_apart() -> None:
    axes = torch.eye(4, 128)
    kin = torch.eye(4)
    together = autoencoder.apart(axes, axes, kin)
    mixed = autoencoder.apart(axes, axes.roll(1, 0), kin)
    assert together < 0.5 < mixed
    friends = kin.clone()
    friends[0, 1] = friends[1, 0] = 1
    assert autoencoder.apart(axes, axes, friends) > together


def test_the_painting_is_judged_inside_the_mask_above_all() -> None:
    picture, masks = torch.zeros(1, 3, 8, 8), torch.zeros(1, 1, 8, 8)
    masks[..., :4, :] = 1
    inside, outside = picture.clone(), picture.clone()
    inside[..., :4, :] = 0.5
    outside[..., 4:, :] = 0.5
    loss = autoencoder.unlike
    assert loss(inside, picture, masks) > 4 * loss(outside, picture, masks)


def test_votes_leave_out_other_views_of_the_same_specimen() -> None:
    codes = likeness.unit(np.array([[1, 0], [1, 0.01], [1, 0.1], [0, 1], [0.1, 1.0]]))
    names, specimens = ["a", "a", "b", "c", "c"], ["1", "1", "2", "3", "4"]
    every = np.ones(5, bool)
    right = likeness.named_rightly(codes, names, specimens, queries=every, neighbours=1)
    assert right.tolist() == [False, False, False, True, True]
    assert likeness.answerable(names, specimens).tolist() == [False, False, False, True, True]


def test_a_few_steps_bring_the_aims_nearer(lessons: named_specimens.Named, tmp_path: Path) -> None:
    aims, weights = autoencoder.Aims(), tmp_path / "autoencoder.safetensors"
    views = named_specimens.Views(lessons, size=12)
    losses = []

    def loss(network: torch.nn.Module, batch: tuple[torch.Tensor, ...]) -> torch.Tensor:
        value = aims(network, batch)
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
    schooling.settle(weights, lessons, tmp_path / "result.safetensors")
    again = checkpoints.load(tmp_path / "result.safetensors", autoencoder.Autoencoder)
    assert again.arguments == {"breadth": 8, "variational": True}
    assert not torch.equal(again.whitening, torch.eye(autoencoder.CODE))
    assert float(checkpoints.facts(weights)["steps"]) == 12
