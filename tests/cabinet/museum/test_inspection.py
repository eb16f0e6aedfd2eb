"""What counts as a whole photograph."""

import io
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cabinet.museum.inspection import Truncated, inspect
from cabinet.outcomes import Rejected

NOISE = np.random.default_rng(1).integers(0, 256, (90, 120, 3), np.uint8)


def encoded(form: str = "JPEG", mode: str = "RGB") -> bytes:
    file = io.BytesIO()
    Image.fromarray(NOISE).convert(mode).save(file, form)
    return file.getvalue()


WHOLE = encoded()


def looked_at(folder: Path, content: bytes, **how: object) -> tuple[int, int]:
    path = folder / "a.jpg"
    path.write_bytes(content)
    return inspect(path, **how)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP", "GIF"])
def test_pictures_of_every_kind_have_their_size(tmp_path: Path, form: str) -> None:
    assert looked_at(tmp_path, encoded(form)) == (120, 90)


@pytest.mark.parametrize(
    "content",
    [encoded(mode="CMYK"), encoded(mode="L"), WHOLE + bytes(3000), WHOLE + bytes(30_000)],
    ids=["four inks", "grey", "something behind", "much behind"],
)
def test_unusual_and_whole_all_the_same(tmp_path: Path, content: bytes) -> None:
    assert looked_at(tmp_path, content) == (120, 90)


@pytest.mark.parametrize(
    "content",
    [b"", WHOLE[:-2], b"\xff\xd8", WHOLE[:400], WHOLE[: len(WHOLE) // 2], bytes(5000), b"GIF89a"],
    ids=["empty", "no end", "two bytes", "head", "half", "zeros", "gif"],
)
def test_what_breaks_off_is_the_lines_fault_or_the_museums(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Truncated):
        looked_at(tmp_path, content, whole=False)
    with pytest.raises(Rejected):
        looked_at(tmp_path, content, whole=True)


@pytest.mark.parametrize(
    "content", [b"<!DOCTYPE html>", b" \n<HTML>", b'{"error": 1}', b"<?xml version='1.0'?>"]
)
def test_pages_are_no_photographs(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Rejected, match="page of text"):
        looked_at(tmp_path, content, whole=False)
    with pytest.raises(Rejected, match="page of text"):
        looked_at(tmp_path, WHOLE, kind="text/html; charset=utf-8")


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("size", [(12_500, 12_500), (60_000, 60_000)])
def test_a_bomb_is_not_unpacked(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "a.jpg"
    with Image.new("1", (size[0], 1)) as line:
        line.save(path, "PNG")
    content = bytearray(path.read_bytes())
    content[20:24] = size[1].to_bytes(4, "big")
    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4, "big")
    with pytest.raises(Rejected, match="pixels"):
        looked_at(tmp_path, bytes(content))
