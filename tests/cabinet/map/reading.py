"""The viewer's data as a viewer reads it, written anew from docs/reference/viewer-data.md."""

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np

KINDS = {"u8": np.uint8, "u16": np.uint16, "u32": np.uint32, "i16": np.int16}
KEYS = ("image", "occurrenceID", "catalogNumber")


def unpacked(drawer: dict[str, Any], column: str) -> list[Any]:
    """Return a column of a drawer, value by value."""
    packed, count = drawer.get(column), len(drawer["x"])
    if packed is None or isinstance(packed, list):
        return packed or [None] * count
    if "same" in packed:
        return [packed["same"]] * count
    if "values" in packed:
        return [packed["values"][index] for index in packed["index"]]
    if "digits" in packed:
        return spelled(**packed)
    found = []
    for row in range(count):
        text = packed["template"]
        for key in KEYS:
            if f"{{{key}}}" in text:
                text = text.replace(f"{{{key}}}", unpacked(drawer, key)[row])
        found.append(text)
    return found


def spelled(shape: str, digits: str) -> list[str]:
    """Return texts of one shape, whose digits stand one text after another."""
    wide = shape.count("?")
    starts = range(0, len(digits), wide)
    rows = [iter(digits[start : start + wide]) for start in starts]
    return ["".join(next(row) if letter == "?" else letter for letter in shape) for row in rows]


def morton(x: int, y: int) -> int:
    """Return the bits of x and y in turn."""
    return sum(((x >> bit & 1) | (y >> bit & 1) << 1) << 2 * bit for bit in range(16))


def fnv1a(key: str) -> int:
    """Return the FNV-1a hash, 32 bits."""
    value = 0x811C9DC5
    for byte in key.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


class Published:
    """A collection's `server` folder."""

    def __init__(self, server: Path) -> None:
        """Read map.json."""
        self.server = server
        self.facts = json.loads((server / "data/map.json").read_text(encoding="utf-8"))

    def bytes(self, file: str, /, **parts: object) -> bytes:
        """Return the content of a file that map.json names."""
        path = self.server / self.facts[file].format(**parts).partition("?")[0]
        return gzip.decompress(path.read_bytes())

    def json(self, file: str, /, **parts: object) -> Any:
        """Return the content of a JSON file."""
        return json.loads(self.bytes(file, **parts))

    def planes(self, kind: str, content: bytes, several: int = 1) -> np.ndarray:
        """Return numbers that are stored plane by plane, (several, n)."""
        dtype = np.dtype(KINDS[kind])
        planes = np.frombuffer(content, np.uint8).reshape(several, dtype.itemsize, -1)
        return np.ascontiguousarray(np.moveaxis(planes, 1, 2)).view(dtype)[..., 0]

    def column(self, name: str) -> np.ndarray:
        """Return a column of all specimens."""
        content = self.bytes("columns", name=name)
        return self.planes(self.facts["column_types"][name], content)[0]

    def drawers(self) -> list[tuple[int, int, int, int]]:
        """Return first zoom, x, y and how many records, in the order of the numbers."""
        codes, counts = self.planes("u32", self.bytes("drawer_table"), 2).tolist()
        zooms = np.repeat(np.arange(len(self.facts["drawers_at"])), self.facts["drawers_at"])
        place = {}
        for zoom in set(zooms.tolist()):
            across = 2 ** max(zoom - 3, 0)
            place |= {(zoom, morton(x, y)): (x, y) for x in range(across) for y in range(across)}
        return [
            (zoom, *place[zoom, code], count)
            for zoom, code, count in zip(zooms.tolist(), codes, counts, strict=True)
        ]

    def records(self) -> list[dict[str, Any]]:
        """Return all records by number, places in -1 to 1, defaults filled in."""
        found = []
        pixel = 2 / (256 << self.facts["maxzoom"])
        for zoom, x, y, count in self.drawers():
            drawer = self.facts["defaults"] | self.json("drawers", z=zoom, x=x, y=y)
            assert len(drawer["x"]) == count
            edge = 2 / 2 ** max(zoom - 3, 0)
            rows = {name: unpacked(drawer, name) for name in drawer}
            rows["x"] = [x * edge - 1 + value * pixel for value in rows["x"]]
            rows["y"] = [y * edge - 1 + value * pixel for value in rows["y"]]
            rows["first"] = [zoom] * count
            found += [{name: values[at] for name, values in rows.items()} for at in range(count)]
        return found

    def numbers(self, key: str) -> list[int]:
        """Return the numbers that an id may have."""
        shard = fnv1a(key) % self.facts["id_shards"]
        hashes, numbers = self.planes("u32", self.bytes("ids", shard=shard), 2)
        return numbers[hashes == fnv1a(key)].tolist()
