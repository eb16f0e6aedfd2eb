"""Cards beside a specimen: codes with numbers, rulers, colour cards; sprites uint8 RGBA.

`unit` is the size in pixels of one part in 1800 of the frame's longer side.
"""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from PIL import Image, ImageDraw

from cabinet.drawn.kinds import Bytes
from cabinet.drawn.sprites import font, opaque, tilted


def code(rng: np.random.Generator, side: int) -> Bytes:
    """Make a square of modules as on a code label, uint8 (side, side), black on white."""
    count = int(rng.integers(12, 19)) | 1
    modules = rng.integers(0, 2, (count, count)).astype(np.uint8) * 255
    if rng.random() < 0.6:
        modules[:, 0], modules[-1] = 0, 0
        modules[0, 1::2], modules[0, ::2] = 255, 0
    else:
        for top, left in ((0, 0), (0, count - 5), (count - 5, 0)):
            modules[top : top + 5, left : left + 5] = 0
            modules[top + 1 : top + 4, left + 1 : left + 4] = 255
            modules[top + 2, left + 2] = 0
    return cv2.resize(modules, (side, side), interpolation=cv2.INTER_AREA)


def code_label(rng: np.random.Generator, unit: float, number: str = "") -> Bytes:
    """Make a white label with a code and a specimen's number."""
    text = number or f"NHMUK{int(rng.integers(10_000_000, 15_999_999)):09d}"
    size = max(3.0, unit * rng.uniform(22, 40))
    face = font(int(size))
    wide = int(face.getlength(text))
    side = max(4, int(size * rng.uniform(1.9, 2.8)))
    sheet = Image.new("L", (wide + int(size), int(side + size * 1.9)), 250)
    pen = ImageDraw.Draw(sheet)
    pen.text((size * 0.5, side + size * 0.45), text, fill=25, font=face)
    modules = Image.fromarray(code(rng, side))
    sheet.paste(modules, (sheet.width - side - int(size * 0.5), max(1, int(size * 0.3))))
    grey = np.asarray(sheet, np.uint8)
    return tilted(rng, opaque(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB)), 3)


@lru_cache(maxsize=24)
def _ruler(width: int, height: int, millimetre: float, first: int) -> Bytes:
    strip = np.full((height, width), 243, np.uint8)
    face = font(int(height * 0.36))
    sheet = Image.fromarray(strip)
    pen = ImageDraw.Draw(sheet)
    count = int(width / millimetre) + 1
    for tick in range(count):
        x = tick * millimetre
        long = 0.38 if tick % 10 == 0 else 0.3 if tick % 5 == 0 else 0.22
        pen.line([(x, 0), (x, height * long)], fill=30, width=max(1, round(millimetre / 7)))
        if tick % 2 == 0:
            pen.rectangle([x, height * 0.88, x + millimetre, height], fill=20)
        if tick % 10 == 0:
            text = str(first + tick // 10)
            at = (x - face.getlength(text) / 2, height * 0.42)
            pen.text(at, text, fill=15, font=face)
    return np.asarray(sheet, np.uint8)


def ruler(rng: np.random.Generator, width: int, height: int) -> Bytes:
    """Make a white ruler with millimetres, numbers and a black chequered scale."""
    millimetre = width / float(rng.integers(55, 130))
    grey = _ruler(width, max(4, height), round(millimetre, 1), int(rng.integers(0, 6)))
    tinted = cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB)
    return opaque(tinted)


def colour_card(rng: np.random.Generator, unit: float) -> Bytes:
    """Make a colour card: rows of patches on black or white."""
    rows, columns = (4, 6) if rng.random() < 0.5 else (2, int(rng.integers(6, 10)))
    side = max(2, int(unit * rng.uniform(26, 46)))
    gap = max(1, side // 7)
    back = 18 if rng.random() < 0.6 else 238
    shape = (rows * (side + gap) + gap, columns * (side + gap) + gap, 3)
    card = np.full(shape, back, np.uint8)
    hues = np.linspace(0, 179, columns, endpoint=False)
    for row in range(rows):
        for column in range(columns):
            hsv = np.array([[[hues[column], 225 - 45 * row, 215 - 25 * row]]], np.uint8)
            patch = cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB)[0, 0]
            if row == rows - 1:
                patch = np.full(3, 245 - 225 * column / max(1, columns - 1), np.uint8)
            top, left = row * (side + gap) + gap, column * (side + gap) + gap
            card[top : top + side, left : left + side] = patch
    return opaque(card)
