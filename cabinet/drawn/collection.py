"""A drawn collection on disk: photographs as a museum holds them, and the museum's export of them.

`write` leaves, below a collection's folder:

- `museum/<id>.jpg` or `.tif`: photographs, some of labels only, a few truncated or not pictures;
- `data/occurrence.csv`, `data/multimedia.csv`: the export, in the NHM portal's dialect;
- `truth/truth.csv`, `truth/masks/<id>.png`: what is true of each photograph; no stage reads it.

The same seed and count give the same bytes with any number of workers.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import cv2

from cabinet.drawn.records import INSTITUTION, OCCURRENCE, Specimen
from cabinet.drawn.shots import TRUTH, Shot, plan, take
from cabinet.files import atomic

VERSION = 2
HOLDER = "Drawn by Cabinet's program; no museum's specimen"
MULTIMEDIA = (
    "identifier",
    "title",
    "type",
    "rightsHolder",
    "created",
    "format",
    "license",
    "creator",
)


def write(
    folder: Path,
    count: int,
    seed: int,
    base: str = "http://127.0.0.1:8765",
    *,
    workers: int = 2,
) -> bool:
    """Draw `count` photographs into a collection's folder, unless that is done already.

    `base` is the address of the museum that will serve them. Returns whether anything was drawn.
    """
    receipt = folder / "truth" / "receipt.json"
    wanted = {"version": VERSION, "count": count, "seed": seed, "base": base}
    if receipt.is_file() and json.loads(receipt.read_text("utf-8")) == wanted:
        return False
    shots, unseen = plan(count, seed)
    for name in ("museum", "data", "truth/masks"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    truths = list(_taken(folder, shots, workers))
    _write_csv(folder / "truth" / "truth.csv", TRUTH, truths)
    _export(folder / "data", shots, unseen, base)
    with atomic(receipt) as path:
        path.write_text(json.dumps(wanted), "utf-8")
    return True


def _taken(folder: Path, shots: Sequence[Shot], workers: int) -> Iterable[dict[str, str]]:
    jobs = [(folder, shot) for shot in shots]
    if workers <= 1 or len(shots) < 8:
        yield from map(take, jobs)
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), _alone) as pool:
        yield from pool.map(take, jobs, chunksize=4)


def _alone() -> None:
    cv2.setNumThreads(1)


def _export(data: Path, shots: Sequence[Shot], unseen: Sequence[Specimen], base: str) -> None:
    """Write the two CSV files of the export with their gaps and doubles."""
    records = {shot.subject.number: shot for shot in shots}
    rows = [_record(shot) for n, shot in records.items() if n % 100 != 58]
    rows += [subject.fields for subject in unseen]
    rows += rows[5:6] if len(rows) > 5 else []
    _write_csv(data / "occurrence.csv", OCCURRENCE, rows)
    media = [_medium(shot, base) for shot in shots]
    media += media[9::150]
    _write_csv(data / "multimedia.csv", ("_id", *MULTIMEDIA), media)


def _record(shot: Shot) -> dict[str, str]:
    if shot.kind != "beetle":
        return shot.subject.fields
    beetle = {
        "order": "Coleoptera",
        "family": "Carabidae",
        "genus": "Carabus",
        "specificEpithet": "granulatus",
        "scientificName": "Carabus granulatus Linnaeus, 1758",
        "scientificNameAuthorship": "Linnaeus, 1758",
        "higherClassification": "Insecta; Coleoptera; Carabidae; Carabinae",
    }
    return shot.subject.fields | beetle


def _medium(shot: Shot, base: str) -> dict[str, str]:
    fields = shot.subject.fields
    name = fields["scientificName"].replace(" ", "_")
    title = f"{fields['catalogNumber'].removeprefix(INSTITUTION)}_{name}"
    if shot.kind == "label":
        title = f"{title}_label_{shot.number}"
    elif shot.side == "v":
        title = f"{title}_1"
    return {
        "_id": fields["_id"],
        "identifier": f"{base}/media/{shot.image}",
        "title": title,
        "type": "StillImage",
        "rightsHolder": HOLDER,
        "created": f"20{10 + shot.number % 14}-05-02",
        "format": "image/tiff" if shot.tiff else "image/jpeg",
        "license": "http://creativecommons.org/publicdomain/zero/1.0/",
        "creator": "Cabinet's drawing machine" if shot.number % 3 else "",
    }


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[dict[str, str]]) -> None:
    """Write a CSV as the portal does: every cell quoted, UTF-8, line feeds."""
    with atomic(path) as partial, partial.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, header, dialect="unix")
        table.writeheader()
        table.writerows(rows)
