"""A file of lines that only grows: a line is on the disk before anybody hears that it is kept."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such lock; there the port is what keeps a second server out
    fcntl = None  # type: ignore[assignment]


class InUse(OSError):  # noqa: N818 - a sentence for the person
    """Another process has this file open to write."""


class Lines:
    """Lines of UTF-8 text, each whole or marked as cut; one process at a time may add to them."""

    def __init__(self, path: Path) -> None:
        """Open or begin the file. Raises InUse if another process has it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        self._claim()
        _sync_folder(path.parent)

    def close(self) -> None:
        """Let go of the file; everything is on the disk already."""
        os.close(self._file)

    def read(self) -> list[bytes]:
        """Return all lines; one that a crash cut short is ended, so that the next stands alone."""
        data = self._path.read_bytes()
        if data and not data.endswith(b"\n"):
            os.write(self._file, b"\n")
            os.fsync(self._file)
        return data.split(b"\n")

    def append(self, lines: Iterable[str]) -> None:
        """Add lines and wait until they are on the disk. After an OSError none of them is kept."""
        left = memoryview("".join(f"{line}\n" for line in lines).encode())
        size = os.fstat(self._file).st_size
        try:
            while left:
                left = left[os.write(self._file, left) :]
            os.fsync(self._file)
        except OSError:  # a full disk lets part of it through
            with suppress(OSError):
                os.ftruncate(self._file, size)
            raise

    def _claim(self) -> None:
        if fcntl is None:
            return
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._file)
            raise InUse(f"another labels server is at work on {self._path}") from error


def _sync_folder(folder: Path) -> None:
    """Make the file's name durable too, where folders can be synced."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
