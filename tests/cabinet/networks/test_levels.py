import torch
from torch import nn

from cabinet.networks.levels import Level, convolution


def test_a_level_halves_the_maps_and_adds_what_it_sees():
    torch.manual_seed(1)
    level = Level(3, 8).eval()
    maps = torch.rand(2, 3, 16, 12)
    halved = level.halve(maps)
    assert halved.shape == (2, 8, 8, 6)
    assert torch.equal(level(maps), halved + level.look(halved))
    plain = Level(3, 8, nn.Identity()).eval()
    assert torch.equal(plain(maps), 2 * plain.halve(maps))


def test_a_convolution_keeps_the_size_and_is_never_below_nothing():
    torch.manual_seed(1)
    seen = convolution(3, 5)(torch.randn(4, 3, 9, 9))
    assert seen.shape == (4, 5, 9, 9)
    assert seen.min() == 0
