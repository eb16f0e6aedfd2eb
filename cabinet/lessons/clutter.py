"""Drawn things that lie about a specimen and are not part of it: labels, rulers, codes, cards."""

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Random = np.random.Generator
FONTS = (
    cv2.FONT_HERSHEY_SIMPLEX,
    cv2.FONT_HERSHEY_COMPLEX,
    cv2.FONT_HERSHEY_SCRIPT_SIMPLEX,
    cv2.FONT_HERSHEY_SCRIPT_COMPLEX,
    cv2.FONT_HERSHEY_DUPLEX,
)
LETTERS = "ABCDEFGHIKLMNOPRSTUVW abcdefghiklmnoprstuvw 0123456789 .,()"


def paper(random: Random) -> tuple[int, int, int]:
    """Return a paper colour: white, cream, old yellow, grey, and now and then a bright one."""
    if random.random() < 0.12:
        red, green, blue = random.integers(60, 256, 3)
    else:
        red = random.integers(150, 256)
        green = red - random.integers(0, 16)
        blue = green - random.integers(0, 60)
    return int(red), int(green), int(blue)


def label(random: Random) -> Picture:
    """Draw a paper label with printed or written lines, RGB [h, w, 3]."""
    height, width = int(random.integers(30, 130)), int(random.integers(50, 220))
    ground = paper(random)
    picture = np.full((height, width, 3), ground, np.uint8)
    ink = tuple(int(v) for v in random.integers(0, 110, 3)) if random.random() < 0.4 else (20,) * 3
    size = float(random.uniform(0.3, 0.8))
    for y in range(int(14 * size * 2), height, int(random.integers(18, 34) * size) + 4):
        if random.random() < 0.85:
            text = "".join(random.choice(list(LETTERS), int(random.integers(3, 30))))
            font = int(random.choice(FONTS))
            x = int(random.integers(2, 30))
            cv2.putText(picture, text, (x, y), font, size, ink, 1, cv2.LINE_AA)
    if random.random() < 0.3:
        cv2.rectangle(picture, (1, 1), (width - 2, height - 2), ink, int(random.integers(1, 3)))
    if random.random() < 0.25:
        _paste_code(picture, random)
    return picture


def _paste_code(picture: Picture, random: Random) -> None:
    side = int(min(picture.shape[:2]) * random.uniform(0.5, 0.95))
    small = code(random)
    y = int(random.integers(0, picture.shape[0] - side + 1))
    x = int(random.integers(0, picture.shape[1] - side + 1))
    picture[y : y + side, x : x + side] = cv2.resize(
        small, (side, side), interpolation=cv2.INTER_NEAREST
    )


def code(random: Random) -> Picture:
    """Draw a square code of black and white cells."""
    cells = int(random.integers(12, 30))
    grid = (random.random((cells, cells)) < 0.5).astype(np.uint8) * 235 + 10
    grid[0], grid[:, 0], grid[-1], grid[:, -1] = 250, 250, 250, 250
    return np.repeat(np.repeat(grid, 4, 0), 4, 1)[:, :, None].repeat(3, 2)


def ruler(random: Random) -> Picture:
    """Draw a ruler: ticks on white, wood, steel or black, with numbers or chequers."""
    length, height = int(random.integers(250, 800)), int(random.integers(18, 70))
    dark = random.random() < 0.2
    ground = (25, 25, 25) if dark else paper(random)
    ink = (235, 235, 235) if dark else (20, 20, 20)
    picture = np.full((height, length, 3), ground, np.uint8)
    step = int(random.integers(4, 12))
    for number, x in enumerate(range(5, length, step)):
        tall = 0.6 if number % 10 == 0 else 0.4 if number % 5 == 0 else 0.22
        cv2.line(picture, (x, 0), (x, int(height * tall)), ink, max(1, step // 6))
        if number % 10 == 0:
            place, size = (x + 2, int(height * 0.92)), height / 60
            cv2.putText(picture, str(number // 10), place, 0, size, ink, 1, cv2.LINE_AA)
    if random.random() < 0.4:
        cell = int(random.integers(8, 40))
        for number, x in enumerate(range(0, length, cell)):
            top = height // 2 if number % 2 else height // 4 * 3
            cv2.rectangle(picture, (x, top), (x + cell, top + height // 4), ink, -1)
    return picture


def colour_card(random: Random) -> Picture:
    """Draw a card of coloured squares."""
    rows, columns = int(random.integers(1, 6)), int(random.integers(3, 9))
    cell, gap = int(random.integers(10, 30)), int(random.integers(0, 6))
    ground = (20, 20, 20) if random.random() < 0.6 else paper(random)
    side = cell + gap
    picture = np.full((rows * side + gap, columns * side + gap, 3), ground, np.uint8)
    for row in range(rows):
        for column in range(columns):
            grey = random.random() < 0.25
            value = np.repeat(random.integers(0, 256), 3) if grey else random.integers(0, 256, 3)
            y, x = gap + row * side, gap + column * side
            picture[y : y + cell, x : x + cell] = value
    return picture


def block(random: Random) -> Picture:
    """Draw a plain piece: foam block, board, dark strip, pinning stage."""
    height, width = (int(v) for v in random.integers(15, 260, 2))
    colour = random.integers(0, 256, 3) * random.uniform(0.1, 1)
    if random.random() < 0.5:
        colour = np.repeat(random.integers(5, 250), 3)
    picture = np.full((height, width, 3), colour, np.float32)
    picture += random.normal(0, random.uniform(0, 8), (height, width, 1))
    return picture.clip(0, 255).astype(np.uint8)


def scrap(random: Random) -> Picture:
    """Draw a round label, or one cut or torn to some other shape, RGBA [h, w, 4]."""
    picture = label(random)
    height, width = picture.shape[:2]
    if random.random() < 0.5:
        picture = cv2.resize(picture, (height, height), interpolation=cv2.INTER_AREA)
        width = height
    corners = 40 if random.random() < 0.5 else int(random.integers(3, 9))
    angles = np.sort(random.uniform(0, 2 * np.pi, corners)) if corners < 40 else np.arange(40) / 6.3
    points = np.stack([np.cos(angles) * width, np.sin(angles) * height], 1) * 0.49
    shape = np.zeros((height, width), np.uint8)
    cv2.fillPoly(shape, [(points + np.array([width, height]) / 2).astype(np.int32)], 255)
    return np.dstack([picture, shape])


DRAWERS = (label, label, label, label, scrap, ruler, colour_card, block, code)


def thing(random: Random) -> Picture:
    """Draw one thing of a kind at random, RGB [h, w, 3] or RGBA [h, w, 4]."""
    return DRAWERS[int(random.integers(len(DRAWERS)))](random)
