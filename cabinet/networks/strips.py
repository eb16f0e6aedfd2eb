"""Pictures that show what a code holds: reconstructions, ways to other specimens, the nearest."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from cabinet import files
from cabinet.networks import checkpoints, latent_codes
from cabinet.networks.autoencoder import SIDE, Autoencoder
from cabinet.outcomes import Rejected
from cabinet.pictures.framing import Pixels

STEPS = 6
NEAREST = STEPS + 3  # as many as there is room for below a strip
GALLERY = 1000  # thumbnails among which the nearest are looked for
GAP = 8  # pixels


def strips(folder: Path, weights: Path, image: str) -> Image.Image:
    """Return two strips for a thumbnail of a folder.

    Above: thumbnail, reconstruction, six steps through the codes to the specimen half the
    collection away, that one's reconstruction and thumbnail. Below: the thumbnail and its nearest
    by code among a thousand, nearest first. Raises `Rejected` if one of the two is torn.
    """
    every = files.stems(folder, ".jpg")
    other = every[(every.index(image) + len(every) // 2) % len(every)]
    ends = [latent_codes.thumbnail(folder / f"{name}.jpg") for name in (image, other)]
    network = checkpoints.load(weights, Autoencoder)
    above = way(network, *ends)
    names, codes = gallery(folder, weights, checkpoints.digest(weights))
    own = latent_codes.encoded(folder, [image], weights)["code"][0]
    near = [name for name in (names[row] for row in np.argsort(-(codes @ own))) if name != image]
    pictures = [latent_codes.thumbnail(folder / f"{name}.jpg") for name in near[:NEAREST]]
    below = np.full_like(above, 255)
    for place, picture in enumerate([ends[0], *pictures]):
        if picture is not None:
            below[:, place * SIDE : (place + 1) * SIDE] = picture
    gap = np.full((GAP, above.shape[1], 3), 255, np.uint8)
    return Image.fromarray(np.vstack([above, gap, below]))


@torch.inference_mode()
def way(network: Autoencoder, one: Pixels | None, other: Pixels | None) -> Pixels:
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
    return np.hstack([one, *row, other])


@lru_cache(maxsize=1)
def gallery(folder: Path, weights: Path, _digest: str) -> tuple[Sequence[str], NDArray[np.float32]]:
    """Return names and codes of thumbnails that are evenly spread over a folder."""
    every = files.stems(folder, ".jpg")
    rows = latent_codes.encoded(folder, every[:: -(-len(every) // GALLERY)], weights)
    return [name.decode("ascii") for name in rows["image"]], rows["code"]
