"""The viewer's data as files: a folder for each version, and map.json, which is replaced last."""

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from cabinet.files import partial
from cabinet.map import arrays, captions, drawers, occupancy, places, records, taxa
from cabinet.map.geometry import MIN_FULL_ZOOM, SPECIMEN, TILE, to_world
from cabinet.map.occupancy import Specimens
from cabinet.map.subtrees import FOLDERS, SUFFIXES

VERSION = 12  # hexadecimal digits


@dataclass(frozen=True, kw_only=True)
class Source:
    """What a map is made from, and its name."""

    layout: Path
    metadata: Path
    title: str
    tile_format: str
    has_hq: bool  # whether there are @2x tiles


def publish(source: Source, folder: Path, map_file: Path) -> None:
    """Write a version of the viewer's data into a folder, and its map.json to `map_file`.

    The version's folder is there, whole, before map.json is; other versions are removed by
    `remove_others` when that is in its place.
    """
    layout = arrays.load(source.layout, arrays.LAYOUT)
    specimens = Specimens.of(layout)
    table = records.drop_known_links(records.read(source.metadata, arrays.names(layout)))
    tree = taxa.of(table)
    where = places.of(specimens.placed, tree.lineage(), len(tree.name), specimens.depth)
    folder.mkdir(parents=True, exist_ok=True)
    building = partial(folder / "version")
    try:
        facts = write_version(building, specimens, (table, tree, where))
        version = digest(building)
        facts |= describe(source, layout, version)
        facts["specimens"] = len(table)
        facts["attribution"] = records.attribution(table)
        facts["labels"] = captions.captions(tree, where, specimens.depth)
        if (folder / version).exists():
            shutil.rmtree(folder / version)
        building.replace(folder / version)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    drawers.write(map_file, facts)


def write_version(
    folder: Path, specimens: Specimens, parts: tuple[Any, Any, Any]
) -> dict[str, Any]:
    """Write taxa, drawers, ids and occupied tiles; return what map.json tells of them."""
    table, tree, where = parts
    rows = drawers.table(specimens, table, tree.lowest)
    listed: dict[str, list[str]] = {}
    for (zoom, x, y), columns in drawers.drawers(rows, drawers.address(specimens)):
        drawers.write(folder / f"drawers/{zoom}/{x}/{y}.json", columns)
        listed.setdefault(str(zoom), []).append(f"{x}/{y}")
    shards = drawers.shards(rows, specimens.first)
    for number, shard in enumerate(shards):
        drawers.write(folder / f"ids/{number}.json", shard)
    drawers.write(folder / "taxa.json", taxa_columns(tree, where, specimens.depth))
    (folder / "occupied.bin").write_bytes(occupancy.pack(occupancy.tiles(specimens)))
    return {
        "maxzoom": specimens.depth,
        "bounds": occupancy.bounds(specimens),
        "id_shards": len(shards),
        "drawer_list": {zoom: " ".join(squares) for zoom, squares in listed.items()},
    }


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
        "taxa": f"data/{version}/taxa.json",
        "occupied": f"data/{version}/occupied.bin",
        "drawers": f"data/{version}/drawers/{{z}}/{{x}}/{{y}}.json",
        "drawer_span": drawers.SPAN,
        "ids": f"data/{version}/ids/{{shard}}.json",
        "links": list(records.LINKS),
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
