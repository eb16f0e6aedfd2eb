"""What each code was made from: its thumbnail's size and time, and the network.

The stamps lie in a hidden file beside the codes. Each row tells a digest of its code, too, so that
a row is believed only if the codes that are there hold that very code: which of the two files a
killed run had written last does not matter.
"""

from collections.abc import Set
from pathlib import Path

import numpy as np

from cabinet import files
from cabinet.map import arrays

STAMPS = np.dtype(
    [arrays.IMAGE, ("size", "<u8"), ("time", "<i8"), ("code", "<u8"), ("weights", "<u8")]
)


def of_folder(folder: Path, suffix: str, weights: str, without: Set[str]) -> np.ndarray:
    """Return the stamps of a folder's whole files, `STAMPS` in the order of ids, without codes.

    `weights`: the digest of the network, in hexadecimal; `without`: ids that are passed over.
    """
    names, sizes, times = files.stamped(folder, suffix)
    image = np.array([name.encode("ascii") for name in names], arrays.IMAGE[1])
    columns = {"size": np.array(sizes, np.uint64), "time": np.array(times, np.int64)}
    found = arrays.table(STAMPS, image=image, **columns)
    if without:
        found = found[arrays.places(np.sort(np.array(list(without), "S64")), image) < 0]
    found["weights"] = int(weights[:16], 16)
    return found


def still_valid(stamps: np.ndarray, kept: Path, codes: Path) -> np.ndarray:
    """Return for each stamp the row of the code that is still its own, int64; -1 where none is.

    `kept`: the stamps of an earlier run, `codes`: what it wrote; either may be missing or broken.
    """
    nothing = np.full(len(stamps), -1, np.int64)
    try:
        before, coded = arrays.load(kept, STAMPS), arrays.load(codes, arrays.CODES)
    except (OSError, arrays.ArrayError):
        return nothing
    rows = arrays.places(coded["image"], stamps["image"])
    old = arrays.places(before["image"], stamps["image"])
    same = (rows >= 0) & (old >= 0)
    for name in ("size", "time", "weights"):
        same &= before[name][old] == stamps[name]
    same &= before["code"][old] == arrays.digests(coded["code"])[rows]
    return np.where(same, rows, nothing)
