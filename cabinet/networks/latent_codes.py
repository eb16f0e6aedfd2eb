"""The codes of a folder of thumbnails: computed part by part where they are new, and joined."""

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence, Set
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import simplejpeg
from tqdm import tqdm

from cabinet.map import arrays
from cabinet.networks import autoencoder, checkpoints, stamps
from cabinet.outcomes import Rejected
from cabinet.pictures.framing import Pixels

PART = 4096  # thumbnails whose codes are kept together
BATCH = 128  # always filled: of fewer a network computes other last digits


@dataclass(frozen=True, kw_only=True)
class Before:
    """What may be kept of an earlier run: its codes, and the stamps that tell what they are of."""

    codes: Path | None = None
    stamps: Path | None = None  # also where the new stamps are written
    without: Set[str] = frozenset()  # ids that are left out, whatever there was


def write(
    thumbnails: Path, path: Path, *, weights: Path, parts: Path, before: Before | None = None
) -> None:
    """Write the codes of all thumbnails, in the order of their ids, as `arrays.CODES`.

    Codes of `before` whose thumbnail and network are the same are taken over. Finished parts of the
    others lie in `parts` under a digest of ids, times and weights, until all is written. Thumbnails
    that are torn get no row. Raises `Rejected` if none is left.
    """
    before = before or Before()
    network = checkpoints.digest(weights)
    now = stamps.of_folder(thumbnails, ".jpg", network, before.without)
    rows = np.full(len(now), -1, np.int64)
    if before.codes and before.stamps:
        rows = stamps.still_valid(now, before.stamps, before.codes)
    fresh = arrays.names(now[rows < 0])
    new = list(_new(thumbnails, fresh, weights, parts, network))
    images = np.concatenate([part["image"] for part in new]) if new else now["image"][:0]
    coded = (rows >= 0) | (arrays.places(np.sort(images), now["image"]) >= 0)
    if not coded.any():
        raise Rejected(f"there is no thumbnail in {thumbnails}")
    now, rows = now[coded], rows[coded]
    joined = np.lib.format.open_memmap(path, mode="w+", dtype=arrays.CODES, shape=(len(now),))
    if before.codes and (rows >= 0).any():
        _take_over(joined, rows, arrays.load(before.codes, arrays.CODES))
    for part in new:
        joined[arrays.places(now["image"], part["image"])] = part
    joined.flush()
    if before.stamps:
        now["code"] = arrays.digests(joined["code"])
        arrays.save(before.stamps, now)
    del joined, new
    shutil.rmtree(parts, ignore_errors=True)


def _take_over(joined: np.ndarray, rows: np.ndarray, codes: np.ndarray) -> None:
    """Fill in the rows of earlier codes (-1: none), some at a time: they may be many."""
    for start in range(0, len(rows), arrays.BLOCK):
        some = rows[start : start + arrays.BLOCK]
        kept = some >= 0
        joined[start : start + arrays.BLOCK][kept] = codes[some[kept]]


def _new(
    thumbnails: Path, images: list[str], weights: Path, parts: Path, network: str
) -> Iterator[np.ndarray]:
    """Yield the rows of images that have no code yet, part by part."""
    with tqdm(total=len(images), unit="code", disable=None) as bar:
        for first in range(0, len(images), PART):
            some = images[first : first + PART]
            part = parts / f"{_digest(thumbnails, some, network)}.npy"
            if not part.exists():
                arrays.save(part, encoded(thumbnails, some, weights))
            yield arrays.load(part, arrays.CODES)
            bar.update(len(some))


def encoded(thumbnails: Path, images: Sequence[str], weights: Path) -> np.ndarray:
    """Return the rows of some images, `arrays.CODES`; of torn ones none."""
    network = checkpoints.load(weights, autoencoder.Autoencoder)
    rows = []
    for named in batches(thumbnails, images):
        ids = np.array([image.encode("ascii") for image, _ in named])
        pictures = [picture for _, picture in named]
        filled = pictures + pictures[-1:] * (BATCH - len(pictures))  # see BATCH
        codes = autoencoder.codes(network, filled)[: len(pictures)]
        rows.append(arrays.table(arrays.CODES, image=ids, code=codes))
    return np.concatenate(rows) if rows else np.zeros(0, arrays.CODES)


def batches(thumbnails: Path, images: Sequence[str]) -> Iterator[list[tuple[str, Pixels]]]:
    """Yield decoded thumbnails in batches, the next one being decoded meanwhile."""

    def decoded(first: int) -> list[tuple[str, Pixels]]:
        some = images[first : first + BATCH]
        read = ((image, thumbnail(thumbnails / f"{image}.jpg")) for image in some)
        return [(image, picture) for image, picture in read if picture is not None]

    starts = range(0, len(images), BATCH)
    with ThreadPoolExecutor(max(1, min(4, os.cpu_count() or 1))) as threads:
        ahead: list[Future[list[tuple[str, Pixels]]]] = []
        for first in starts:
            ahead.append(threads.submit(decoded, first))
            if len(ahead) > 4 and (named := ahead.pop(0).result()):
                yield named
        for waiting in ahead:
            if named := waiting.result():
                yield named


def thumbnail(path: Path) -> Pixels | None:
    """Return a thumbnail, uint8 RGB [128, 128, 3]; None where it is torn."""
    try:
        picture = simplejpeg.decode_jpeg(path.read_bytes(), colorspace="RGB")
    except (ValueError, OSError):
        return None
    side = autoencoder.SIDE
    if picture.shape[:2] != (side, side):
        picture = cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA)
    return np.asarray(picture, np.uint8)


def _digest(thumbnails: Path, images: Sequence[str], network: str) -> str:
    digest = hashlib.sha256(network.encode())
    for image in images:
        facts = (thumbnails / f"{image}.jpg").stat()
        digest.update(f"{image} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:32]
