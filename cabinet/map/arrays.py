"""Arrays that carry their ids: one structured `.npy` each, whole or absent, memory-mapped.

The row order of such a file is nobody's secret contract: every row names its image.
"""

from pathlib import Path

import numpy as np

from cabinet.files import atomic

IMAGE = ("image", "S64")  # an id is at most 64 ASCII letters
CODES = np.dtype([IMAGE, ("code", "<f4", (128,))])
EMBEDDING = np.dtype([IMAGE, ("x", "<f4"), ("y", "<f4")])
LAYOUT = np.dtype([IMAGE, ("x", "<f4"), ("y", "<f4"), ("first_zoom", "u1"), ("full_zoom", "u1")])


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
    if len(array) == len(images) and np.array_equal(array["image"], images):
        return array
    order = np.argsort(array["image"], kind="stable")
    found = np.searchsorted(array["image"], images, sorter=order)
    rows = order[np.minimum(found, len(array) - 1)] if len(array) else found
    if not len(array) or not np.array_equal(array["image"][rows], images):
        raise ArrayError("an image of one file has no row in the other; make them anew in order")
    return array[rows]


def points(array: np.ndarray) -> np.ndarray:
    """Return the columns x and y as float64 (n, 2)."""
    return np.stack([array["x"], array["y"]], axis=1).astype(np.float64)


def names(array: np.ndarray) -> list[str]:
    """Return the image ids of an array's rows as text."""
    return [image.decode("ascii") for image in array["image"].tolist()]
