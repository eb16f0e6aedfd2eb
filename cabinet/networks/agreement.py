"""How far two masks agree: in area, and along the outline."""

import cv2
import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]


def overlap(found: Mask, truth: Mask) -> float:
    """Return intersection over union, 0..1; of two empty masks, 1."""
    either = int((found | truth).sum())
    return float((found & truth).sum() / either) if either else 1.0


def outline(found: Mask, truth: Mask, tolerance: float) -> float:
    """Return the boundary F-score, 0..1: outline pixels that lie within `tolerance` pixels.

    The harmonic mean of the share of each outline that lies near the other (Csurka 2013).
    """
    ours, theirs = _edge(found), _edge(truth)
    if not ours.any() or not theirs.any():
        return float(ours.any() == theirs.any())
    precision = float((_distance(theirs)[ours] <= tolerance).mean())
    recall = float((_distance(ours)[theirs] <= tolerance).mean())
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _edge(mask: Mask) -> Mask:
    solid = mask.astype(np.uint8)
    inner = cv2.erode(solid, np.ones((3, 3), np.uint8), borderType=cv2.BORDER_REPLICATE)
    edge: Mask = (solid > 0) & (inner == 0)
    return edge


def _distance(edge: Mask) -> NDArray[np.float32]:
    return cv2.distanceTransform((~edge).astype(np.uint8), cv2.DIST_L2, 5).astype(np.float32)
