"""Cuts specimens out of photographs: by a person's mask where there is one, else by the network."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from cabinet.batches import in_batches
from cabinet.outcomes import Rejected
from cabinet.pictures import closer, cutouts, edges, given_boxes, given_masks, images, looking
from cabinet.pictures.looking import Answered, Photograph

Picture = NDArray[np.uint8]
Light = NDArray[np.float32]

NOTHING = "a person says that there is no specimen"
SURE = 6.0  # logit of what a person painted
SOFT = 0.8  # pixels of the mask: standard deviation of the blur along its steps


@dataclass(frozen=True, kw_only=True)
class Cutter(looking.Looking):
    """Makes cutouts: from a folder of photographs, heeding people's masks."""

    photographs: Path
    cutouts: Path
    masks: Path  # folder of <image>.png
    given: Mapping[str, str]  # the digests of the masks that are valid
    boxes: Mapping[str, given_boxes.Box]  # where people say that the network is to look
    photograph_limit: int

    def make(self, paths: Mapping[str, Path]) -> dict[str, Exception]:
        """Write the cutout of each image; return what came to nothing.

        An earlier cutout of a photograph that is now rejected is removed.
        """
        errors = in_batches(paths, decode=self._read, infer=self.answered, encode=self._write)
        for image, error in errors.items():
            if isinstance(error, Rejected):
                (self.cutouts / f"{image}.png").unlink(missing_ok=True)
        return errors

    def _read(self, image: str) -> Photograph:
        picture = images.read(self.photographs / f"{image}.jpg", self.photograph_limit)
        digest = self.given.get(image, "")
        if digest:
            return Photograph(picture, None, opened(self.masks / f"{image}.png", digest), digest)
        from cabinet.pictures import segmentation  # torch, which masks alone do not need

        box = self.boxes.get(image, given_boxes.WITHDRAWN)
        if box == given_boxes.EXCLUDED:
            raise Rejected(given_boxes.LEFT_OUT)
        if box == given_boxes.WITHDRAWN:
            return Photograph(picture, segmentation.seen(picture, self.working_size), None)
        rows, columns = given_boxes.window(box, picture.shape)
        part = np.ascontiguousarray(picture[rows, columns])
        looked = closer.Look(rows, columns, 0.0, 0, box)
        return Photograph(part, segmentation.seen(part, self.working_size), None, part=looked)

    def _write(self, answered: Answered, path: Path) -> None:
        one, logits = answered
        if logits is not None:
            try:
                square, note = cutouts.cutout(one.picture, logits)
            except Rejected as why:
                if one.part and one.part.asked:
                    raise Rejected(given_boxes.reason(why, one.part.asked)) from None
                raise
            note = note if one.part is None else of_part(note, one.part)
        else:
            assert one.mask is not None
            square, note = by_hand(one.picture, one.mask, one.digest)
        images.write_png(path, square, note)


def of_part(note: str, part: closer.Look) -> str:
    """Return the note of a cutout as it is true of the whole photograph."""
    told = json.loads(note)
    x, y, width, height = told["box"]
    box = [int(x + part.columns.start), int(y + part.rows.start), width, height]
    told |= {"box": box, "others": max(told["others"], part.others)}
    return json.dumps(told | ({"asked": part.asked} if part.asked else {}))


def opened(path: Path, digest: str) -> NDArray[np.bool_]:
    """Return a person's mask [h, w]. Raises ValueError if it is not the one of this digest."""
    if given_masks.digest(path) != digest:
        raise ValueError(f"{path} is not the mask {digest} that data/masks.csv names")
    picture = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    if picture is None:
        raise ValueError(f"{path} is no picture")
    return np.asarray(picture > 127)


def by_hand(photograph: Picture, mask: NDArray[np.bool_], digest: str) -> tuple[Picture, str]:
    """Cut out all that a person painted white, in as many pieces as it is.

    `mask` [h', w'] has the photograph's proportions. Returns what `cutouts.cutout` does; the note
    tells the mask's digest. Raises `Rejected` if nothing is white.
    """
    if not mask.any():
        raise Rejected(given_masks.reason(NOTHING, digest))
    size = photograph.shape[:2]
    scale = max(size[0] / mask.shape[0], size[1] / mask.shape[1])
    window = cutouts.window(mask, size)
    part = np.ascontiguousarray(photograph[window])
    soft = cv2.GaussianBlur(mask.astype(np.float32), (0, 0), SOFT)
    rough = cutouts.enlarged((soft * 2 - 1) * SURE, mask, size, window)
    alpha = edges.settled(edges.refined(rough, part, scale), scale, tidy=False)
    alpha = with_lost_pieces(alpha, painted(mask, size, window))
    try:
        square, box = cutouts.squared(edges.decontaminated(part, alpha, scale), alpha)
    except Rejected as why:
        raise Rejected(given_masks.reason(why, digest)) from None
    box = [box[0] + window[1].start, box[1] + window[0].start, *box[2:]]
    return square, json.dumps({"box": box, "confidence": 1.0, "others": 0, "mask": digest})


def painted(
    mask: NDArray[np.bool_], size: tuple[int, ...], window: tuple[slice, slice]
) -> NDArray[np.bool_]:
    """Return a part of the mask at the photograph's resolution, step by step as it was painted."""
    rows, columns = (
        np.arange(part.start, part.stop) * mask.shape[axis] // size[axis]
        for axis, part in enumerate(window)
    )
    return mask[np.ix_(rows, columns)]


def with_lost_pieces(alpha: Light, mask: NDArray[np.bool_]) -> Light:
    """Return alpha with the pieces of a mask, however small, of which nothing would be left."""
    labels, count = ndimage.label(mask, np.ones((3, 3)))
    if not count:
        return alpha
    most = ndimage.maximum(alpha, labels, np.arange(1, count + 1))
    lost = np.flatnonzero(np.asarray(most) < 0.5) + 1
    return np.where(np.isin(labels, lost), np.float32(1), alpha) if len(lost) else alpha
