"""What each tile of a subtree shows: so only tiles that show something else are drawn again."""

import hashlib

import numpy as np

from cabinet.map.geometry import TILE, drawn_size
from cabinet.map.occupancy import keys
from cabinet.map.tiles import Sheet, Tile

DIGITS = 8  # hexadecimal digits of a digest
SHADOW = 3  # px: a shadow falls and is blurred a little beyond a sixteenth of the width

Shown = dict[str, str]  # z/x/y: a digest of all that is seen there


def of(sheet: Sheet, root: Tile, stamps: np.ndarray, manner: str) -> Shown:
    """Return a digest for each tile of a subtree, of the specimens that it shows and of `manner`.

    `stamps`: int64 (n, 2), size and time of the sprite of each of the subtree's members.
    """
    members = sheet.members(root)
    traces = _traces(sheet, members, stamps)
    found: Shown = {}
    for zoom in range(root[0], sheet.bottom(root[0]) + 1):
        tiles = np.array([tile[1:] for tile in sheet.below(root) if tile[0] == zoom])
        if not len(tiles):
            continue
        there = np.sort(keys(tiles, zoom))
        total = np.zeros(len(there), np.uint64)
        for key, which in _reached(sheet, members, zoom):
            at = np.minimum(np.searchsorted(there, key), len(there) - 1)
            seen = there[at] == key
            np.add.at(total, at[seen], traces[which[seen]])
        for key, value in zip(there.tolist(), total.tolist(), strict=True):
            digest = hashlib.sha256(f"{manner} {value}".encode()).hexdigest()[:DIGITS]
            found[f"{zoom}/{key & ((1 << zoom) - 1)}/{key >> zoom}"] = digest
    return found


def _traces(sheet: Sheet, members: np.ndarray, stamps: np.ndarray) -> np.ndarray:
    """Return a number for each member that changes with all that its picture depends on."""
    some = sheet.specimens.taken(members)
    facts = zip(
        some.image.tolist(), some.placed.tolist(), some.first.tolist(), some.full.tolist(),
        stamps.tolist(), strict=True,
    )  # fmt: skip
    hashes = [hashlib.sha256(repr(one).encode()).digest()[:8] for one in facts]
    return np.frombuffer(b"".join(hashes), np.uint64)


def _reached(sheet: Sheet, members: np.ndarray, zoom: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return up to four times: keys of tiles, and which members reach into them at a zoom."""
    some = sheet.specimens.taken(members)
    shown = np.flatnonzero(some.first <= zoom)
    wide = drawn_size(zoom, some.full[shown])[:, None]
    place = some.placed[shown] / (1 << (some.depth - zoom))
    reach = wide / 2 + wide // 16 + SHADOW
    across = (1 << zoom) - 1
    low = np.clip(np.floor((place - reach) / TILE), 0, across).astype(np.int64)
    high = np.clip(np.floor((place + reach) / TILE), 0, across).astype(np.int64)
    found = []
    for right in (False, True):
        for below in (False, True):
            corner = np.stack([(high if right else low)[:, 0], (high if below else low)[:, 1]], 1)
            other = (not right) | (low[:, 0] < high[:, 0])
            other &= (not below) | (low[:, 1] < high[:, 1])
            found.append((keys(corner, zoom)[other], shown[other]))
    return found
