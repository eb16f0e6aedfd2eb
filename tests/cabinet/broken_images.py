"""Sixty files such as museums and interrupted downloads really leave, and worse."""

import io
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

SIDE = 96


def picture(mode: str = "RGB", size: tuple[int, int] = (SIDE, SIDE * 2 // 3)) -> Image.Image:
    """Return a dark ellipse on a pale ground in any of Pillow's modes."""
    y, x = np.mgrid[: size[1], : size[0]]
    inside = ((x / size[0] - 0.5) / 0.3) ** 2 + ((y / size[1] - 0.5) / 0.35) ** 2 < 1
    grey = np.where(inside, 70, 225).astype(np.uint8)
    if mode in ("I;16", "I", "F"):
        deep = grey.astype(np.uint16) * 257
        return Image.fromarray(
            deep if mode == "I;16" else deep.astype("i4" if mode == "I" else "f4")
        )
    return Image.fromarray(np.dstack([grey, grey // 2 + 60, grey // 3 + 80])).convert(mode)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def bomb_png(width: int = 60_000, height: int = 60_000) -> bytes:
    """Return a PNG whose header promises 3.6 billion pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + check

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


def bomb_jpeg() -> bytes:
    """Return a JPEG whose header says 60,000 x 60,000."""
    data = bytearray(encoded(picture(), "JPEG"))
    start = data.index(b"\xff\xc0") + 5
    data[start : start + 4] = struct.pack(">HH", 60_000, 60_000)
    return bytes(data)


def turned_jpegs() -> dict[str, bytes]:
    """Return the same photograph under each EXIF orientation."""
    found = {}
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        found[f"turned_{orientation}"] = encoded(picture(), "JPEG", exif=exif)
    return found


def sound() -> dict[str, bytes]:
    """Return odd files that are whole images nevertheless."""
    frames = [picture("P"), picture("P").rotate(90), picture("P").rotate(180)]
    animation = {"save_all": True, "append_images": frames[1:]}
    clear = picture("RGBA")
    clear.putalpha(128)
    found = {
        "cmyk": encoded(picture("CMYK"), "JPEG"),
        "grey": encoded(picture("L"), "JPEG"),
        "progressive": encoded(picture(), "JPEG", progressive=True, quality=95),
        "subsampled": encoded(picture(), "JPEG", subsampling=2),
        "png_16": encoded(picture("I;16"), "PNG"),
        "tiff_16": encoded(picture("I;16"), "TIFF"),
        "tiff_32": encoded(picture("I"), "TIFF"),
        "tiff_float": encoded(picture("F"), "TIFF"),
        "tiff_cmyk": encoded(picture("CMYK"), "TIFF"),
        "tiff_lzw": encoded(picture(), "TIFF", compression="tiff_lzw"),
        "palette": encoded(picture("P"), "PNG"),
        "palette_clear": encoded(picture("P"), "PNG", transparency=3),
        "rgba": encoded(clear, "PNG"),
        "grey_alpha": encoded(picture("LA"), "PNG"),
        "one_bit": encoded(picture("1"), "PNG"),
        "gif": encoded(picture("P"), "GIF"),
        "gif_animated": encoded(frames[0], "GIF", **animation),
        "webp": encoded(picture(), "WEBP"),
        "webp_animated": encoded(picture(), "WEBP", **animation),
        "bmp_as_jpg": encoded(picture(), "BMP"),
        "png_as_jpg": encoded(picture(), "PNG"),
        "tail": encoded(picture(), "JPEG") + b"some bytes behind the end",
        "small": encoded(picture(size=(9, 7)), "JPEG"),
        "one_pixel": encoded(picture(size=(1, 1)), "PNG"),
        "one_row": encoded(picture(size=(300, 1)), "PNG"),
        "long": encoded(picture(size=(2000, 20)), "JPEG"),
        "black": encoded(Image.new("RGB", (90, 60)), "JPEG"),
        "white": encoded(Image.new("RGB", (90, 60), "white"), "JPEG"),
    }
    return found | turned_jpegs()


def unreadable() -> dict[str, bytes]:
    """Return files that are no image, or not a whole one."""
    jpeg, png = encoded(picture(), "JPEG", quality=95), encoded(picture(), "PNG")
    noise = np.random.default_rng(0).integers(0, 256, 5000, np.uint8).tobytes()
    found = {
        "empty": b"",
        "zeros": b"\0" * 4000,
        "html": b"<!DOCTYPE html><html><body>404 Not Found</body></html>",
        "html_late": b"\n\n  <html><head></head></html>",
        "xml": b'<?xml version="1.0"?><Error>AccessDenied</Error>',
        "json": b'{"error": "no such media"}',
        "text": b"Service unavailable\n",
        "noise": noise,
        "jpeg_noise": jpeg[:200] + noise,
        "jpeg_zero_tail": jpeg[: len(jpeg) // 2] + b"\0" * (len(jpeg) // 2),
        "only_header": b"\xff\xd8\xff\xe0",
        "bad_crc": png[:40] + bytes([png[40] ^ 255]) + png[41:],
        "gif_head": b"GIF89a",
        "riff_head": b"RIFF\x10\0\0\0WEBPVP8 ",
        "tiff_head": b"II*\0\x08\0\0\0",
        "bomb_png": bomb_png(),
        "bomb_jpeg": bomb_jpeg(),
    }
    cuts = {f"jpeg_cut_{part}": jpeg[: len(jpeg) * part // 100] for part in (1, 5, 20, 50, 80, 97)}
    return found | cuts | {"png_cut": png[: len(png) // 2]}


def write_all(folder: Path) -> dict[str, bytes]:
    """Write all of them into a folder as .jpg, as the download stage names them."""
    files = sound() | unreadable()
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / f"{name}.jpg").write_bytes(data)
    return files
