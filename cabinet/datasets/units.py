"""What must stay together: photographs of one specimen, near-duplicates, blocks."""

import hashlib
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

TABLES, BITS = 8, 20  # of the hashing that finds near-duplicates
NEXT = 12  # how many of a bucket each is compared with
BLOCK = 65_536  # pairs compared at once

Numbers = NDArray[np.int64]
Codes = NDArray[np.float32]


def specimen_keys(records: pd.DataFrame) -> NDArray[np.object_]:
    """Return each photograph's specimen: occurrenceID, else museum and number, else the image."""
    number = records["institutionCode"] + ":" + records["catalogNumber"]
    named = np.where(records["catalogNumber"] != "", number, records["image"])
    return np.asarray(np.where(records["occurrenceID"] != "", records["occurrenceID"], named))


def together(count: int, labels: Sequence[Numbers], pairs: NDArray[np.int64]) -> Numbers:
    """Return the unit of each of `count` photographs: what is linked, through others too, is one.

    `labels` are int64 (count,): equal numbers belong together, -1 stands alone; `pairs` is int64
    (n, 2). A unit's number is the lowest photograph in it.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    links = [pairs]
    for label in labels:
        order = np.argsort(label, kind="stable")
        same = (label[order][1:] == label[order][:-1]) & (label[order][1:] >= 0)
        links.append(np.stack([order[:-1][same], order[1:][same]], axis=1))
    one, other = np.concatenate(links).T
    graph = coo_array((np.ones(len(one), np.int8), (one, other)), shape=(count, count))
    _, component = connected_components(graph, directed=False)
    _, first = np.unique(component, return_index=True)
    return np.asarray(first[component], np.int64)


def twins(codes: Codes, least: float, seed: int) -> NDArray[np.int64]:
    """Return pairs of near-duplicates, int64 (n, 2), first < second: cosine at least `least`.

    Codes are float32 (photographs, numbers), of any length. Locality-sensitive hashing by the signs
    of random projections (Charikar 2002): a pair 2 degrees apart is missed once in ten thousand;
    what it finds is compared exactly.
    """
    random = np.random.default_rng([seed, 4711])
    codes = codes / np.maximum(np.linalg.norm(codes, axis=1, keepdims=True), 1e-12)
    found = []
    weights = 1 << np.arange(BITS, dtype=np.int64)
    for _ in range(TABLES):
        normals = random.standard_normal((codes.shape[1], BITS)).astype(np.float32)
        key = ((codes @ normals) > 0) @ weights
        order = np.argsort(key, kind="stable")
        for step in range(1, NEXT + 1):
            same = np.flatnonzero(key[order][step:] == key[order][:-step])
            if not len(same):
                break
            found.append(_close(codes, order[same], order[same + step], least))
    if not found:
        return np.empty((0, 2), np.int64)
    return np.unique(np.sort(np.concatenate(found), axis=1), axis=0)


def _close(codes: Codes, one: Numbers, other: Numbers, least: float) -> NDArray[np.int64]:
    near = [
        np.einsum("ij,ij->i", codes[one[at : at + BLOCK]], codes[other[at : at + BLOCK]]) >= least
        for at in range(0, len(one), BLOCK)
    ]
    kept = np.concatenate(near)
    return np.stack([one[kept], other[kept]], axis=1)


def lots(keys: Sequence[str], seed: int, purpose: str) -> NDArray[np.float64]:
    """Return a lot in [0, 1) for each key: the same for the same seed, whatever else there is."""
    salt = f"{seed}/{purpose}/".encode()
    drawn = b"".join(hashlib.blake2b(salt + k.encode(), digest_size=8).digest() for k in keys)
    return np.asarray((np.frombuffer(drawn, "<u8") >> 11) * 2.0**-53, np.float64)
