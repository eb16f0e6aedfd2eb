"""Whether a downloaded file is a whole photograph."""

import io
import os
import warnings
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from cabinet.outcomes import Rejected

LARGEST = 150_000_000  # pixels, 15,000 x 10,000: more is a scan of a drawer, or an attack
HEAD = 512  # bytes
TAIL = 4096  # bytes behind the picture that cameras may add

# Pillow warns below the size at which this module refuses; once for the process, for threads share
# what warnings do.
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)

_PAGES = (b"<!doctype", b"<html", b"<?xml", b"<head", b"{", b"[")


class Truncated(Exception):  # noqa: N818 - a passing state
    """The file breaks off: another attempt may bring the rest."""


def inspect(path: Path, kind: str = "", *, whole: bool = True) -> tuple[int, int]:
    """Return a photograph's width and height in pixels, after a look at its head and tail.

    `kind` is the server's Content-Type, `whole` whether the file has the length that was announced.
    Raises Rejected for what is no photograph and never will be, Truncated for what may be one yet.
    """
    length = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(HEAD)
        file.seek(-min(TAIL, length), os.SEEK_END)
        tail = file.read()
    if not head:
        raise _verdict("it is empty", whole=whole)
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_PAGES) or kind.startswith("text/"):
        raise Rejected("the server sent a page of text instead of a photograph")
    size = _size(path, whole=whole)
    if size[0] * size[1] > LARGEST:
        raise Rejected(f"the photograph has {size[0]} x {size[1]} pixels, more than {LARGEST:,}")
    if head.startswith(b"\xff\xd8") and b"\xff\xd9" not in tail:
        _decode(path, whole=whole)
    return size


def _size(path: Path, *, whole: bool) -> tuple[int, int]:
    try:
        with Image.open(path) as image:
            return image.size
    except Image.DecompressionBombError as error:
        raise Rejected(f"the photograph is far too large: {error}") from error
    except UnidentifiedImageError as error:
        raise _verdict("it is no picture of a known format", whole=whole) from error
    except (OSError, SyntaxError, ValueError, EOFError, IndexError) as error:
        raise _verdict(str(error), whole=whole) from error


def _decode(path: Path, *, whole: bool) -> None:
    """Decode a JPEG whose end is not where ends are: cameras may put much behind the picture."""
    try:
        with Image.open(io.BytesIO(path.read_bytes())) as image:
            image.load()
    except (OSError, SyntaxError, ValueError) as error:
        raise _verdict(str(error), whole=whole) from error


def _verdict(reason: str, *, whole: bool) -> Exception:
    """Return what a file that cannot be decoded means: the museum's own fault, or the line's."""
    if whole:
        return Rejected(f"the museum's file cannot be decoded: {reason}")
    return Truncated(f"the file breaks off or is damaged: {reason}")
