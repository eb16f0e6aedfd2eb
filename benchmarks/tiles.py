"""How large tiles and sprites are, and how long they take to write and to read, by format.

    python benchmarks/tiles.py COLLECTION

Twenty tiles of four specimens with their shadows; then sixty sprites, made of cutouts. Prints KB,
ms of one core, and of sprites how true they are on white, where the specimen is.
"""

import io
import sys
import time
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cabinet.map import encoding, sprites, tiles
from cabinet.pictures import framing, sprite_files, thumbnails

RGBA2BGRA, BGRA2RGBA = cv2.COLOR_RGBA2BGRA, cv2.COLOR_BGRA2RGBA


def some_tiles(folder: Path, count: int = 20) -> list[np.ndarray]:
    """Return tiles of four specimens of a folder, evenly chosen: RGBA, multiplied by alpha."""
    paths = sorted((folder / "data/sprites").glob("*.jpg"))
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


def written_webp(picture: np.ndarray) -> bytes:
    """Return a sprite as WebP with alpha, as Cabinet once kept them."""
    file = io.BytesIO()
    image = Image.fromarray(framing.straight(picture))
    image.save(file, "WEBP", quality=90, alpha_quality=100, method=3)
    return file.getvalue()


def written_png(picture: np.ndarray) -> bytes:
    """Return a sprite as PNG."""
    return bytes(cv2.imencode(".png", cv2.cvtColor(sprites.divided(picture), RGBA2BGRA))[1])


def read_other(data: bytes) -> np.ndarray:
    """Read a sprite as OpenCV does, in half Pillow's time."""
    found = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    return framing.premultiplied(cv2.cvtColor(found, BGRA2RGBA))


def read_half(data: bytes) -> np.ndarray:
    """Read a sprite in half its size, as for tiles that are not @2x."""
    return sprite_files.off_white(sprite_files.on_white(data, 128))


def likeness(picture: np.ndarray, found: np.ndarray) -> float:
    """Return the PSNR on white, where the specimen is."""
    seen = picture[..., 3] > 0
    pair = [framing.on_ground(one)[seen].astype(float) for one in (picture, found)]
    return float(10 * np.log10(255**2 / ((pair[0] - pair[1]) ** 2).mean()))


def of_sprites(folder: Path) -> None:
    """Print the table of sprites."""
    cutouts = sorted((folder / "data/images_alpha").glob("*.png"))
    chosen = [thumbnails.read_cutout(path) for path in cutouts[:: max(1, len(cutouts) // 60)]]
    pictures = [framing.upright_picture(framing.lifted(cutout), 17, 256) for cutout in chosen]
    print(
        "\n| sprite | KB | ms to write | ms to read | PSNR, dB | worst |\n|---|---|---|---|---|---|"
    )
    for name, write, read, size in (
        ("JPEG, alpha behind it", sprite_files.encoded, sprite_files.decoded, 256),
        ("the same, in half its size", sprite_files.encoded, read_half, 128),
        ("WebP q90", written_webp, read_other, 256),
        ("PNG", written_png, read_other, 256),
    ):
        times = [time.process_time()]
        files = [write(picture) for picture in pictures]
        times.append(time.process_time())
        found = [read(data) for data in files]
        times.append(time.process_time())
        each = np.diff(times) / len(pictures) * 1000
        wanted = [sprites.shrink(picture, size) for picture in pictures]
        like = [min(likeness(*pair), 99) for pair in zip(wanted, found, strict=True)]
        weight = np.mean([len(data) for data in files]) / 1000
        print(f"| {name} | {weight:.1f} | {each[0]:.2f} | {each[1]:.2f} | {np.mean(like):.1f} | "
              f"{min(like):.1f} |", flush=True)  # fmt: skip


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
    of_sprites(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
