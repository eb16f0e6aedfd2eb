"""The codes of a folder of thumbnails: computed part by part, kept, joined at the end."""

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import simplejpeg
from tqdm import tqdm

from cabinet import files
from cabinet.map import arrays
from cabinet.networks import autoencoder, checkpoints
from cabinet.outcomes import Rejected
from cabinet.pictures.framing import Pixels

PART = 4096  # thumbnails whose codes are kept together
BATCH = 128


def write(thumbnails: Path, path: Path, *, weights: Path, parts: Path) -> None:
    """Write the codes of all thumbnails, in the order of their ids, as `arrays.CODES`.

    Finished parts lie in `parts` under a digest of ids, times and weights, so that what changed is
    computed anew. Thumbnails that are torn get no row. Raises `Rejected` if none is left.
    """
    images = files.stems(thumbnails, ".jpg")
    network = checkpoints.digest(weights)
    kept = []
    bar = tqdm(total=len(images), unit="code", disable=None)
    for first in range(0, len(images), PART):
        some = images[first : first + PART]
        part = parts / f"{_digest(thumbnails, some, network)}.npy"
        if not part.exists():
            arrays.save(part, encoded(thumbnails, some, weights))
        kept.append(arrays.load(part, arrays.CODES))
        bar.update(len(some))
    bar.close()
    count = sum(len(part) for part in kept)
    if not count:
        raise Rejected(f"there is no thumbnail in {thumbnails}")
    joined = np.lib.format.open_memmap(path, mode="w+", dtype=arrays.CODES, shape=(count,))
    row = 0
    for part in kept:
        joined[row : row + len(part)] = part
        row += len(part)
    joined.flush()
    del joined, kept
    shutil.rmtree(parts, ignore_errors=True)


def encoded(thumbnails: Path, images: Sequence[str], weights: Path) -> np.ndarray:
    """Return the rows of some images, `arrays.CODES`; of torn ones none."""
    network = checkpoints.load(weights, autoencoder.Autoencoder)
    rows = []
    for named in _batches(thumbnails, images):
        ids = np.array([image.encode("ascii") for image, _ in named])
        codes = autoencoder.codes(network, [picture for _, picture in named])
        rows.append(arrays.table(arrays.CODES, image=ids, code=codes))
    return np.concatenate(rows) if rows else np.zeros(0, arrays.CODES)


def _batches(thumbnails: Path, images: Sequence[str]) -> Iterator[list[tuple[str, Pixels]]]:
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
