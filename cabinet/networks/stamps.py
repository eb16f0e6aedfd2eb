"""What each code was made from: its thumbnail's size and time, and the network.

The stamps lie in a hidden file beside the codes. Each row tells a digest of its code, too, so that
a row is believed only if the codes that are there hold that very code: which of the two files a
killed run had written last does not matter.
"""

import os
from collections.abc import Set
from pathlib import Path

import numpy as np

from cabinet.map import arrays

STAMPS = np.dtype(
    [arrays.IMAGE, ("size", "<u8"), ("time", "<i8"), ("code", "<u8"), ("weights", "<u8")]
)


def of_folder(folder: Path, suffix: str, weights: str, without: Set[str]) -> np.ndarray:
    """Return the stamps of a folder's whole files, `STAMPS` in the order of ids, without codes.

    `weights`: the digest of the network, in hexadecimal; `without`: ids that are passed over.
    """
    names, sizes, times = [], [], []
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name.endswith(suffix) and name[0] != "." and name[: -len(suffix)] not in without:
                stat = entry.stat()
                names.append(name[: -len(suffix)].encode("ascii"))
                sizes.append(stat.st_size)
                times.append(stat.st_mtime_ns)
    image = np.array(names, arrays.IMAGE[1])
    order = np.argsort(image, kind="stable")
    found = arrays.table(
        STAMPS, image=image[order], size=np.array(sizes, np.uint64)[order],
        time=np.array(times, np.int64)[order],
    )  # fmt: skip
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
