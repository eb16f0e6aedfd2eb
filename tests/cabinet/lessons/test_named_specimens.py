"""Training samples of the autoencoder: seeded, in pairs, near relatives together."""

import numpy as np
import pytest
import torch

from cabinet.lessons import named_specimens, schooling

torch.set_num_threads(1)


@pytest.fixture(scope="module")
def lessons() -> named_specimens.Named:
    ones = list(schooling.drawn(12, seed=4))
    return named_specimens.gathered(
        (one.cutout, 0.0, one.species, one.genus, 1.0) for one in [*ones, *ones[:4]]
    )


def test_views_are_seeded_and_say_who_they_show(lessons: named_specimens.Named) -> None:
    views = named_specimens.Views(lessons, size=16, seed=2)
    left, right, clean, masks, who = views.batch(5)
    assert left.shape == right.shape == (16, 3, 64, 64)
    assert clean.shape == (8, 3, 128, 128)
    assert masks.shape == (8, 1, 128, 128)
    assert who.shape == (16, 3)
    assert np.array_equal(lessons.kind[who[:, 0]], who[:, 1])
    assert torch.equal(left, views.batch(5)[0])
    assert not torch.equal(left, views.batch(6)[0])
    alone = named_specimens.Views(lessons, size=16, seed=2, names=False).batch(5)[-1]
    assert torch.all(alone[:, 1:] == -1)


def test_every_tensor_of_a_batch_can_be_shared_out(lessons: named_specimens.Named) -> None:
    """The painted ones of a share are those of its own pairs."""
    batch = named_specimens.Views(lessons, size=16, seed=2).batch(5)
    assert [len(tensor) for tensor in batch] == [16, 16, 8, 8, 16]


def test_half_of_a_batch_is_of_two_genera() -> None:
    genus = np.repeat(np.arange(20), 10)
    pictures = np.zeros((200, 128, 128, 4), np.uint8)
    named = named_specimens.Named(pictures, np.arange(200), genus, np.ones(200))
    views = named_specimens.Views(named, size=64, seed=1)
    for step in range(3):
        counts = np.bincount(views.batch(step)[-1][:, 2].numpy(), minlength=20)
        assert np.sort(counts)[-2:].sum() > 20


def test_specimens_without_names_are_drawn_too() -> None:
    unnamed = np.full(6, -1)
    pictures = np.zeros((6, 128, 128, 4), np.uint8)
    named = named_specimens.Named(pictures, unnamed, unnamed, np.ones(6))
    assert len(named_specimens.Views(named, size=4).batch(0)[0]) == 4
