"""Each specimen as a patch of its photograph, made once: its picture, its mask, its shape.

data/patches/IMAGE.jpg is the specimen with a little of its surroundings, and its JPEG comment tells
the shape, from what it was made, and how sure the classifier was; data/patches/IMAGE.png is the
mask, cropped to the box. A person's mask (data/masks) holds over the cutout's alpha. A patch is
made anew when its photograph, cutout or mask changed: it has the time of the latest of them, and
tells their sizes. So the same specimens have the same patches everywhere, to the byte.
"""

import json
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from tqdm import tqdm

from cabinet import executors, files
from cabinet.datasets import shapes
from cabinet.datasets.sources import Source, mask_of
from cabinet.outcomes import Rejected
from cabinet.pictures import images

SIDE = 256  # pixels: longer side of a patch at most
AROUND = 0.06  # of the box's longer side, on each edge
HEADER = 65_600  # bytes: a JPEG's comment is no longer than this
START = 24  # patches from which a second process is worth its start
CHUNK = 32
SECOND = 1_000_000_000  # ns

Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Patch:
    """What a patch's comment tells. `is_plain`: the photograph can be given away as it is.

    `confidence` is the classifier's, 0 to 1; None where a person drew the mask.
    """

    shape: shapes.Shape
    confidence: float | None
    is_plain: bool


def prepared(
    source: Source, wanted: Iterable[str], *, workers: int = 0
) -> tuple[dict[str, Patch], dict[str, str]]:
    """Return the patches of these images, made where they are not there yet, and what failed why.

    A bar shows the progress where anything is made; what was made stays, whatever happens.
    """
    found: dict[str, Patch] = {}
    due: list[str] = []
    failed: dict[str, str] = {}
    for image in wanted:
        told = read(source, image)
        if told:
            found[image] = told
        elif source.is_cut_out(image):
            due.append(image)
        else:
            failed[image] = "it was not cut out"
    total = len(found) + len(due)
    with tqdm(total=total, initial=len(found), desc="patches", disable=not due) as bar:
        for image, reason in _made(source, due, workers):
            told = None if reason else read(source, image)
            if told:
                found[image] = told
            else:
                failed[image] = reason or "its patch cannot be read"
            bar.update()
    return found, failed


def _made(source: Source, due: list[str], workers: int) -> Iterator[tuple[str, str]]:
    """Make patches, in several processes if there are many; yield image and what was wrong."""
    folder = source.patch("x").parent
    folder.mkdir(parents=True, exist_ok=True)
    files.sweep(folder)
    count = min(workers or executors.cores(), len(due) // START)
    if count < 2:
        for image in due:
            yield from make_each(source, [image])
        return
    chunks = [due[at : at + CHUNK] for at in range(0, len(due), CHUNK)]
    with executors.processes(count) as pool:
        with executors.deaf():
            running: list[Future[list[tuple[str, str]]]] = [
                pool.submit(make_each, source, chunk) for chunk in chunks
            ]
        try:
            for future in running:
                yield from future.result()
        finally:
            for future in running:
                future.cancel()


def make_each(source: Source, chunk: list[str]) -> list[tuple[str, str]]:
    """Make a few patches; return each image with why it has none, empty if it has one."""
    outcomes = []
    for image in chunk:
        try:
            make(source, image)
            outcomes.append((image, ""))
        except (Rejected, ValueError, FileNotFoundError) as error:
            outcomes.append((image, str(error) or type(error).__name__))
    return outcomes


def make(source: Source, image: str) -> None:
    """Make one patch: mask first, so that a patch that is there is whole.

    Raises Rejected or ValueError with the reason if there is no specimen to be shown.
    """
    sizes, latest = source.stamp(image)
    original = source.photograph(image)
    photograph = images.read(original, source.limit)
    mask, confidence = mask_of(source, image, photograph.shape[:2])
    shape = shapes.of_mask(mask)
    if shape is None:
        raise Rejected("its mask is empty")
    left, top, width, height = shape.box
    cropped = mask[top : top + height, left : left + width].astype(np.uint8) * 255
    with files.atomic(source.mask(image)) as part:
        cv2.imwrite(str(part), cropped, [cv2.IMWRITE_PNG_BILEVEL, 1])
    told = {"made from": sizes, "limit": source.limit, "confidence": confidence}
    told |= {"plain": _is_plain(original, photograph.shape), "shape": shape.plain()}
    comment = json.dumps(told, separators=(",", ":")).encode()
    with files.atomic(source.patch(image)) as part:
        Image.fromarray(_surroundings(photograph, shape)).save(
            part, "JPEG", quality=88, comment=comment
        )
        os.utime(part, ns=(latest, latest))


def _is_plain(path: Path, shape: tuple[int, ...]) -> bool:
    """Whether other programs see the photograph as the chain does."""
    with Image.open(path) as opened:
        turn = opened.getexif().get(images.ORIENTATION, 1)
        return opened.format == "JPEG" and turn == 1 and opened.size == (shape[1], shape[0])


def _surroundings(photograph: Pixels, shape: shapes.Shape) -> Pixels:
    left, top, width, height = shape.box
    edge = round(AROUND * max(width, height))
    rows = slice(max(0, top - edge), top + height + edge)
    columns = slice(max(0, left - edge), left + width + edge)
    return images.reduced(np.ascontiguousarray(photograph[rows, columns]), SIDE)


def read(source: Source, image: str) -> Patch | None:
    """Return what an image's patch tells; None if there is none, or its sources changed."""
    try:
        handle = os.open(source.patch(image), os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        head, made = os.read(handle, HEADER), os.fstat(handle).st_mtime_ns
    finally:
        os.close(handle)
    begin, end = head.find(b'{"made from"'), head.find(b"}}")
    try:
        told = json.loads(head[begin : end + 2])
        sizes, latest = source.stamp(image)
        if told["made from"] != sizes or told["limit"] != source.limit or not _same(made, latest):
            return None
        return Patch(shapes.read(told["shape"]), told["confidence"], bool(told["plain"]))
    except (ValueError, KeyError, TypeError):
        return None


def _same(made: int, latest: int) -> bool:
    """Whether two times in ns are one; some file systems keep whole seconds, or even ones."""
    return made == latest or (made % SECOND == 0 and abs(made - latest) < 2 * SECOND)
