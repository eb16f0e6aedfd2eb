"""The log of a training: a CSV file beside the weights, and the picture of its curves."""

import csv
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from cabinet import files

COLUMNS = ("step", "loss", "judged", "learning_rate", "seconds")
SIZE, MARGIN, GAP = (960, 640), 70, 40  # pixels
INK, FAINT, LINES = "#333333", "#dddddd", {"loss": "#b5532a", "judged": "#2a6db5"}
FINE = 2  # drawn so many times as large, then reduced: Pillow draws no soft lines

Row = tuple[float, ...]


def note(path: Path, row: Row) -> None:
    """Append a row to a training's log, which begins with the names of its columns."""
    begins = not path.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        if begins:
            writer.writerow(COLUMNS)
        writer.writerow([f"{value:.8g}" for value in row])


def read(path: Path) -> list[Row]:
    """Return the rows of a log; one that a crash cut short is passed over."""
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.reader(file) if len(row) == len(COLUMNS)]
    return [tuple(float(value) for value in row) for row in rows if row[0] != COLUMNS[0]]


def cut(path: Path, step: int) -> None:
    """Forget what the log says of later steps: a training goes on from this one."""
    kept = [row for row in read(path) if row[0] <= step]
    path.unlink(missing_ok=True)
    for row in kept:
        note(path, row)


def draw(log: Path, path: Path) -> None:
    """Draw a log's loss and judged figure over its steps as a picture of 960 x 640 pixels."""
    rows = read(log)
    picture = Image.new("RGB", (SIZE[0] * FINE, SIZE[1] * FINE), "white")
    pen = ImageDraw.Draw(picture)
    height = (SIZE[1] - 2 * MARGIN - GAP) / 2
    for number, name in enumerate(LINES):
        column = COLUMNS.index(name)
        top = MARGIN + number * (height + GAP)
        _curve(pen, [(row[0], row[column]) for row in rows], name, top, top + height)
    with files.atomic(path) as part:
        picture.resize(SIZE, Image.Resampling.LANCZOS).save(part)


def _curve(
    pen: ImageDraw.ImageDraw,
    points: Sequence[tuple[float, float]],
    name: str,
    top: float,
    bottom: float,
) -> None:
    """Draw one curve in its frame, with lines and numbers at its least, middle and greatest."""
    font = ImageFont.load_default(14 * FINE)
    left, right = MARGIN * FINE, (SIZE[0] - MARGIN / 2) * FINE
    top, bottom = top * FINE, bottom * FINE
    pen.text((left, top - 22 * FINE), name, INK, font)
    low = min((y for _, y in points), default=0.0)
    high = max((y for _, y in points), default=1.0)
    last = max((x for x, _ in points), default=1.0) or 1.0
    for share in (0.0, 0.5, 1.0):
        y = bottom + (top - bottom) * share
        pen.line([(left, y), (right, y)], FAINT, FINE)
        value = f"{low + (high - low) * share:.4g}"
        pen.text((left - 6 * FINE, y), value, INK, font, anchor="rm")
        x = left + (right - left) * share
        pen.text((x, bottom + 6 * FINE), f"{last * share:,.0f}", INK, font, anchor="mt")
    places = [
        (
            left + (right - left) * x / last,
            bottom + (top - bottom) * (y - low) / ((high - low) or 1.0),
        )
        for x, y in points
    ]
    for line in pairwise(places):
        pen.line(line, LINES[name], 2 * FINE)
    for x, y in places[-1:]:
        pen.ellipse([x - 4 * FINE, y - 4 * FINE, x + 4 * FINE, y + 4 * FINE], LINES[name])
