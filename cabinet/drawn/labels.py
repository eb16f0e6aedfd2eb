"""Paper labels in print and in handwriting.

Every function returns a sprite: uint8 (height, width, 4), RGB with straight alpha. `unit` is the
size in pixels of one part in 1800 of the frame's longer side, so that a sprite made for a frame of
360 pixels is a fifth of one made for 1800.
"""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image, ImageDraw

from cabinet.drawn.kinds import Bytes
from cabinet.drawn.sprites import font, opaque, tilted

INKS: tuple[tuple[int, int, int], ...] = (
    (24, 22, 26), (38, 34, 60), (60, 42, 30), (20, 20, 20), (44, 44, 92), (120, 28, 34),
)  # fmt: skip
PLACES = (
    "Hampden Park", "Eastbourne", "Folkestone", "Upper Kali", "Rio Tefe", "Mt. Kina", "Sandwich",
    "Lago Verde", "Valparaiso", "Cauca Val.", "Sikkim", "Darjiling", "Ruwenzori", "New Forest",
    "Arfak Mts", "Ceylon", "Bismarck Arch.", "Ega, Amazons", "Digne", "Portland", "Khasia Hills",
)  # fmt: skip
PEOPLE = (
    "G. B. Smith", "H. Tolland", "coll. Marsh", "J. J. Wexham", "Rothwell Coll.", "A. Ferrar",
    "E. Lidd. leg.", "Miss Hale", "Capt. Orde", "Brenner", "Godwin Beq.", "W. Petherick",
)  # fmt: skip


def label_text(rng: np.random.Generator) -> list[str]:
    """Make two to four lines such as a collector writes: place, date, name."""
    months = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
    year = int(rng.integers(1868, 2014))
    date = f"{rng.integers(1, 29)}.{months[rng.integers(12)]}.{year}"
    lines = [
        str(PLACES[rng.integers(len(PLACES))]),
        date,
        str(PEOPLE[rng.integers(len(PEOPLE))]),
        f"B.M. {year + int(rng.integers(1, 30))}-{rng.integers(1, 700)}",
    ]
    return lines[: int(rng.integers(2, 5))]


def label(
    rng: np.random.Generator,
    unit: float,
    lines: list[str] | None = None,
    script: bool | None = None,
) -> Bytes:
    """Make a paper label with `lines` in print or in handwriting, turned by a few degrees."""
    words = lines or label_text(rng)
    by_hand = rng.random() < 0.5 if script is None else script
    size = max(3.0, unit * rng.uniform(22, 36))
    draw = _written if by_hand else _printed
    ink = draw(rng, words, size)
    margin = int(size * rng.uniform(0.3, 0.9)) + 1
    shade = cv2.copyMakeBorder(ink, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=0)
    aged = rng.random()
    sheet = (
        np.array((244, 244, 241), np.float32)
        if aged < 0.5
        else np.array((232, 218, 180), np.float32) + rng.normal(0, 8, 3)
    )
    colour = np.array(INKS[rng.integers(len(INKS))], np.float32)
    if rng.random() < 0.05:
        sheet = np.array((226, 84, 58), np.float32)
    return tilted(rng, _inked(rng, shade, sheet, colour), 4)


def _inked(rng: np.random.Generator, shade: Bytes, sheet: object, ink: object) -> Bytes:
    height, width = shade.shape
    weight = (shade.astype(np.float32) / 255.0 * rng.uniform(0.75, 0.97))[..., None]
    stain = rng.normal(0, 1.6, (height, width, 1)).astype(np.float32)
    picture = (np.asarray(sheet, np.float32) + stain) * (1 - weight) + np.asarray(
        ink, np.float32
    ) * weight
    if rng.random() < 0.25:
        inset = max(1, height // 12)
        corner = (width - 1 - inset, height - 1 - inset)
        picture = np.ascontiguousarray(picture, dtype=np.float32)
        cv2.rectangle(picture, (inset, inset), corner, (40.0, 40.0, 40.0), 1, cv2.LINE_AA)
    return opaque(np.clip(picture, 0, 255).astype(np.uint8))


def _printed(rng: np.random.Generator, lines: list[str], size: float) -> Bytes:
    face = font(int(size * rng.uniform(0.75, 1.0)))
    boxes = [face.getbbox(line) for line in lines]
    width = int(max(box[2] for box in boxes)) + 2
    sheet = Image.new("L", (width, int(size * 1.15 * len(lines)) + 2), 0)
    pen = ImageDraw.Draw(sheet)
    centred = rng.random() < 0.5
    for row, (line, box) in enumerate(zip(lines, boxes, strict=True)):
        left = (width - box[2]) / 2 if centred else 0
        pen.text((left, row * size * 1.15), line, fill=255, font=face)
    return np.asarray(sheet, np.uint8)


def _written(rng: np.random.Generator, lines: list[str], size: float) -> Bytes:
    scale = size / 26.0
    faces = (cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, cv2.FONT_HERSHEY_SCRIPT_COMPLEX)
    face = int(faces[int(rng.integers(2))])
    line_height = size * rng.uniform(1.2, 1.5)
    widths = [cv2.getTextSize(line, face, scale, 1)[0][0] for line in lines]
    height = int(line_height * (len(lines) + 0.5)) + 2
    width = int(max(widths) + size) + 2
    sheet = np.zeros((height, width), np.uint8)
    thick = max(1, round(size / 17))
    for row, line in enumerate(lines):
        at = (int(size * rng.uniform(0.1, 0.6)), int(line_height * (row + 0.9)))
        cv2.putText(sheet, line, at, face, scale, 255, thick, cv2.LINE_AA)
    knots = rng.normal(0, size * 0.07, (2, 5, 9)).astype(np.float32)
    wobble = [cv2.resize(k, (width, height), interpolation=cv2.INTER_CUBIC) for k in knots]
    y, x = np.mgrid[:height, :width].astype(np.float32)
    lean = rng.uniform(0.05, 0.3) * (y - height / 2)
    return cv2.remap(sheet, x + wobble[0] + lean, y + wobble[1], cv2.INTER_LINEAR)
