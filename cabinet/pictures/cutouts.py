"""From the network's answer to a cutout: which part is the specimen, and its square picture."""

import json
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from cabinet.networks import agreement
from cabinet.outcomes import Rejected
from cabinet.pictures.edges import decontaminated, refined, settled

Picture = NDArray[np.uint8]
Light = NDArray[np.float32]
Labels = NDArray[np.int32]
Answered = tuple[Picture, Light]  # a photograph, and the network's logits for it

MARGIN = 0.04  # of the cutout's side, on each side
SMALLEST, LARGEST = 0.0015, 0.93  # share of the frame that a specimen can cover
CERTAIN = 0.8  # mean probability inside a specimen that was really seen
FRAMED = 0.45  # share of the frame's border that a specimen may touch
FRAGMENT = 0.003  # area of a detached piece, as a share of the specimen's
REACH = 0.05  # gap to a detached piece, as a share of the specimen's longer side
MIRRORED = 0.8  # likeness to its own mirror image from which a piece is a whole specimen
HALVED = 0.6  # the same where there are two pieces: left wings and right wings
SECOND = 0.4  # a piece this large beside the specimen is another specimen


@dataclass(frozen=True)
class Found:
    """The specimen in a frame: its pixels, how sure the network is, how many others there are."""

    pixels: NDArray[np.bool_]
    confidence: float
    others: int


def specimen(probability: Light) -> Found:
    """Choose the specimen in the network's answer [h, w], 0..1.

    The largest piece counts, of two alike the upper; small pieces close to it (a wing tip, an
    antenna) belong to it, alike ones farther off are other specimens. Raises `Rejected` with the
    reason if nothing was found, or nothing that can be a specimen.
    """
    here = (probability > 0.5).astype(np.uint8)
    count, numbered, measured, middles = cv2.connectedComponentsWithStats(here, connectivity=8)
    labels, boxes = np.asarray(numbered, np.int32), np.asarray(measured, np.int32)
    if count < 2:
        raise Rejected("no specimen found")
    areas = boxes[:, cv2.CC_STAT_AREA].astype(np.float64)
    areas[0] = 0
    large = np.flatnonzero(areas >= 0.7 * areas.max())
    main = int(large[np.argmin(middles[large, 1])])
    wings = _loose_wings(labels, boxes)
    pixels = np.isin(labels, wings) if wings else _with_fragments(labels, boxes, main)
    others = sum(
        bool(areas[n] >= SECOND * areas[main] and not pixels[labels == n].any())
        for n in range(1, count)
    )
    confidence = float(probability[pixels].mean())
    _doubt(pixels, probability, confidence)
    return Found(pixels, confidence, others)


def _loose_wings(labels: Labels, boxes: Labels) -> list[int]:
    """Return the pieces if they are two to four of a size, close together: wings taken off.

    A wing is no mirror image of itself, left wings together even less; specimens nearly are.
    """
    areas = boxes[:, cv2.CC_STAT_AREA] * (np.arange(len(boxes)) > 0)
    pieces = np.flatnonzero(areas >= 0.2 * areas.max())
    if not 2 <= len(pieces) <= 4:
        return []
    low, high = boxes[pieces, :2], boxes[pieces, :2] + boxes[pieces, 2:4]
    reach = 0.8 * float((high - low).max())
    near = (low[:, None] <= high[None] + reach) & (high[:, None] + reach >= low[None])
    likeness = np.mean([_likeness(labels, boxes[n], int(n)) for n in pieces])
    if not near.all() or likeness > (MIRRORED if len(pieces) > 2 else HALVED):
        return []
    return [int(n) for n in pieces]


def _likeness(labels: Labels, box: NDArray[np.int32], number: int) -> float:
    """Return how far a piece is its own mirror image, upright or lying: overlap, 0..1."""
    x, y, width, height = (int(v) for v in box[:4])
    piece = labels[y : y + height, x : x + width] == number
    mirrored = (piece[:, ::-1], piece[::-1])
    return max(agreement.overlap(piece, other) for other in mirrored)


def _with_fragments(labels: Labels, boxes: Labels, main: int) -> NDArray[np.bool_]:
    """Return the main piece with all that lies close to it, from near to far."""
    pixels = labels == main
    x, y, width, height, area = (int(v) for v in boxes[main])
    reach = max(2, round(REACH * max(width, height)))
    top, left = max(0, y - 4 * reach), max(0, x - 4 * reach)
    near = np.s_[top : y + height + 4 * reach, left : x + width + 4 * reach]
    window, kept = labels[near], pixels[near].astype(np.uint8)
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    for _ in range(3):
        touched = np.unique(window[(cv2.dilate(kept, disc) > 0) & (kept == 0)])
        fresh = [
            int(n)
            for n in touched
            if n and FRAGMENT * area <= boxes[n, cv2.CC_STAT_AREA] < SECOND * area
        ]
        if not fresh:
            break
        kept |= np.isin(window, fresh).astype(np.uint8)
    belongs: NDArray[np.bool_] = pixels
    belongs[near] |= kept > 0
    return belongs


def _doubt(pixels: NDArray[np.bool_], probability: Light, confidence: float) -> None:
    """Raise `Rejected` for what cannot be a specimen."""
    share = float(pixels.mean())
    if share < SMALLEST:
        raise Rejected(f"what was found is too small: {share:.2%} of the frame")
    if share > LARGEST:
        raise Rejected(f"what was found is too large: {share:.0%} of the frame")
    if confidence < CERTAIN:
        raise Rejected(f"not sure that it is a specimen: {confidence:.2f}")
    unsure = float(((probability > 0.1) & (probability < 0.9)).sum() / pixels.sum())
    if unsure > 1.2:
        raise Rejected(f"no clear outline: {unsure:.0%} of its area is unsure")
    edge = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    if edge.mean() > FRAMED:
        raise Rejected(f"it touches {edge.mean():.0%} of the frame's border")


def cutout(photograph: Picture, logits: Light) -> tuple[Picture, str]:
    """Cut the specimen out of a photograph RGB [h, w, 3] by the network's logits [h', w'].

    Returns a square RGBA picture at the photograph's resolution, white where clear, and a note
    in JSON: box [x, y, w, h] in the photograph, confidence 0..1, number of other specimens.
    Raises `Rejected` with the reason if there is none.
    """
    found = specimen(probability(logits))
    scale = max(photograph.shape[0] / logits.shape[0], photograph.shape[1] / logits.shape[1])
    near = window(found.pixels, photograph.shape[:2])
    part = np.ascontiguousarray(photograph[near])
    alpha = refined(enlarged(logits, found.pixels, photograph.shape[:2], near), part, scale)
    alpha = settled(alpha, scale)
    colours = decontaminated(part, alpha, scale)
    square, box = squared(colours, alpha)
    box = [box[0] + near[1].start, box[1] + near[0].start, *box[2:]]
    note = {"box": box, "confidence": round(found.confidence, 4), "others": found.others}
    return square, json.dumps(note)


def everything(photograph: Picture, logits: Light) -> Light:
    """Return the alpha [h, w] 0..1 of all that the network takes for specimens, edges refined."""
    size = photograph.shape[:2]
    scale = max(size[0] / logits.shape[0], size[1] / logits.shape[1])
    whole = (slice(0, size[0]), slice(0, size[1]))
    rough = enlarged(logits, logits > 0, size, whole)
    return settled(refined(rough, photograph, scale), scale)


def probability(logits: Light) -> Light:
    """Return logits as probabilities, 0..1."""
    return (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)


def window(pixels: NDArray[np.bool_], size: tuple[int, ...]) -> tuple[slice, slice]:
    """Return the part of the photograph to work on: the specimen and a little around it."""
    slices = []
    for axis in (0, 1):
        taken = np.flatnonzero(pixels.any(1 - axis))
        scale = size[axis] / pixels.shape[axis]
        low, high = (taken[0] - 4) * scale, (taken[-1] + 5) * scale
        slices.append(slice(max(0, int(low)), min(size[axis], int(high) + 1)))
    return slices[0], slices[1]


def enlarged(
    logits: Light, pixels: NDArray[np.bool_], size: tuple[int, ...], window: tuple[slice, slice]
) -> Light:
    """Bring the logits of the chosen pieces to the photograph's resolution, as probabilities."""
    near = cv2.dilate(pixels.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    other = (logits > 0) & ~pixels
    chosen = np.where(near & ~other, logits, np.minimum(logits, -6)).astype(np.float32)
    across, down = logits.shape[1] / size[1], logits.shape[0] / size[0]
    height, width = (part.stop - part.start for part in window)
    x = (np.arange(width) + window[1].start + 0.5) * across - 0.5
    y = (np.arange(height) + window[0].start + 0.5) * down - 0.5
    columns, rows = np.meshgrid(x.astype(np.float32), y.astype(np.float32))
    large = cv2.remap(
        chosen.clip(-12, 12), columns, rows, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return probability(np.asarray(large, np.float32))


def squared(colours: Picture, alpha: Light) -> tuple[Picture, list[int]]:
    """Put a specimen in the middle of a clear square; return it and its box [x, y, w, h]."""
    solid = (alpha * 255 + 0.5).astype(np.uint8)
    solid[solid < 5] = 0
    rows, columns = np.flatnonzero((solid > 25).any(1)), np.flatnonzero((solid > 25).any(0))
    if not len(rows):
        raise Rejected("no specimen found")
    top, left = int(rows[0]), int(columns[0])
    height, width = int(rows[-1]) + 1 - top, int(columns[-1]) + 1 - left
    if min(height, width) < 10:
        raise Rejected(f"what was found is too small: {width} x {height} pixels")
    side = round(max(height, width) / (1 - 2 * MARGIN))
    square = np.full((side, side), 0x00FFFFFF, "<u4").view(np.uint8).reshape(side, side, 4)
    y, x = (side - height) // 2, (side - width) // 2
    place = square[y : y + height, x : x + width]
    box = np.s_[top : top + height, left : left + width]
    place[:, :, 3] = solid[box]
    place[:, :, :3] = colours[box]
    place[solid[box] == 0, :3] = 255
    return square, [left, top, width, height]
