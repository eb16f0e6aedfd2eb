"""What is written, and what it looks like: a table, its picture, and a sheet to look at."""

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from cabinet import files
from cabinet.datasets.cleaning import Judged
from cabinet.datasets.likeness import Numbers

SIDE = 1200  # pixels: picture of the matrix, at least
MOST = 1500  # classes shown one by one; more are shown by genus, the first word
SHOWN, COLUMNS = 60, 10  # specimens of the sheet, and how many stand side by side
CELL, TEXT = 128, 34  # pixels: a thumbnail, and the room for two lines under it
Pixels = NDArray[np.uint8]


def write(folder: Path, classes: Sequence[str], written: Numbers, judged: Judged) -> None:
    """Write confusion.csv (written, probable, photographs) and confusion.png into a folder."""
    can = judged.is_judged
    pairs = Counter(zip(written[can].tolist(), judged.probable[can].tolist(), strict=True))
    with files.atomic(folder / "confusion.csv") as part, part.open("w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("written", "probable", "photographs"))
        order = sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))
        table.writerows((classes[one], classes[other], n) for (one, other), n in order)
    with files.atomic(folder / "confusion.png") as part:
        Image.fromarray(picture(matrix(classes, pairs))).save(part)


def matrix(classes: Sequence[str], pairs: Counter[tuple[int, int]]) -> NDArray[np.float64]:
    """Return shares [written, probable]: each row adds up to 1, or is 0 where nothing is judged.

    Classes stand in the order of the alphabet, so that species of a genus are neighbours.
    """
    names = list(classes)
    if len(names) > MOST:
        genera = [name.partition(" ")[0] for name in names]
        number = {genus: at for at, genus in enumerate(dict.fromkeys(genera))}
        place = [number[genus] for genus in genera]
    else:
        place = list(range(len(names)))
    counts = np.zeros((max(place, default=0) + 1,) * 2)
    for (one, other), n in pairs.items():
        counts[place[one], place[other]] += n
    total = counts.sum(axis=1, keepdims=True)
    return np.asarray(counts / np.maximum(total, 1), np.float64)


def picture(shares: NDArray[np.float64]) -> Pixels:
    """Return a matrix as a picture RGB: white nothing, blue right, red wrong; written downwards."""
    right = np.eye(len(shares), dtype=bool)
    strength = np.sqrt(shares)[..., None]  # a tenth of a class is seen, too
    colour = np.where(right[..., None], (31, 78, 121), (178, 24, 43))
    shown = np.rint(255 + strength * (colour - 255.0)).astype(np.uint8)
    times = max(1, -(-SIDE // len(shares)))
    return np.asarray(shown.repeat(times, axis=0).repeat(times, axis=1), np.uint8)


def sheet(path: Path, thumbnails: Path, captions: Sequence[tuple[str, Sequence[str]]]) -> None:
    """Write a JPEG of thumbnails with lines under them, row by row."""
    rows = max(1, -(-len(captions) // COLUMNS))
    page = Image.new("RGB", (COLUMNS * (CELL + 8), rows * (CELL + TEXT)), "white")
    pen = ImageDraw.Draw(page)
    for at, (image, lines) in enumerate(captions):
        left, top = at % COLUMNS * (CELL + 8), at // COLUMNS * (CELL + TEXT)
        found = cv2.imread(str(thumbnails / f"{image}.jpg"), cv2.IMREAD_COLOR)
        if found is not None:
            small = cv2.resize(found, (CELL, CELL), interpolation=cv2.INTER_AREA)
            page.paste(Image.fromarray(np.ascontiguousarray(small[..., ::-1])), (left, top))
        for place, line in enumerate(lines):
            colour = ("#555", "#b2182b")[min(place, 1)]
            fits = next(n for n in range(len(line), -1, -1) if pen.textlength(line[:n]) <= CELL)
            pen.text((left + 2, top + CELL + 2 + 14 * place), line[:fits], fill=colour)
    page.save(path, "JPEG", quality=88)
