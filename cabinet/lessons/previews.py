"""A sheet of training samples: what a network is shown, side by side with what it is to answer."""

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

SAMPLES, SIDE, GAP = 12, 128, 4  # rows of a sheet at most, and pixels


def sheet(batch: tuple[torch.Tensor, ...], samples: int = SAMPLES) -> Image.Image:
    """Return a picture with a row for each sample, and in it each of the sample's pictures.

    Every tensor [n, channels, h, w] of a batch is taken for pictures: one channel grey, three
    colours, four premultiplied RGBA, which is laid on white; of other numbers of channels the first
    is shown. A tensor of fewer samples than the first belongs to every so manieth of them. Raises
    `ValueError` if there is no picture in the batch.
    """
    pictures = [tensor for tensor in batch if tensor.ndim == 4]
    if not pictures:
        raise ValueError("there is no picture in this batch")
    fewest = min(len(tensor) for tensor in pictures)
    rows = []
    for number in range(min(samples, fewest)):
        row = [_shown(tensor[number * (len(tensor) // fewest)]) for tensor in _scaled(pictures)]
        rows.append(np.hstack([_framed(picture) for picture in row]))
    return Image.fromarray(np.vstack(rows))


def _scaled(pictures: list[torch.Tensor]) -> list[torch.Tensor]:
    """Return tensors brought into 0..1, where they are not."""
    found = []
    for tensor in pictures:
        values = tensor.float()
        low, high = float(values.min()), float(values.max())
        inside = low >= -0.01 and high <= 1.01
        found.append(values if inside else (values - low) / max(high - low, 1e-9))
    return found


def _shown(picture: torch.Tensor) -> NDArray[np.uint8]:
    planes = picture.clamp(0, 1).cpu().numpy()
    if len(planes) == 4:
        planes = planes[:3] + 1 - planes[3:]
    if len(planes) != 3:
        planes = np.repeat(planes[:1], 3, 0)
    return np.asarray((planes.transpose(1, 2, 0).clip(0, 1) * 255).round(), np.uint8)


def _framed(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    side = max(SIDE, *picture.shape[:2])
    scale = max(1, side // max(picture.shape[:2]))
    larger = picture.repeat(scale, 0).repeat(scale, 1)
    below, right = side - larger.shape[0] + GAP, side - larger.shape[1] + GAP
    return np.pad(larger, ((0, below), (0, right), (0, 0)), constant_values=200)
