"""Other grades change the map's filter alone: all other files of the viewer's data are kept."""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from cabinet import __version__
from cabinet.files import atomic, partial
from cabinet.map import arrays, columns, drawers, facets, numbering, viewer_data
from cabinet.map.occupancy import Specimens

FACETS, COLUMN, NAME = "facets.json.gz", "columns/quality.bin.gz", "quality"


def remember(path: Path, version: str, basis: str) -> None:
    """Write down what a version of the viewer's data was made from, but for grades."""
    with atomic(path) as part:
        part.write_text(json.dumps({"version": version, "basis": basis}), encoding="utf-8")


def kept(path: Path, data: Path, basis: str) -> dict[str, Any] | None:
    """Return the map.json that is there, if its version was made from the same but for grades.

    `path`: what `remember` wrote, which counts only for the version that map.json speaks of.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        facts: dict[str, Any] = json.loads((data / "map.json").read_text(encoding="utf-8"))
        same = told["basis"] == basis and told["version"] == facts["version"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return facts if same and (data / facts["version"]).is_dir() else None


def digest(files: list[Path], *values: object) -> str:
    """Return a hash of the content of files, missing ones too, and of values."""
    found = hashlib.sha256(repr(values).encode())
    for path in files:
        found.update(b"\0" + path.name.encode())
        if path.is_file():
            with path.open("rb") as file:
                found.update(hashlib.file_digest(file, "sha256").digest())
    return found.hexdigest()


def write(old: Path, new: Path, images: list[str], graded: Mapping[str, str]) -> dict[str, str]:
    """Make a version's folder from an old one: links of all files, and the grades as they are.

    `images` in the order of their numbers. Returns the type of the new column, if there is one.
    """
    for path in old.rglob("*"):
        name = path.relative_to(old)
        if path.is_file() and name.as_posix() not in (FACETS, COLUMN):
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            os.link(path, new / name)
    unstated = dict.fromkeys(facets.FACETS.values(), "")
    listed, codes = facets.facets(pd.DataFrame({"image": images}).assign(**unstated), graded)
    before = [one for one in columns.read_json(old / FACETS) if one["name"] != NAME]
    drawers.write(new / FACETS, before + listed)
    for values in codes.values():
        columns.write(new / COLUMN, values)
    return {name: columns.KINDS[str(values.dtype)] for name, values in codes.items()}


def publish(
    source: viewer_data.Source, folder: Path, map_file: Path, *, note: Path, may_keep: bool
) -> None:
    """Write a version of the viewer's data and its map.json, as `viewer_data.publish` does.

    If nothing but grades has changed since the version that is there, the rest of it is kept, and
    the bytes are the same. `note`: the file in which it is remembered what that one is made from.
    """
    settings = source.title, source.tile_format, source.has_hq, source.fix
    files = [source.layout, source.metadata, source.kin]
    basis = digest(files, __version__, settings, sorted(source.named.items()))
    facts = kept(note, folder, basis) if may_keep else None
    if facts:
        text = regraded(source, folder, facts)
        map_file.write_text(text, encoding="utf-8")
    else:
        viewer_data.publish(source, folder, map_file)
    version = json.loads(map_file.read_text(encoding="utf-8"))["version"]
    remember(note, version, basis)


def regraded(source: viewer_data.Source, folder: Path, facts: dict[str, Any]) -> str:
    """Write a version like that of a map.json, with other grades; return the new map.json."""
    specimens = Specimens.of(arrays.load(source.layout, arrays.LAYOUT))
    images = specimens.image[numbering.order(specimens)].tolist()
    building, old = partial(folder / "version"), facts["version"]
    try:
        named = [image.decode("ascii") for image in images]
        kinds = write(folder / old, building, named, source.graded)
        version = viewer_data.digest(building)
        if not (folder / version).exists():
            building.replace(folder / version)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    others = {name: kind for name, kind in facts["column_types"].items() if name != NAME}
    facts |= {"version": version, "column_types": others | kinds}
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace(f"data/{old}/", f"data/{version}/")
