"""Work on many items at once: decode ahead, infer in batches, encode behind, memory bounded.

Decoders and encoders release Python's lock, so threads overlap them with the network. At most
`AHEAD` batches are decoded and not yet inferred, and at most as many inferred and not yet written.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

Read = TypeVar("Read")
Made = TypeVar("Made")

AHEAD = 2


def in_batches(
    paths: Mapping[str, Path],
    *,
    decode: Callable[[str], Read],
    infer: Callable[[Sequence[Read]], Sequence[Made]],
    encode: Callable[[Made, Path], None],
    size: int = 8,
) -> dict[str, Exception]:
    """Make each item's file; return the exceptions of those that came to nothing.

    `decode(item)` reads one item, `infer(list)` answers for a batch of at most `size` in the same
    order, and `encode(result, path)` writes one. An error in any of them concerns its item alone:
    a batch that fails as a whole is inferred again one by one.
    """
    errors: dict[str, Exception] = {}
    threads = max(1, min(4, int(os.environ.get("OMP_NUM_THREADS", os.cpu_count() or 1))))
    with ThreadPoolExecutor(threads) as decoders, ThreadPoolExecutor(threads) as encoders:
        writing: deque[tuple[str, Future[None]]] = deque()
        for batch in _decoded(paths, decode, decoders, size, errors):
            for item, made in _inferred(batch, infer, errors):
                writing.append((item, encoders.submit(encode, made, paths[item])))
            while len(writing) > AHEAD * size:
                _settle(*writing.popleft(), errors)
        while writing:
            _settle(*writing.popleft(), errors)
    return errors


def _decoded(
    paths: Mapping[str, Path],
    decode: Callable[[str], Read],
    decoders: ThreadPoolExecutor,
    size: int,
    errors: dict[str, Exception],
) -> Iterator[dict[str, Read]]:
    """Yield batches of decoded items, with a few batches being decoded ahead."""
    waiting = iter(paths)
    ahead: deque[tuple[str, Future[Read]]] = deque()
    batch: dict[str, Read] = {}
    while True:
        while len(ahead) < AHEAD * size and (item := next(waiting, None)) is not None:
            ahead.append((item, decoders.submit(decode, item)))
        if not ahead:
            break
        item, future = ahead.popleft()
        try:
            batch[item] = future.result()
        except Exception as error:  # noqa: BLE001 - the ledger is where it is reported
            errors[item] = error
        if len(batch) == size:
            yield batch
            batch = {}
    if batch:
        yield batch


def _inferred(
    batch: dict[str, Read],
    infer: Callable[[Sequence[Read]], Sequence[Made]],
    errors: dict[str, Exception],
) -> list[tuple[str, Made]]:
    """Return what the network made of a batch; of each by itself where the batch fails."""
    try:
        return list(zip(batch, infer(list(batch.values())), strict=True))
    except Exception as error:  # noqa: BLE001 - the ledger is where it is reported
        if len(batch) == 1:
            errors[next(iter(batch))] = error
            return []
    return [made for item in batch for made in _inferred({item: batch[item]}, infer, errors)]


def _settle(item: str, future: Future[None], errors: dict[str, Exception]) -> None:
    """Wait for an item to be written, and keep its error if it was not."""
    error = future.exception()
    if isinstance(error, Exception):
        errors[item] = error
