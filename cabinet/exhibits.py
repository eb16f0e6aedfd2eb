"""Pictures for people who judge the classifier: photograph, answer and cutout in a row."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from cabinet.cutouts import cutout
from cabinet.outcomes import Rejected

HEIGHT = 480  # pixels of a row
GREY = (128, 128, 128)


def row(photograph: NDArray[np.uint8], logits: NDArray[np.float32]) -> Image.Image:
    """Return photograph RGB [h, w, 3], answer [h, w] and cutout (or why there is none) in a row."""
    answer = (255 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.uint8)
    parts = [Image.fromarray(photograph), Image.fromarray(answer), _cut(photograph, logits)]
    shown = [part.resize((HEIGHT * part.width // part.height, HEIGHT)) for part in parts]
    whole = Image.new("RGB", (sum(part.width for part in shown), HEIGHT), GREY)
    left = 0
    for part in shown:
        whole.paste(part, (left, 0), part if part.mode == "RGBA" else None)
        left += part.width
    return whole


def _cut(photograph: NDArray[np.uint8], logits: NDArray[np.float32]) -> Image.Image:
    try:
        return Image.fromarray(cutout(photograph, logits)[0])
    except Rejected as why:
        sentence = Image.new("RGBA", (HEIGHT, HEIGHT), (*GREY, 255))
        ImageDraw.Draw(sentence).multiline_text((20, HEIGHT // 2), str(why), fill="white")
        return sentence
