"""What a stage ran with: settings, weights and inputs, kept as JSON beside its outputs.

A receipt answers two questions: would this run mix its settings or weights with an earlier run's,
and has an input of a single-file stage changed since.
"""

import hashlib
import json
import subprocess
import time
from array import array
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from cabinet import __version__
from cabinet.files import atomic, stamped
from config import Config

Receipt = dict[str, Any]


def place(config: Config, stage: str) -> Path:
    """Return the file of a stage's receipt."""
    return config.path("data/receipts/{}.json", stage)


def may_keep(config: Config, stage: str) -> bool:
    """Whether the run that goes on now may keep what still holds of the output that is there."""
    return not read(place(config, stage)).get("anew", False)


def read(path: Path) -> Receipt:
    """Return an earlier run's receipt; an empty one if there is none that can be read."""
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def sign(path: Path, facts: Mapping[str, Any], counts: Mapping[str, int], *, ended: bool) -> None:
    """Write down what was run, so that no later run mixes in other settings unawares."""
    note = {
        "time": time.strftime("%FT%T%z"),
        "ended": ended,
        "version": __version__,
        "commit": commit(),
        **facts,
        "counts": dict(counts),
    }
    with atomic(path) as partial:
        partial.write_text(json.dumps(note, indent=2, default=str) + "\n", encoding="utf-8")


def commit() -> str:
    """Return the commit of the checkout, or an empty string outside one."""
    asked = ["git", "-C", str(Path(__file__).parent), "rev-parse", "--short", "HEAD"]
    try:
        return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        return ""


def weights(config: Config, reads: tuple[str, ...]) -> dict[str, str]:
    """Return the SHA-256 of each file of weights that a stage reads."""
    networks = [read for read in reads if read.startswith("trained_models/")]
    return {read: digest(config.path(read)) for read in networks if config.path(read).is_file()}


def inputs(
    config: Config,
    reads: tuple[str, ...],
    earlier: Mapping[str, Any],
    heeds: Mapping[str, Callable[[Path], Iterable[object]]],
) -> dict[str, Any]:
    """Return what identifies each input: a file's content, a folder's names, sizes and times.

    A file whose size and time are those of the earlier receipt is not read again. Of a file in
    `heeds` only what that function takes from it counts; it is asked also where there is no file.
    """
    found: dict[str, Any] = {}
    for read in reads:
        path = config.path(read, "*")
        if "{" in read:
            found[read] = listing(path.parent, path.suffix)
        elif path.is_file() or read in heeds:
            known = earlier.get(read)
            now = stamp(path)
            if not (isinstance(known, dict) and known["stamp"] == now):
                told = heeded(heeds[read](path)) if read in heeds else digest(path)
                known = {"stamp": now, "sha256": told}
            found[read] = known
    return found


def stamp(path: Path) -> list[int]:
    """Return a file's size and time; nothing if it is not there."""
    if not path.is_file():
        return []
    stat = path.stat()
    return [stat.st_size, stat.st_mtime_ns]


def heeded(facts: Iterable[object]) -> str:
    """Return the SHA-256 of what a stage takes from a file, in any order."""
    return hashlib.sha256("\n".join(sorted(map(str, facts))).encode()).hexdigest()


def unchanged(now: Mapping[str, Any], earlier: Mapping[str, Any]) -> bool:
    """Whether two sets of inputs have the same content, whatever a file's time."""

    def content(inputs: Mapping[str, Any]) -> dict[str, Any]:
        return {
            read: kept["sha256"] if isinstance(kept, dict) else kept
            for read, kept in inputs.items()
        }

    return content(now) == content(earlier)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def listing(folder: Path, suffix: str) -> str:
    """Return one digest of the names, sizes and times of a folder's whole files."""
    names, sizes, times = stamped(folder, suffix)
    found = hashlib.sha256("\n".join(names).encode())
    for numbers in (sizes, times):
        found.update(array("q", numbers).tobytes())
    return found.hexdigest()
