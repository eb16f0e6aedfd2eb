"""Codes and map places of a dataset's specimens, as Parquet and as NumPy.

codes.parquet: image, label, part, code (128 float32 of length 1), and x, y on the map and the zoom
from which a specimen is drawn, where there is a map. codes.npz holds the same as arrays, a row each
in the same order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow
import pyarrow.parquet
from numpy.typing import NDArray

from cabinet.datasets.detections import Detection
from cabinet.map import arrays

PARQUET, NUMPY = "codes.parquet", "codes.npz"
NOWHERE = 255  # first zoom of a specimen that is not on the map


class NoCodesError(ValueError):
    """A collection without codes, in a sentence."""


@dataclass(frozen=True)
class Vectors:
    """Arrays of n rows: texts, codes float32 (n, d), places float32 (n, 2), zooms uint8 (n,).

    A place is NaN where there is no map.
    """

    image: list[str]
    label: list[str]
    part: list[str]
    code: NDArray[np.float32]
    place: NDArray[np.float32]
    first_zoom: NDArray[np.uint8]


def gathered(detections: Sequence[Detection], collection: Path) -> Vectors:
    """Return the vectors of the detections that have a code, in their order.

    Raises NoCodesError if the collection has none.
    """
    path = collection / "data" / "latent_codes.npy"
    if not path.is_file():
        raise NoCodesError(f"there are no codes in {path}: run create_latent_codes.py first")
    codes = arrays.load(path, arrays.CODES)
    coded = {name: row for row, name in enumerate(arrays.names(codes))}
    kept = [one for one in detections if one.image in coded]
    layout: Any = None
    if (collection / "data" / "layout.npy").is_file():
        layout = arrays.load(collection / "data" / "layout.npy", arrays.LAYOUT)
    placed = (
        {name: row for row, name in enumerate(arrays.names(layout))} if layout is not None else {}
    )
    place = np.full((len(kept), 2), np.nan, np.float32)
    zoom = np.full(len(kept), NOWHERE, np.uint8)
    for at, one in enumerate(kept):
        if one.image in placed:
            told = layout[placed[one.image]]
            place[at], zoom[at] = (told["x"], told["y"]), told["first_zoom"]
    rows = [coded[one.image] for one in kept]
    return Vectors(
        image=[one.image for one in kept],
        label=[one.label for one in kept],
        part=[one.part for one in kept],
        code=np.ascontiguousarray(codes["code"][rows], np.float32),
        place=place,
        first_zoom=zoom,
    )


def write(folder: Path, vectors: Vectors) -> None:
    """Write codes.parquet and codes.npz."""
    folder.mkdir(parents=True, exist_ok=True)
    width = vectors.code.shape[1]
    flat = pyarrow.array(vectors.code.ravel(), pyarrow.float32())
    columns = {
        "image": pyarrow.array(vectors.image, pyarrow.string()),
        "label": pyarrow.array(vectors.label, pyarrow.string()),
        "part": pyarrow.array(vectors.part, pyarrow.string()),
        "x": pyarrow.array(vectors.place[:, 0]),
        "y": pyarrow.array(vectors.place[:, 1]),
        "first_zoom": pyarrow.array(vectors.first_zoom),
        "code": pyarrow.FixedSizeListArray.from_arrays(flat, width),
    }
    pyarrow.parquet.write_table(pyarrow.table(columns), folder / PARQUET)
    with (folder / NUMPY).open("wb") as file:
        np.savez(
            file,
            image=np.array(vectors.image),
            label=np.array(vectors.label),
            part=np.array(vectors.part),
            code=vectors.code,
            place=vectors.place,
            first_zoom=vectors.first_zoom,
        )


def read(folder: Path) -> Vectors:
    """Return what codes.parquet holds."""
    table = pyarrow.parquet.read_table(folder / PARQUET)
    code = table["code"].combine_chunks()
    place = np.stack([table["x"].to_numpy(), table["y"].to_numpy()], axis=1)
    return Vectors(
        image=table["image"].to_pylist(),
        label=table["label"].to_pylist(),
        part=table["part"].to_pylist(),
        code=code.values.to_numpy().reshape(len(table), -1).astype(np.float32),
        place=place.astype(np.float32),
        first_zoom=table["first_zoom"].to_numpy().astype(np.uint8),
    )
