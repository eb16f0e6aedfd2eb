"""Two classic methods that find a specimen without having learnt: what a network must beat.

They also teach: what they cut out badly, they cut out as badly as any method might.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from cabinet.pictures import images

Picture = NDArray[np.uint8]
Mask = NDArray[np.bool_]
WORKING = 400  # pixels of the longer side at which GrabCut works
ROUNDS = 4


def otsu(photograph: Picture) -> Mask:
    """Return what is far, in Lab, from the colour of the frame's border: Otsu's threshold (1979).

    Takes RGB uint8 [h, w, 3].
    """
    lab = cv2.cvtColor(photograph, cv2.COLOR_RGB2LAB).astype(np.float32)
    edge = np.concatenate([lab[0], lab[-1], lab[:, 0], lab[:, -1]])
    far = np.sqrt(((lab - np.median(edge, 0)) ** 2).sum(2)).clip(0, 255).astype(np.uint8)
    far = cv2.GaussianBlur(far, (5, 5), 0)
    return cv2.threshold(far, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1] > 0


def grabcut(photograph: Picture) -> Mask:
    """Return what GrabCut (Rother 2004) finds in the box in the middle, a tenth left out all round.

    Takes RGB uint8 [h, w, 3].
    """
    small = images.reduced(photograph, WORKING)
    height, width = small.shape[:2]
    box = (width // 10, height // 10, width * 8 // 10, height * 8 // 10)
    labels = np.zeros((height, width), np.uint8)
    models = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.setRNGSeed(0)
    cv2.grabCut(small, labels, box, *models, ROUNDS, cv2.GC_INIT_WITH_RECT)
    found = ((labels == cv2.GC_FGD) | (labels == cv2.GC_PR_FGD)).astype(np.uint8)
    return cv2.resize(found, photograph.shape[1::-1], interpolation=cv2.INTER_NEAREST) > 0
