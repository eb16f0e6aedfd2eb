"""What befalls specimens and their cutouts, done to batches of pictures: food for training.

Pictures are premultiplied RGBA, float [n, 4, h, w] in 0..1. Everything is drawn from the generator
that is handed in, so that a batch is a function of its seed.
"""

import math

import torch
from torch.nn import functional


def turned(
    pictures: torch.Tensor, degrees: torch.Tensor, *, side: int, scale: torch.Tensor,
    shift: torch.Tensor, mirror: torch.Tensor,
) -> torch.Tensor:  # fmt: skip
    """Turn each picture clockwise about its middle, scale it, shift it, mirror it first if asked.

    `shift` [n, 2] is a part of the side, `mirror` [n] is true or false.
    """
    radians = degrees.float() * (math.pi / 180)
    cos, sin = radians.cos() / scale, radians.sin() / scale
    flip = 1 - 2 * mirror.float()
    matrix = torch.stack(
        [
            torch.stack([cos * flip, sin * flip, -shift[:, 0] * 2], 1),
            torch.stack([-sin, cos, -shift[:, 1] * 2], 1),
        ],
        1,
    )
    grid = functional.affine_grid(matrix, [len(pictures), 4, side, side], align_corners=False)
    return functional.grid_sample(pictures, grid, align_corners=False, padding_mode="zeros")


def torn(pictures: torch.Tensor, chance: float, random: torch.Generator) -> torch.Tensor:
    """Lose wing tips and bites out of the wings."""
    count, _, height, width = pictures.shape
    y = torch.linspace(-1, 1, height)[:, None]
    x = torch.linspace(-1, 1, width)[None]
    angle = torch.rand(count, 2, generator=random) * 2 * math.pi
    far = 0.45 + 0.6 * torch.rand(count, generator=random)
    hit = torch.rand(count, 2, generator=random) < chance
    along = x * angle[:, 0].cos()[:, None, None] + y * angle[:, 0].sin()[:, None, None]
    across = y * angle[:, 0].cos()[:, None, None] - x * angle[:, 0].sin()[:, None, None]
    ragged = 0.04 * (across * 23 + angle[:, 1, None, None]).sin()
    cut = (along + ragged > far[:, None, None]) & hit[:, 0, None, None]
    place = torch.stack([angle[:, 1].cos(), angle[:, 1].sin()], 1) * far[:, None]
    size = 0.1 + 0.3 * torch.rand(count, generator=random)
    gone = (x - place[:, 0, None, None]) ** 2 + (y - place[:, 1, None, None]) ** 2
    cut |= (gone < size[:, None, None] ** 2) & hit[:, 1, None, None]
    return pictures * ~cut[:, None]


def recut(pictures: torch.Tensor, random: torch.Generator) -> torch.Tensor:
    """Change some cuts: antennae and legs lost, the edge shaved, or a fringe of ground kept."""
    lot = torch.rand(len(pictures), generator=random)
    ground = torch.rand(len(pictures), 3, 1, 1, generator=random)
    changed = pictures.clone()
    opened, shaved, fringed = lot < 0.3, (lot > 0.3) & (lot < 0.4), lot > 0.9
    for chosen in (opened, shaved):
        part = pictures[chosen]
        alpha = part[:, 3:].contiguous()
        less = -functional.max_pool2d(-alpha, 3, 1, 1)
        if chosen is opened:
            less = torch.minimum(functional.max_pool2d(less, 3, 1, 1), alpha)
        changed[chosen] = part * (less / alpha.clamp(min=1e-3))
    part = pictures[fringed]
    wider = functional.max_pool2d(part[:, 3:].contiguous(), 3, 1, 1)
    around = ground[fringed] * (wider - part[:, 3:])
    changed[fringed] = torch.cat([part[:, :3] + around, wider], 1)
    return changed


def recoloured(pictures: torch.Tensor, strength: float, random: torch.Generator) -> torch.Tensor:
    """Other light, other exposure, faded scales: brightness, contrast, saturation, cast."""
    count = len(pictures)

    def lot(*shape: int) -> torch.Tensor:
        return (torch.rand(count, *shape, 1, 1, generator=random) * 2 - 1) * strength

    colour, alpha = pictures[:, :3], pictures[:, 3:]
    grey = colour.mean(1, keepdim=True)
    colour = grey + (colour - grey) * (1 + 0.8 * lot(1))
    level = colour.sum((2, 3), keepdim=True) / alpha.sum((2, 3), keepdim=True).clamp(min=1)
    level = level.mean(1, keepdim=True) * alpha
    colour = level + (colour - level) * (1 + 0.5 * lot(1))
    colour = colour * (1 + 0.5 * lot(1)) * (1 + 0.2 * lot(3)) + 0.15 * lot(1) * alpha
    return torch.cat([torch.minimum(colour.clamp(min=0), alpha), alpha], 1)


def blurred(pictures: torch.Tensor, chance: float, random: torch.Generator) -> torch.Tensor:
    """Soften some pictures and roughen others."""
    lot = torch.rand(len(pictures), generator=random)
    changed = pictures.clone()
    changed[lot < chance] = functional.avg_pool2d(pictures[lot < chance].contiguous(), 3, 1, 1)
    part = pictures[lot > 1 - chance]
    noise = torch.randn(part[:, 3:].shape, generator=random) * 0.05
    rough = (part[:, :3] + noise * part[:, 3:]).clamp(min=0)
    changed[lot > 1 - chance] = torch.cat([torch.minimum(rough, part[:, 3:]), part[:, 3:]], 1)
    return changed
