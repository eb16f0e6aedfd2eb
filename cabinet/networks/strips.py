"""Strips of pictures that show what a code holds: original, reconstruction, the way to another."""

import numpy as np
import torch
from PIL import Image

from cabinet.networks.autoencoder import Autoencoder
from cabinet.outcomes import Rejected
from cabinet.pictures.framing import Pixels

STEPS = 6


@torch.inference_mode()
def strip(network: Autoencoder, one: Pixels | None, other: Pixels | None) -> Image.Image:
    """Return thumbnail, reconstruction, steps between, reconstruction, thumbnail, side by side.

    Takes uint8 RGB [128, 128, 3]. Raises `Rejected` if a thumbnail was torn.
    """
    if one is None or other is None:
        raise Rejected("a thumbnail is torn")
    place = next(network.parameters()).device
    ends = torch.from_numpy(np.stack([one, other])).to(place).permute(0, 3, 1, 2).float() / 255
    start, end = network.encode(ends)[0]
    shares = torch.linspace(0, 1, STEPS + 2, device=place)[:, None]
    painted = network.decode(start + (end - start) * shares).clamp(0, 1)
    row = (painted.permute(0, 2, 3, 1).cpu().numpy() * 255).round().astype(np.uint8)
    return Image.fromarray(np.hstack([one, *row, other]))
