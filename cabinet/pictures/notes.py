"""The note in a PNG: a text chunk `Comment` right behind the header, read without the picture."""

import zlib
from pathlib import Path

HEADER = 33  # bytes, always
KEY = b"Comment\0"
READ = 4096  # bytes within which a note ends


def add(png: bytes, note: str) -> bytes:
    """Return the bytes of a PNG with a note; an empty one changes nothing."""
    if not note:
        return png
    body = b"tEXt" + KEY + note.encode("latin-1", "replace")
    chunk = (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    return png[:HEADER] + chunk + png[HEADER:]


def read(path: Path) -> str:
    """Return the note of a PNG file; empty if there is none where `add` puts it."""
    with path.open("rb") as file:
        head = file.read(READ)
    length = int.from_bytes(head[HEADER : HEADER + 4], "big")
    body = head[HEADER + 4 : HEADER + 8 + length]
    is_note = body.startswith(b"tEXt" + KEY)
    return body[4 + len(KEY) :].decode("latin-1") if is_note else ""
