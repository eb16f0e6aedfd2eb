"""Arrays that carry their ids: one structured `.npy` each, whole or absent, memory-mapped.

The row order of such a file is nobody's secret contract: every row names its image.
"""

from pathlib import Path

import numpy as np

from cabinet.files import atomic

BLOCK = 16_384  # rows that are read at once
IMAGE = ("image", "S64")  # an id is at most 64 ASCII letters
CODES = np.dtype([IMAGE, ("code", "<f4", (128,))])
EMBEDDING = np.dtype([IMAGE, ("x", "<f4"), ("y", "<f4")])
LAYOUT = np.dtype([IMAGE, ("x", "<f4"), ("y", "<f4"), ("first_zoom", "u1"), ("full_zoom", "u1")])
KIN = np.dtype([IMAGE, ("rows", "<u4", (8,))])  # the nearest in code space, as rows of the file
MADE_FROM = ("made_from", "<u8")  # a digest of what a row was made from: see `staying`
EMBEDDED, LAID_OUT = (np.dtype([*table.descr, MADE_FROM]) for table in (EMBEDDING, LAYOUT))


class ArrayError(ValueError):
    """A file of arrays that is broken, or does not hold the fields that it should."""


def save(path: Path, array: np.ndarray) -> None:
    """Write an array with fields to a `.npy` file; a reader finds the old file or the new one."""
    if array.dtype.names is None or "image" not in array.dtype.names:
        raise ArrayError(f"{path}: an array without the field 'image' is not written")
    with atomic(path) as written, written.open("wb") as file:
        np.save(file, array, allow_pickle=False)


def load(path: Path, dtype: np.dtype | None = None) -> np.ndarray:
    """Return the array of a `.npy` file, memory-mapped and read-only.

    With a `dtype`, the file must have its fields in any order (a `code` of any length will do).
    Raises `ArrayError` for a file that is broken or lacks a field.
    """
    try:
        array = np.load(path, mmap_mode="r", allow_pickle=False)
    except (ValueError, EOFError) as error:
        raise ArrayError(f"{path}: not a whole .npy file ({error})") from error
    fields = array.dtype.names or ()
    missing = [name for name in (dtype.names or ()) if name not in fields] if dtype else []
    if missing or array.ndim != 1 or "image" not in fields:
        raise ArrayError(f"{path}: should hold {missing or 'image'} for each row")
    return array


def table(dtype: np.dtype, **columns: np.ndarray) -> np.ndarray:
    """Return a structured array of equally long columns."""
    array = np.zeros(len(columns["image"]), dtype)
    for name, values in columns.items():
        array[name] = values
    return array


def matching(array: np.ndarray, images: np.ndarray) -> np.ndarray:
    """Return the rows of an array that belong to these images, in their order.

    Raises `ArrayError` if an image has no row.
    """
    rows = places(array["image"], images)
    if (rows < 0).any():
        raise ArrayError("an image of one file has no row in the other; make them anew in order")
    is_all = len(rows) == len(array) and np.array_equal(rows, np.arange(len(array)))
    return array if is_all else array[rows]


def places(known: np.ndarray, images: np.ndarray) -> np.ndarray:
    """Return where each image is among known ones: int64 (n,), -1 where it is not."""
    if len(known) == len(images) and np.array_equal(known, images):
        return np.arange(len(images))
    if not len(known):
        return np.full(len(images), -1, np.int64)
    order = None if (known[:-1] <= known[1:]).all() else np.argsort(known, kind="stable")
    found = np.minimum(np.searchsorted(known, images, sorter=order), len(known) - 1)
    rows = found if order is None else order[found]
    return np.where(known[rows] == images, rows, -1)


def digests(numbers: np.ndarray) -> np.ndarray:
    """Return a digest of each row of numbers, uint64 (n,): other numbers have another one.

    `numbers`: float32 (n, d). Bit for bit: it tells whether a row is the same, nothing else.
    """
    found = np.empty(len(numbers), np.uint64)
    odd = np.random.default_rng(1).integers(0, 2**63, numbers.shape[1], np.uint64) * 2 + 1
    for start in range(0, len(numbers), BLOCK):
        part = np.ascontiguousarray(numbers[start : start + BLOCK], "<f4").view("<u4")
        found[start : start + BLOCK] = (part * odd).sum(1, dtype=np.uint64)
    return found


def bits(embedding: np.ndarray) -> np.ndarray:
    """Return the places of an embedding bit for bit, as one uint64 each."""
    pairs = np.stack([embedding["x"], embedding["y"]], axis=1)
    return np.ascontiguousarray(pairs, "<f4").view("<u8")[:, 0]


def points(array: np.ndarray) -> np.ndarray:
    """Return the columns x and y as float64 (n, 2)."""
    return np.stack([array["x"], array["y"]], axis=1).astype(np.float64)


def names(array: np.ndarray) -> list[str]:
    """Return the image ids of an array's rows as text."""
    return [image.decode("ascii") for image in array["image"].tolist()]
