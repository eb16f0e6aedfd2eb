"""How large a tile is and how long it takes to encode, by format and quality.

    python benchmarks/tiles.py FOLDER          a folder of sprites or cut-outs (.webp or .png, RGBA)

Twenty tiles of four specimens with their shadows; prints KB and ms of one core for a tile.
"""

import io
import sys
import time
from pathlib import Path

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cabinet.map import encoding, sprites, tiles


def some_tiles(folder: Path, count: int = 20) -> list[np.ndarray]:
    """Return tiles of four specimens of a folder, evenly chosen: RGBA, multiplied by alpha."""
    paths = sorted(path for path in folder.iterdir() if path.suffix in (".webp", ".png"))
    chosen = [paths[index * len(paths) // (4 * count)] for index in range(4 * count)]
    found = []
    for start in range(0, 4 * count, 4):
        canvas, shade = np.zeros((256, 256, 4), np.uint8), np.zeros((256, 256), np.uint8)
        for place, path in enumerate(chosen[start : start + 4]):
            picture = sprites.read(path, 122)
            x, y = 3 + place % 2 * 128, 3 + place // 2 * 128
            tiles.lay(canvas, picture, x, y)
            tiles.lay(shade, sprites.shadow(picture), x - sprites.pad(122), y - sprites.pad(122))
        found.append(tiles.over(canvas, shade))
    return found


def webp(picture: np.ndarray, quality: int, method: int, *, clear: bool) -> bytes:
    """Return a WebP file with any effort, with alpha or on white."""
    image = Image.fromarray(sprites.divided(picture))
    if not clear:
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image).convert("RGB")
    file = io.BytesIO()
    image.save(file, "WEBP", quality=quality, method=method)
    return file.getvalue()


def main() -> None:
    """Print the table."""
    pictures = some_tiles(Path(sys.argv[1]))
    rows = [(f"JPEG q{q} on white", lambda p, q=q: encoding.jpeg(p, q)) for q in (82, 90)]
    for clear in (False, True):
        for quality, method in ((75, 2), (82, 0), (82, 2), (82, 4), (85, 2)):
            name = f"WebP q{quality} method {method}{', clear' if clear else ' on white'}"
            options = {"quality": quality, "method": method, "clear": clear}
            rows.append((name, lambda p, o=options: webp(p, **o)))
    rows.append(("PNG, clear", lambda p: encoding.png(p, 0)))
    print("| format | KB | ms |\n|---|---|---|")
    for name, encode in rows:
        started = time.process_time()
        sizes = [len(encode(picture)) for picture in pictures]
        each = (time.process_time() - started) / len(pictures) * 1000
        print(f"| {name} | {np.mean(sizes) / 1000:.1f} | {each:.1f} |", flush=True)


if __name__ == "__main__":
    main()
