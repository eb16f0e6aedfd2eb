"""Pictures that show what the classifier makes of a photograph."""

import cv2
import numpy as np
from numpy.typing import NDArray

from cabinet.outcomes import Rejected
from cabinet.pictures import cutouts

Picture = NDArray[np.uint8]
HEIGHT = 480  # pixels


def example(photograph: Picture, logits: NDArray[np.float32]) -> Picture:
    """Return photograph, mask and cutout side by side, RGB; the cutout on magenta: halos show.

    If there is no cutout, the reason stands in its place.
    """
    outlined = photograph.copy()
    found = cutouts.everything(photograph, logits) > 0.5
    outlined[~found] = outlined[~found] // 2
    edges, _ = cv2.findContours(found.astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    cv2.drawContours(outlined, edges, -1, (255, 0, 0), max(1, photograph.shape[1] // 400))
    try:
        square, _ = cutouts.cutout(photograph, logits)
        alpha = square[:, :, 3:] / 255
        shown = (square[:, :, :3] * alpha + np.array([200, 0, 200]) * (1 - alpha)).astype(np.uint8)
    except Rejected as error:
        shown = np.full((HEIGHT, HEIGHT, 3), 40, np.uint8)
        white = (255, 255, 255)
        cv2.putText(shown, str(error), (8, HEIGHT // 2), 0, 0.45, white, 1, cv2.LINE_AA)
    return np.hstack([_of_height(picture) for picture in (photograph, outlined, shown)])


def _of_height(picture: Picture) -> Picture:
    size = (max(1, round(picture.shape[1] * HEIGHT / picture.shape[0])), HEIGHT)
    method = cv2.INTER_AREA if picture.shape[0] > HEIGHT else cv2.INTER_LINEAR
    return cv2.resize(picture, size, interpolation=method).astype(np.uint8, copy=False)
