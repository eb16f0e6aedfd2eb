"""How right the locator is: held-out specimens laid into far frames, and ordinary photographs."""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from cabinet.lessons import far_frames, locating
from cabinet.lessons.boxed import Shown, shown
from cabinet.lessons.photometry import relit
from cabinet.lessons.scenes import cut_out, emptied
from cabinet.networks import figures, locator
from cabinet.networks.figures import Figure
from cabinet.pictures import located, segmentation
from cabinet.pictures.located import Box

Picture = NDArray[np.uint8]

SHARES = (0.04, 0.08, 0.15, 0.25)
FRAMES = 80  # of each share, and of those with nothing in them
SEED = 11
FOUND = 0.5  # IoU of boxes
Answer = tuple[float, Picture, str]  # overlap, what it looked like, which it was


def measured(folder: Path, weights: Path) -> tuple[list[Figure], list[Answer]]:
    """Return the figures of a locator on what no training and no choice of weights saw."""
    network = locator.locator(weights)
    given = locating.held_out(folder, tested=True)
    cuts = [(pair.image, cut) for pair, scene in given for cut in cut_out(scene)]
    if not cuts:
        return [], []
    grounds = [emptied(scene) if scene.mask.any() else scene.photograph for _, scene in given]
    found, answers = [], []
    for row, share in enumerate((*SHARES, 0.0)):
        overlaps, named = [], []
        for number in range(FRAMES):
            random = np.random.default_rng((SEED, row, number))
            image, cut = cuts[int(random.integers(len(cuts)))]
            ground = grounds[int(random.integers(len(grounds)))]
            size = locating.SHAPES[number % len(locating.SHAPES)]
            far = far_frames.frame(random, size, ground, [cut] if share else [], share)
            one = Shown(relit(far.photograph, random), far.boxes)
            overlaps.append(locating.right(network, one))
            named.append(image.split("_")[0])
            answers.append((overlaps[-1], drawn(network, one), f"{share:.0%} {image}"))
        right = np.array(overlaps) > FOUND
        where = f"found at {share:.0%} of the frame" if share else "nothing found where nothing is"
        found.append(figures.mean(where, right, named))
    ordinary = [(pair.image, shown(scene)) for pair, scene in given if scene.mask.any()]
    right = np.array([locating.right(network, one) > FOUND for _, one in ordinary])
    named = [image.split("_")[0] for image, _ in ordinary]
    found.append(figures.mean("found in ordinary photographs", right, named))
    return found, answers


def boxes(network: locator.Locator, one: Shown) -> list[Box]:
    """Return the boxes of which the locator is sure."""
    (found,) = locator.boxes(network, [segmentation.seen(one.photograph, locator.SIDE)])
    return [box for box in found if box.chance > located.SURE]


def drawn(network: locator.Locator, one: Shown) -> Picture:
    """Return a photograph with its true boxes in green, and those that were found in red."""
    picture = one.photograph.copy()
    height, width = picture.shape[:2]
    for left, top, right, bottom in one.boxes:
        cv2.rectangle(picture, (int(left), int(top)), (int(right), int(bottom)), (0, 200, 0), 1)
    for box in boxes(network, one):
        low = (round(box.left * width), round(box.top * height))
        high = (round(box.right * width), round(box.bottom * height))
        cv2.rectangle(picture, low, high, (255, 0, 0), 1)
    return picture
