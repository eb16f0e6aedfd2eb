"""The photographs of an export, each with what is known of its specimen: the catalogue's rows."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow
from numpy.typing import NDArray
from pyarrow import compute

from cabinet.museum import texts
from cabinet.museum.archive import Export
from cabinet.museum.selection import (
    ABOUT,
    ADDRESS,
    DESCRIBED,
    PHOTOGRAPH_TERMS,
    SPECIMEN_TERMS,
    Selection,
)
from cabinet.museum.specimens import COLUMNS
from cabinet.museum.tally import Tally

PIECE = 50_000  # specimens whose own cells name photographs, at a time


def of_export(export: Export, selection: Selection) -> Iterator[pyarrow.Table]:
    """Yield the rows of the catalogue, in the order of the export's table of photographs.

    Holds the specimens in memory, about 0.6 kB each; the photographs pass through in blocks.
    """
    tally = selection.tally
    known = _specimens(export, selection)
    for block in _listed(export, known.specimens):
        keys = block["key"].to_pylist()
        rows = np.fromiter((known.places.get(key, -1) for key in keys), np.int64, len(keys))
        _pass_over(tally, block, np.flatnonzero(rows < 0), known.others)
        owners = rows[rows >= 0]
        known.idle[owners] = False
        yield selection.photographs(texts.where(block, rows >= 0), known.specimens.take(owners))
    if known.idle.any():
        example = known.specimens["key"][int(np.argmax(known.idle))].as_py()
        tally.pass_over("specimens without photograph", example, int(known.idle.sum()))


def _pass_over(
    tally: Tally, block: pyarrow.Table, rows: NDArray[np.int64], others: set[str]
) -> None:
    """Count the photographs of specimens that are of other taxa, or that the export lacks."""
    keys = block["key"].take(rows).to_pylist()
    told = np.fromiter((key in others for key in keys), np.bool_, len(keys))
    for reason, those in (("of other taxa", told), ("without a specimen's record", ~told)):
        if those.any():
            row = int(rows[np.argmax(those)])
            example = block[ADDRESS][row].as_py() or block["key"][row].as_py()
            tally.pass_over(reason, example, int(those.sum()))


@dataclass
class _Known:
    """The specimens of an export."""

    specimens: pyarrow.Table  # of the taxon
    places: dict[str, int]  # their rows, by their keys
    idle: NDArray[np.bool_]  # which have no photograph yet; of two with the same key the first one
    others: set[str]  # the keys of those that are of other taxa


def _specimens(export: Export, selection: Selection) -> _Known:
    pieces: dict[str, list[texts.Texts]] = {name: [] for name in ("key", *DESCRIBED, *ABOUT)}
    places: dict[str, int] = {}
    fresh: list[bool] = []
    others: set[str] = set()
    for block in export.specimens.blocks(SPECIMEN_TERMS, export.shared):
        wanted = selection.specimens(block)
        keys = wanted["key"].to_pylist()
        if len(keys) < block.num_rows:
            others.update({*block["key"].to_pylist()} - {*keys})
        if not export.photographs:
            keys = [key or f"\n{row}" for row, key in enumerate(keys, len(fresh))]
            wanted = wanted.set_column(0, "key", pyarrow.array(keys, pyarrow.string()))
        fresh += [places.setdefault(key, row) == row for row, key in enumerate(keys, len(fresh))]
        for name, found in pieces.items():
            found.append(texts.column(wanted, name))
    nothing = pyarrow.array([], pyarrow.string())
    # One column after the other, so that no more than one is held twice.
    columns = {name: pyarrow.concat_arrays([nothing, *pieces.pop(name)]) for name in [*pieces]}
    specimens = pyarrow.table(columns)
    nameless = places.pop("", None)
    if nameless is not None:
        fresh[nameless] = False
    return _Known(specimens, places, np.array(fresh, np.bool_), others)


def _listed(export: Export, specimens: pyarrow.Table) -> Iterator[pyarrow.Table]:
    """Yield photographs, of their own table or of the specimens' cells: "key", PHOTOGRAPH_TERMS."""
    if export.photographs:
        yield from export.photographs.blocks(PHOTOGRAPH_TERMS)
        return
    for start in range(0, specimens.num_rows, PIECE):
        piece = specimens.slice(start, PIECE)
        named = compute.split_pattern(texts.column(piece, "associatedMedia"), "|")
        addresses = texts.bare(compute.list_flatten(named))
        keys = texts.column(piece, "key").take(compute.list_parent_indices(named))
        empty = pyarrow.repeat("", len(keys))
        others = [empty] * (len(PHOTOGRAPH_TERMS) - 1)
        rows = pyarrow.table([keys, addresses, *others], names=["key", *PHOTOGRAPH_TERMS])
        yield rows.filter(compute.not_equal(addresses, ""))


def first(pieces: Iterable[pyarrow.Table], count: int) -> Iterator[pyarrow.Table]:
    """Yield the first `count` rows."""
    for piece in pieces:
        yield piece.slice(0, count)
        count -= piece.num_rows
        if count <= 0:
            return


def sampled(pieces: Iterable[pyarrow.Table], count: int, seed: int) -> pyarrow.Table:
    """Return a random sample of `count` rows, in their order; more rows change little of it.

    Chosen are the rows whose image id has the lowest keyed digests: no draw depends on another.
    """
    kept, place = texts.table(tuple(COLUMNS), []), 0
    key = str(seed).encode()
    digests, places = np.empty(0, "S32"), np.empty(0, np.int64)
    for piece in pieces:
        more = [hashlib.blake2b(image.encode(), key=key, digest_size=16).hexdigest().encode()
                for image in piece["image"].to_pylist()]  # fmt: skip
        kept = pyarrow.concat_tables([kept, piece])
        digests = np.concatenate([digests, np.array(more, "S32")])
        places = np.concatenate([places, np.arange(place, place + len(more))])
        place += len(more)
        lowest = np.sort(np.argsort(digests, kind="stable")[:count])
        kept, digests, places = kept.take(lowest).combine_chunks(), digests[lowest], places[lowest]
    return kept
