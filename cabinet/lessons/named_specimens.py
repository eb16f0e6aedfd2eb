"""Training samples of the autoencoder: thumbnails of specimens, some with names, seen twice."""

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from cabinet.lessons import disturbances
from cabinet.networks.autoencoder import SIDE, VIEW
from cabinet.pictures.framing import Pixels, lifted, upright_picture

PAINTED = 2  # one specimen in so many is painted
TWO = 0.6  # share of pairs that show two specimens of one kind, where there are two
RELATED, GENERA = 0.5, 2  # share of a batch that is of so few genera: those are hard to tell apart


@dataclass(frozen=True)
class Named:
    """Upright pictures, premultiplied uint8 RGBA [n, 128, 128, 4], with what they show.

    `kind` numbers species, sex and side together, `genus` genus and side; -1 where nobody named it.
    `weights` say how often each is drawn.
    """

    pictures: NDArray[np.uint8]
    kind: NDArray[np.int64]
    genus: NDArray[np.int64]
    weights: NDArray[np.float64]


def gathered(specimens: Iterable[tuple[Pixels, float, str, str, float]]) -> Named:
    """Frame specimens: (cutout RGBA, rotation, kind, genus, weight), with empty names for none."""
    pictures, kinds, genera, weights = [], [], [], []
    for cutout, rotation, kind, genus, weight in specimens:
        pictures.append(upright_picture(lifted(cutout, 3 * SIDE), rotation, SIDE))
        kinds.append(kind)
        genera.append(genus)
        weights.append(weight)
    return Named(np.stack(pictures), numbered(kinds), numbered(genera), np.array(weights))


def numbered(names: list[str]) -> NDArray[np.int64]:
    """Return names as numbers from 0, int64 [n]; -1 where there is none."""
    numbers = {name: number for number, name in enumerate(sorted(set(names) - {""}))}
    return np.array([numbers.get(name, -1) for name in names], np.int64)


class Views:
    """Batches of pairs of views; a pair shows one specimen twice, or two of one kind.

    Half of a batch is of two genera, drawn anew for each: among near relatives the network learns
    what tells species apart, among strangers it would be done with a glance at the colour.
    """

    def __init__(self, named: Named, *, size: int = 128, seed: int = 0, names: bool = True) -> None:
        """Prepare to draw pairs; without `names` a pair always shows one specimen."""
        self.named, self.size, self.seed, self.names = named, size, seed, names
        self.half = np.stack([_halved(picture) for picture in named.pictures])
        order = np.argsort(named.kind, kind="stable")
        self._order = order
        self._start = np.searchsorted(named.kind[order], named.kind)
        self._end = np.searchsorted(named.kind[order], named.kind, side="right")
        known = named.genus >= 0
        self._common = np.bincount(named.genus[known], named.weights[known]) ** 0.75

    def batch(self, step: int) -> tuple[torch.Tensor, ...]:
        """Return two views [n, 3, 64, 64] of each, clean pictures, their masks, who they are.

        The clean pictures [m, 3, 128, 128] and masks [m, 1, 128, 128] are of every second. Who:
        the numbers of specimen, kind and genus, int64 [n, 3], -1 where unknown.
        """
        random = torch.Generator().manual_seed(self.seed * 1_000_003 + step)
        weights = torch.from_numpy(self._weights(random))
        first = torch.multinomial(weights, self.size, replacement=True, generator=random).numpy()
        second = self._partners(first, random)
        clean = placed(_tensor(self.named.pictures[first[::PAINTED]]), random)
        left = on_white(varied(_tensor(self.half[first]), random))
        right = on_white(varied(_tensor(self.half[second]), random))
        return left, right, on_white(clean), clean[:, 3:].contiguous(), self._who(first)

    def _weights(self, random: torch.Generator) -> NDArray[np.float64]:
        """Return how often each specimen is drawn for one batch."""
        weights = self.named.weights / self.named.weights.sum()
        if not self.names or len(self._common) < GENERA:
            return weights
        common = torch.from_numpy(self._common)
        chosen = torch.multinomial(common, GENERA, generator=random).numpy()
        related = np.isin(self.named.genus, chosen) * weights
        return (1 - RELATED) * weights + RELATED * related / related.sum()

    def _partners(self, first: NDArray[np.int64], random: torch.Generator) -> NDArray[np.int64]:
        lot = torch.rand(2, len(first), generator=random).numpy()
        start, end = self._start[first], self._end[first]
        other = self._order[start + (lot[0] * (end - start)).astype(np.int64)]
        paired = (self.named.kind[first] >= 0) & (lot[1] < TWO) & self.names
        return np.where(paired, other, first)

    def _who(self, first: NDArray[np.int64]) -> torch.Tensor:
        kind, genus = self.named.kind[first], self.named.genus[first]
        unnamed = np.full_like(first, -1)
        who = [first, kind, genus] if self.names else [first, unnamed, unnamed]
        return torch.from_numpy(np.stack(who, 1))


def _halved(picture: Pixels) -> Pixels:
    return np.asarray(cv2.resize(picture, (VIEW, VIEW), interpolation=cv2.INTER_AREA), np.uint8)


def varied(pictures: torch.Tensor, random: torch.Generator) -> torch.Tensor:
    """Return another view: mirrored, turned a little, torn, faded, in other light, blurred."""
    count = len(pictures)
    pictures = disturbances.turned(
        pictures,
        (torch.rand(count, generator=random) - 0.5) * 24,
        side=VIEW,
        scale=0.88 + 0.16 * torch.rand(count, generator=random),
        shift=(torch.rand(count, 2, generator=random) - 0.5) * 0.06,
        mirror=torch.rand(count, generator=random) < 0.5,
    )
    pictures = disturbances.torn(pictures, 0.12, random)
    pictures = disturbances.recut(pictures, random)
    pictures = disturbances.recoloured(pictures, 0.25, random)
    return disturbances.blurred(pictures, 0.15, random)


def placed(pictures: torch.Tensor, random: torch.Generator) -> torch.Tensor:
    """Return thumbnails placed a little differently: mirrored, turned, scaled, shifted."""
    count = len(pictures)
    return disturbances.turned(
        pictures,
        (torch.rand(count, generator=random) - 0.5) * 10,
        side=pictures.shape[-1],
        scale=0.94 + 0.1 * torch.rand(count, generator=random),
        shift=(torch.rand(count, 2, generator=random) - 0.5) * 0.03,
        mirror=torch.rand(count, generator=random) < 0.5,
    )


def on_white(pictures: torch.Tensor) -> torch.Tensor:
    """Return premultiplied RGBA laid on white, float [n, 3, h, w]."""
    return pictures[:, :3] + 1 - pictures[:, 3:]


def _tensor(pictures: NDArray[np.uint8]) -> torch.Tensor:
    planes = torch.from_numpy(pictures).permute(0, 3, 1, 2).contiguous()
    return planes.float().div_(255)
