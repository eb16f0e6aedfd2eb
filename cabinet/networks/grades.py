"""The grades of a folder of thumbnails: only new and changed ones are looked at."""

import csv
import time
from pathlib import Path

import numpy as np
from tqdm import tqdm

from cabinet.map import arrays
from cabinet.networks import checkpoints, latent_codes, quality, stamps

COLUMNS = ("image", "quality", "confidence")
GRADED = np.dtype([*stamps.STAMPS.descr, ("grade", "u1"), ("confidence", "<f4")])
NONE = 255  # the grade of a thumbnail that is torn, or was not looked at yet
SAME = ("size", "time", "weights")  # what must not have changed for a grade to hold
OFTEN = 60.0  # seconds after which what was found is kept


def write(thumbnails: Path, path: Path, *, weights: Path, kept: Path, anew: bool = False) -> None:
    """Write `image,quality,confidence` of all thumbnails, in the order of their ids.

    Confidence is the chance of that grade, 0..1. Thumbnails that are torn get no row. `kept` is a
    file of what is known already, which holds as long as thumbnail and network are the same; it is
    written every minute, so that a stopped run goes on; with `anew` nothing of it is believed.
    """
    rows = known(thumbnails, checkpoints.digest(weights), kept, anew=anew)
    fresh = np.flatnonzero(rows["grade"] == NONE)
    network = checkpoints.load(weights, quality.QualityNetwork)
    place = {image: row for row, image in zip(fresh, arrays.names(rows[fresh]), strict=True)}
    saved = time.monotonic()
    with tqdm(total=len(place), unit="grade", disable=None) as bar:
        for named in latent_codes.batches(thumbnails, list(place)):
            pictures = [picture for _, picture in named]
            filled = pictures + pictures[-1:] * (latent_codes.BATCH - len(pictures))
            chances = quality.chances(network, filled)[: len(named)]
            at = [place[image] for image, _ in named]
            rows["grade"][at], rows["confidence"][at] = chances.argmax(1), chances.max(1)
            bar.update(len(named))
            if time.monotonic() - saved > OFTEN:
                arrays.save(kept, rows)
                saved = time.monotonic()
    arrays.save(kept, rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        columns = rows["grade"].tolist(), rows["confidence"].tolist()
        table.writerows(
            (image, quality.GRADES[grade], f"{confidence:.3f}")
            for image, grade, confidence in zip(arrays.names(rows), *columns, strict=True)
            if grade != NONE
        )


def known(thumbnails: Path, network: str, kept: Path, *, anew: bool = False) -> np.ndarray:
    """Return a row for each thumbnail, `GRADED`; `NONE` where nothing is known that still holds."""
    now = stamps.of_folder(thumbnails, ".jpg", network, frozenset())
    rows = arrays.table(GRADED, **{name: now[name] for name in (*SAME, "image")})
    rows["grade"] = NONE
    try:
        before = arrays.load(kept, GRADED)
    except (OSError, arrays.ArrayError):
        return rows
    if anew or not len(before):
        return rows
    old = arrays.places(before["image"], rows["image"])
    holds = old >= 0
    for name in SAME:
        holds &= before[name][old] == rows[name]
    for name in ("grade", "confidence"):
        rows[name][holds] = before[name][old[holds]]
    return rows
