"""Who looks most like whom: a specimen's nearest in code space.

A plane cannot keep all neighbours together; the cards can name them.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from cabinet.map import arrays, columns
from cabinet.map.embedding import Keep

NONE = 0xFFFFFFFF  # in a column of numbers
SHOWN = 5  # specimens
BLOCK = 1_024  # specimens whose kin are in one file


def keeper(path: Path, images: np.ndarray) -> Keep:
    """Return what writes the nearest of each image to a file, as `arrays.KIN`."""
    across = arrays.KIN["rows"].shape[0]

    def keep(indices: np.ndarray) -> None:
        rows = np.full((len(images), across), NONE, np.uint32)
        rows[:, : indices.shape[1]] = indices[:, :across]
        arrays.save(path, arrays.table(arrays.KIN, image=images, rows=rows))

    return keep


def numbers(path: Path, images: np.ndarray, specimens: pd.Series) -> np.ndarray | None:
    """Return the kin of each image as numbers: uint32 (n, SHOWN), NONE where there are fewer.

    `images`: ids in the order of their numbers; `specimens`: what tells photographs of one specimen
    (an occurrenceID, "" if unknown): they are no kin of each other. None if nothing is known.
    """
    if not path.is_file():
        return None
    known = arrays.load(path, arrays.KIN)
    own = arrays.places(known["image"], images)
    number = np.full(len(known) + 1, NONE, np.int64)  # the last stands for nobody
    number[own[own >= 0]] = np.flatnonzero(own >= 0)
    rows = np.where(own[:, None] >= 0, known["rows"][np.maximum(own, 0)], NONE)
    kin = number[np.where(rows == NONE, len(known), rows)]
    who = pd.factorize(specimens)[0] + 1
    who[(specimens == "").to_numpy()] = 0
    their = np.where(kin == NONE, -1, who[np.where(kin == NONE, 0, kin)])
    kin[(their == who[:, None]) & (who > 0)[:, None]] = NONE
    first = np.argsort(kin == NONE, axis=1, kind="stable")[:, :SHOWN]
    return np.take_along_axis(kin, first, 1).astype(np.uint32)


def write(folder: Path, kin: np.ndarray) -> None:
    """Write the kin of all, BLOCK specimens a file: SHOWN columns of numbers."""
    for block in range(0, len(kin), BLOCK):
        columns.write(folder / f"{block // BLOCK}.bin.gz", kin[block : block + BLOCK].T)
