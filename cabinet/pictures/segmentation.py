"""The classifier at work: photographs in, logits out, at the working size."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from cabinet.networks import checkpoints
from cabinet.networks.classifier import Classifier

Picture = NDArray[np.uint8]
Light = NDArray[np.float32]
STEP = 32  # sides of what the network takes are multiples of this


def classifier(weights: Path) -> Classifier:
    """Load the classifier (once per process), in the layout that is fastest here."""
    network = checkpoints.load(weights, Classifier)
    return network.to(memory_format=torch.channels_last)  # type: ignore[call-overload,no-any-return]


def seen(photograph: Picture, working_size: int) -> Picture:
    """Return the photograph [h, w, 3] as the network takes it: longer side about `working_size`.

    Both sides become multiples of 32; that bends the picture by a few percent at most and needs
    no border that the network would have to understand.
    """
    height, width = photograph.shape[:2]
    scale = working_size / max(height, width)
    size = [max(2, round(side * scale / STEP)) * STEP for side in (width, height)]
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return cv2.resize(photograph, size, interpolation=method).astype(np.uint8, copy=False)


def logits(
    network: nn.Module, pictures: Sequence[Picture], *, mirrored: bool = False
) -> list[Light]:
    """Return the network's answer [h, w] for each picture [h, w, 3] made by `seen`.

    `mirrored` shows it each picture mirrored as well and takes the mean: truer by a little.
    On a graphics card pictures of one shape go together; a processor gains nothing by that, and
    one by one the answers do not depend on who else was in the batch.
    """
    place = next(network.parameters()).device
    halved = checkpoints.halves(place)
    together: dict[object, list[int]] = {}
    for number, picture in enumerate(pictures):
        key = picture.shape if place.type == "cuda" else number
        together.setdefault(key, []).append(number)
    answers: dict[int, Light] = {}
    for numbers in together.values():
        stack = torch.from_numpy(np.stack([pictures[n] for n in numbers])).to(place)
        batch = stack.permute(0, 3, 1, 2).float() / 255
        with torch.inference_mode(), torch.autocast(place.type, torch.bfloat16, enabled=halved):
            answer = network(batch.contiguous(memory_format=torch.channels_last))
            if mirrored:
                other = batch.flip(3).contiguous(memory_format=torch.channels_last)
                answer = (answer.float() + network(other).float().flip(3)) / 2
        answers.update(zip(numbers, answer[:, 0].float().cpu().numpy(), strict=True))
    return [answers[number] for number in range(len(pictures))]
