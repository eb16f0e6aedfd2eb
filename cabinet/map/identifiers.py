"""Finding a specimen by its id: hashes of ids and the numbers of their specimens, in shards."""

import numpy as np

SHARD = 4_000  # ids in a file, about


def fnv1a(keys: np.ndarray) -> np.ndarray:
    """Return the FNV-1a hashes, 32 bits, of the UTF-8 bytes of texts, uint32 (n,)."""
    found = np.full(len(keys), 0x811C9DC5, np.uint32)
    encoded = [key.encode() for key in keys.tolist()]
    lengths = np.fromiter(map(len, encoded), np.int64, len(encoded))
    joined = np.frombuffer(b"".join(encoded), np.uint8)
    starts = np.cumsum(lengths) - lengths
    rows = np.argsort(-lengths, kind="stable")
    with np.errstate(over="ignore"):
        for at in range(int(lengths.max(initial=0))):
            rows = rows[: np.searchsorted(-lengths[rows], -at, side="left")]
            found[rows] = (found[rows] ^ joined[starts[rows] + at]) * np.uint32(0x01000193)
    return found


def shards(images: np.ndarray, occurrences: np.ndarray) -> list[np.ndarray]:
    """Return the shards: uint32 (2, m) each, hashes in order and the numbers that go with them.

    An occurrence has the numbers of all its photographs; two ids of one hash are both kept, and
    whoever looks one up compares the records.
    """
    count = len(images)
    keys = np.concatenate([images, occurrences]).astype(object)
    numbers = np.concatenate([np.arange(count), np.arange(count)])
    known = np.concatenate([images != "", (occurrences != "") & (occurrences != images)])
    hashes, numbers = fnv1a(keys[known]), numbers[known]
    parts = 1 << max(int(np.ceil(np.log2(max(len(hashes), 1) / SHARD))), 0)
    order = np.lexsort((numbers, hashes, hashes % parts))
    ends = np.searchsorted((hashes % parts)[order], np.arange(1, parts))
    pairs = np.stack([hashes, numbers.astype(np.uint32)])[:, order]
    return np.split(pairs, ends, axis=1)
