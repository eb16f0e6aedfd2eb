"""What the autoencoder is trained for."""

import torch

from cabinet.networks import aims


def test_without_a_spread_a_drawn_code_is_its_mean() -> None:
    mean = torch.rand(2, 128)
    assert torch.equal(aims.sampled(mean, None), mean)
    assert not torch.equal(aims.sampled(mean, torch.zeros(2, 128)), mean)
    assert aims.divergence(torch.zeros(2, 128), torch.zeros(2, 128)) == 0


def test_kin_are_pulled_together_and_others_apart() -> None:
    axes = torch.eye(4, 128)
    kin = torch.eye(4)
    together = aims.apart(axes, axes, kin)
    mixed = aims.apart(axes, axes.roll(1, 0), kin)
    assert together < 0.5 < mixed
    friends = kin.clone()
    friends[0, 1] = friends[1, 0] = 1
    assert aims.apart(axes, axes, friends) > together


def test_kinship_is_that_of_the_closest_rank_known() -> None:
    who = torch.tensor([[1, 1, 1], [2, 1, 1], [3, 2, 1], [4, -1, -1], [5, -1, -1]])
    kin = aims.kinship(who)
    assert torch.equal(kin, kin.T)
    assert torch.all(kin.diagonal() == aims.SAME_SPECIMEN)
    assert kin[0, 1] == aims.SAME_KIND
    assert kin[0, 2] == aims.SAME_GENUS
    assert kin[0, 3] == kin[3, 4] == 0


def test_the_painting_is_judged_inside_the_mask_above_all() -> None:
    picture, masks = torch.zeros(1, 3, 8, 8), torch.zeros(1, 1, 8, 8)
    masks[..., :4, :] = 1
    inside, outside = picture.clone(), picture.clone()
    inside[..., :4, :] = 0.5
    outside[..., 4:, :] = 0.5
    assert aims.unlike(inside, picture, masks) > 4 * aims.unlike(outside, picture, masks)
