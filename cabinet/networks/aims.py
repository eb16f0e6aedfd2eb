"""What the autoencoder is trained for: paintings like originals, codes that know their kin."""

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional

from cabinet.networks.autoencoder import SIDE, VIEW

SAME_SPECIMEN, SAME_KIND, SAME_GENUS = 1.0, 0.7, 0.005  # how much two views ought to be neighbours


def sampled(mean: torch.Tensor, spread: torch.Tensor | None) -> torch.Tensor:
    """Return a code drawn from its distribution; the mean itself where there is no spread."""
    if spread is None:
        return mean
    return mean + torch.randn_like(mean) * (spread / 2).exp()


def unlike(painted: torch.Tensor, pictures: torch.Tensor, masks: torch.Tensor) -> torch.Tensor:
    """Return the reconstruction loss, pixels of the specimen counting five times.

    Charbonnier for the many small errors, squares for the few large ones.
    """
    square = (painted - pictures) ** 2
    away = (square + 1e-4).sqrt() + 2 * square
    weight = 0.2 + 0.8 * masks
    return (away * weight).sum() / (weight.sum() * 3)


def divergence(mean: torch.Tensor, spread: torch.Tensor | None) -> torch.Tensor:
    """Return the Kullback-Leibler divergence from the unit normal, averaged over all numbers."""
    if spread is None:
        return mean.new_zeros(())
    return 0.5 * (mean**2 + spread.exp() - 1 - spread).mean()


def apart(
    left: torch.Tensor, right: torch.Tensor, kin: torch.Tensor, temperature: float = 0.12
) -> torch.Tensor:
    """Return the contrastive loss of two views' codes [n, 128].

    `kin` [n, n] says how much row i ought to be beside row j, its diagonal being 1; what has no kin
    is pushed away. Symmetric in the two views. In full precision: near relatives differ in what
    half of it cannot tell.
    """
    both = functional.normalize(torch.cat([left, right]).float(), dim=1)
    with torch.autocast(both.device.type, enabled=False):
        likeness = both @ both.T / temperature
    count = len(left)
    own = torch.eye(2 * count, dtype=torch.bool, device=both.device)
    likeness = likeness.masked_fill(own, -1e4)
    wanted = kin.repeat(2, 2).masked_fill(own, 0)
    wanted = wanted / wanted.sum(1, keepdim=True)
    return -(wanted * likeness.log_softmax(1)).sum(1).mean()


def kinship(who: torch.Tensor) -> torch.Tensor:
    """Return how much specimens ought to be beside each other, float [n, n], 1 on the diagonal.

    `who` [n, 3] numbers specimen, kind (species, sex and side) and genus with side; -1 is unknown.
    """
    same = (who[:, None] == who[None]) & (who[:, None] >= 0)
    kin = SAME_GENUS * same[..., 2].float()
    kin[same[..., 1]] = SAME_KIND
    kin[same[..., 0]] = SAME_SPECIMEN
    return kin


@dataclass(frozen=True)
class Aims:
    """How much each aim of the training weighs."""

    painting: float = 10.0
    divergence: float = 1e-3
    contrast: float = 1.0

    def __call__(self, network: nn.Module, batch: tuple[torch.Tensor, ...]) -> torch.Tensor:
        """Return the loss of a batch of `named_specimens.Views`."""
        left, right, clean, masks, who = batch
        seen = [left, right, functional.avg_pool2d(clean, SIDE // VIEW)]
        looked = torch.cat(seen).contiguous(memory_format=torch.channels_last)
        mean, spread = network.encode(looked)
        count = len(left)
        drawn = sampled(mean[2 * count :], None if spread is None else spread[2 * count :])
        loss = self.painting * unlike(network.decode(drawn), clean, masks)
        loss = loss + self.divergence * divergence(mean, spread)
        return loss + self.contrast * apart(mean[:count], mean[count : 2 * count], kinship(who))
