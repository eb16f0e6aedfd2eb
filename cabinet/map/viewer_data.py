"""The viewer's data as files: a folder for each version, and map.json, which is replaced last."""

import hashlib
import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from cabinet.files import partial
from cabinet.map import (
    arrays,
    captions,
    columns,
    drawers,
    facets,
    identifiers,
    kin,
    numbering,
    occupancy,
    places,
    records,
    taxa,
    words,
)
from cabinet.map.geometry import MIN_FULL_ZOOM, SPECIMEN, TILE, to_world
from cabinet.map.occupancy import Specimens
from cabinet.map.subtrees import FOLDERS, SUFFIXES

VERSION = 12  # hexadecimal digits
FIRST_LABELS = 2  # zoom: labels from here on come with a file of their own


@dataclass(frozen=True, kw_only=True)
class Source:
    """What a map is made from, and its name."""

    layout: Path
    metadata: Path
    kin: Path  # the nearest of each in code space; need not be there
    title: str
    tile_format: str
    has_hq: bool  # whether there are @2x tiles
    fix: str = ""  # address at which people correct a specimen, with {image}
    graded: dict[str, str] = field(default_factory=dict)  # image: good, partial or bad
    named: dict[str, str] = field(default_factory=dict)  # image: the name that people gave it


def publish(source: Source, folder: Path, map_file: Path) -> None:
    """Write a version of the viewer's data into a folder, and its map.json to `map_file`.

    The version's folder is there, whole, before map.json is; other versions are removed by
    `remove_others` when that is in its place.
    """
    layout = arrays.load(source.layout, arrays.LAYOUT)
    specimens = Specimens.of(layout)
    specimens = specimens.taken(numbering.order(specimens))
    images = [image.decode("ascii") for image in specimens.image.tolist()]
    table = records.drop_known_links(records.read(source.metadata, images, source.named))
    tree = taxa.of(table)
    where = places.of(specimens.placed, tree.lineage(), len(tree.name), specimens.depth)
    folder.mkdir(parents=True, exist_ok=True)
    building = partial(folder / "version")
    try:
        facts = write_records(building, specimens, table, tree.lowest)
        facts |= write_columns(building, specimens, table, tree.lowest, source.graded)
        near = kin.numbers(source.kin, specimens.image, table["occurrenceID"])
        if near is not None:
            kin.write(building / "near", near)
        names = captions.captions(tree, where, specimens.depth)
        write_words(building, table)
        drawers.write(building / "taxa.json.gz", taxa_columns(tree, where, specimens.depth))
        drawers.write(building / "labels.json.gz", names)
        levels = occupancy.tiles(specimens)
        columns.write_bytes(building / "occupied.bin.gz", occupancy.pack(levels))
        version = digest(building)
        facts |= describe(source, layout, version)
        if near is not None:
            facts["near"] = f"data/{version}/near/{{block}}.bin.gz"
            facts |= {"near_block": kin.BLOCK, "near_count": kin.SHOWN}
        facts |= {"specimens": len(table), "attribution": records.attribution(table)}
        facts["labels"] = [label for label in names if label["zoom_from"] <= FIRST_LABELS]
        if (folder / version).exists():
            shutil.rmtree(folder / version)
        building.replace(folder / version)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    map_file.write_text(text, encoding="utf-8")


def write_records(
    folder: Path, specimens: Specimens, table: pd.DataFrame, taxon: np.ndarray
) -> dict[str, Any]:
    """Write drawers and ids; return what map.json tells of them."""
    rows = drawers.table(specimens, table, taxon)
    shared = drawers.defaults(rows)
    for (zoom, x, y), packed in drawers.drawers(rows, specimens, shared):
        drawers.write_drawer(folder / f"drawers/{zoom}/{x}/{y}.json.gz", packed)
    zooms, codes = numbering.drawers(specimens)
    keys, counts = np.unique(np.stack([zooms[:, 0], codes]), axis=1, return_counts=True)
    columns.write(folder / "drawers.bin.gz", np.stack([keys[1], counts]).astype(np.uint32))
    shards = identifiers.shards(
        table["image"].to_numpy(object), table["occurrenceID"].to_numpy(object)
    )
    for number, shard in enumerate(shards):
        columns.write(folder / f"ids/{number}.bin.gz", shard)
    return {
        "maxzoom": specimens.depth,
        "bounds": occupancy.bounds(specimens),
        "id_shards": len(shards),
        "drawers_at": np.bincount(keys[0], minlength=specimens.depth + 1).tolist(),
        "defaults": shared,
    }


def write_columns(
    folder: Path,
    specimens: Specimens,
    table: pd.DataFrame,
    taxon: np.ndarray,
    graded: dict[str, str],
) -> dict[str, Any]:
    """Write columns and facets; return what map.json tells of them."""
    listed, codes = facets.facets(table, graded)
    found = columns.columns(specimens, table, taxon) | codes
    for name, values in found.items():
        columns.write(folder / f"columns/{name}.bin.gz", values)
    drawers.write(folder / "facets.json.gz", listed)
    return {"column_types": {name: columns.KINDS[str(v.dtype)] for name, v in found.items()}}


def write_words(folder: Path, table: pd.DataFrame) -> None:
    """Write the index of words: first.json.gz, numbered blocks, and lists of frequent words."""
    found, lists = words.index(table)
    first = []
    for block, (term, held, long) in enumerate(words.blocks(found, lists)):
        first.append(term)
        drawers.write(folder / f"words/{block}.json.gz", held)
        for place, numbers in long:
            columns.write(folder / f"words/{block}/{place}.bin.gz", numbers.astype(np.uint32))
    drawers.write(folder / "words/first.json.gz", first)


def taxa_columns(tree: taxa.Taxa, where: places.Places, depth: int) -> dict[str, list[Any]]:
    """Return the columns of taxa.json."""
    x, y = np.round(to_world(where.centre, depth).astype(np.float64), 6).T.tolist()
    columns = {"name": tree.name, "rank": tree.rank, "parent": tree.parent}
    columns |= {"count": tree.counts().tolist(), "x": x, "y": y}
    return columns | {"zoom": where.zooms(depth).tolist()}


def describe(source: Source, layout: np.ndarray, version: str) -> dict[str, Any]:
    """Return the part of map.json that tells the viewer where to look for what."""
    drawn = hashlib.sha256(layout.tobytes() + source.tile_format.encode()).hexdigest()[:VERSION]
    ending = f"{{z}}/{{x}}/{{y}}.{SUFFIXES[source.tile_format]}?v={drawn}"
    return {
        "name": source.title,
        "version": version,
        "tiles": f"data/{FOLDERS[1]}/{ending}",
        "tiles2x": f"data/{FOLDERS[2]}/{ending}" if source.has_hq else None,
        "minzoom": 0,
        "tile_size": TILE,
        "thumbnail_size": SPECIMEN,
        "min_full_zoom": MIN_FULL_ZOOM,
        "taxa": f"data/{version}/taxa.json.gz",
        "all_labels": f"data/{version}/labels.json.gz",
        "occupied": f"data/{version}/occupied.bin.gz",
        "drawers": f"data/{version}/drawers/{{z}}/{{x}}/{{y}}.json.gz",
        "drawer_span": numbering.SPAN,
        "drawer_table": f"data/{version}/drawers.bin.gz",
        "facets": f"data/{version}/facets.json.gz",
        "columns": f"data/{version}/columns/{{name}}.bin.gz",
        "ids": f"data/{version}/ids/{{shard}}.bin.gz",
        "words": f"data/{version}/words/{{block}}.json.gz",
        "word_numbers": f"data/{version}/words/{{block}}/{{place}}.bin.gz",
        "links": list(records.LINKS),
        "fix": source.fix or None,
    }


def digest(folder: Path) -> str:
    """Return a hash of all files of a folder and their names."""
    found = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        found.update(str(path.relative_to(folder)).encode() + b"\0")
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:VERSION]


def remove_others(folder: Path, version: str) -> None:
    """Remove the folders of all versions but one, and what killed runs left."""
    for path in folder.iterdir():
        name = path.name.removeprefix(".").partition(".")[0]
        is_version = set(name) <= set("0123456789abcdef") and len(name) in (VERSION, 32)
        if path.is_dir() and is_version and path.name != version:
            shutil.rmtree(path, ignore_errors=True)
