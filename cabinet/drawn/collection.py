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
from dataclasses import dataclass
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from cabinet.drawn.layouts import Writing
from cabinet.drawn.photographs import Framing, Photograph, compose
from cabinet.drawn.records import OCCURRENCE, Specimen, new_id, specimen
from cabinet.drawn.specimens import Individual, draw
from cabinet.drawn.taxonomy import all_species
from cabinet.files import atomic

VERSION = 1
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
TRUTH = (
    "image", "occurrenceID", "kind", "rotation", "left", "top", "width", "height", "side", "sex",
    "family", "genus", "species", "layout", "frame_width", "frame_height",
)  # fmt: skip


@dataclass(frozen=True)
class Shot:
    """One photograph to be taken: kind is "specimen", "label", "truncated", "html" or "beetle"."""

    image: str
    number: int
    kind: str
    side: str
    subject: Specimen
    tiff: bool
    seed: int


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


def plan(count: int, seed: int) -> tuple[list[Shot], list[Specimen]]:
    """Decide on every photograph, and on the specimens that have a record but no photograph."""
    rng = np.random.default_rng([seed, 1])
    kinds = all_species()
    weights = rng.gamma(1.2, 1.0, len(kinds)) + 0.2
    order = [int(k) for k in rng.permutation(len(kinds))]
    chosen = order + [int(k) for k in rng.choice(len(kinds), count, p=weights / weights.sum())]
    shots: list[Shot] = []
    subject = specimen(rng, 0, kinds[chosen[0]])
    for number in range(count):
        kind, again = _kind(number)
        if not again and number:
            subject = specimen(rng, number, kinds[chosen[number % len(chosen)]])
        side = "v" if kind == "specimen" and (again or rng.random() < 0.06) else "d"
        shots.append(Shot(new_id(rng), number, kind, side, subject, number % 33 == 13, seed))
    unseen = [
        specimen(rng, count + n, kinds[int(rng.integers(len(kinds)))])
        for n in range(max(1, count // 30))
    ]
    return shots, unseen


def _kind(number: int) -> tuple[str, bool]:
    """Give the kind of a photograph by its number, and whether it is of the one before."""
    if number % 25 == 7:
        return "label", True
    if number % 10 == 4:
        return "specimen", True
    odd = {71: "truncated", 151: "html", 91: "beetle"}
    return odd.get(number % 200, "specimen"), False


def _taken(folder: Path, shots: Sequence[Shot], workers: int) -> Iterable[dict[str, str]]:
    jobs = [(folder, shot) for shot in shots]
    if workers <= 1 or len(shots) < 8:
        yield from map(take, jobs)
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), _alone) as pool:
        yield from pool.map(take, jobs, chunksize=4)


def _alone() -> None:
    cv2.setNumThreads(1)


def take(job: tuple[Path, Shot]) -> dict[str, str]:
    """Draw, compose and write one photograph and its mask; returns its row of truth."""
    folder, shot = job
    photograph = photographed(shot)
    content = encoded(photograph.rgb, tiff=shot.tiff)
    if shot.kind == "truncated":
        content = content[: len(content) * 2 // 5]
    elif shot.kind == "html":
        content = b"<!DOCTYPE html>\n<html><body><h1>Service unavailable</h1></body></html>\n"
    name = f"{shot.image}.{'tif' if shot.tiff else 'jpg'}"
    with atomic(folder / "museum" / name) as path:
        path.write_bytes(content)
    mask = np.where(photograph.mask > 127, np.uint8(255), np.uint8(0))
    _, png = cv2.imencode(".png", photograph.mask if mask.any() else mask)
    with atomic(folder / "truth" / "masks" / f"{shot.image}.png") as path:
        path.write_bytes(png.tobytes())
    return _truth(shot, photograph)


def photographed(shot: Shot) -> Photograph:
    """Compose the photograph of a shot."""
    rng = np.random.default_rng([shot.seed, 2, shot.number])
    size = int(rng.triangular(1000, 1300, 2200))
    fields = shot.subject.fields
    where = fields["locality"] or fields["country"] or "Loc. ign."
    when = ".".join(part for part in (fields["day"], fields["month"], fields["year"]) if part)
    lines = (where, when, fields["recordedBy"].split(" | ")[0])
    writing = Writing(
        (tuple(x for x in lines if x), ("ex coll.", "B.M. 1939-1")), fields["catalogNumber"]
    )
    framing = Framing(writing=writing, quarters=int(rng.choice([0, 1, 3], p=[0.96, 0.02, 0.02])))
    if shot.kind in {"label", "beetle"}:
        return compose(rng, None, size, framing)
    subject = shot.subject
    individual = Individual(
        subject.genus,
        subject.species,
        subject.sex,
        shot.side,
        subject.wear,
        1000 * shot.seed + subject.number,
    )
    return compose(rng, draw(individual, int(size * 0.5)), size, framing)


def encoded(rgb: np.ndarray, *, tiff: bool = False) -> bytes:
    """Encode a photograph as JPEG of quality 88, or as TIFF."""
    if not tiff:
        _, data = cv2.imencode(".jpg", rgb[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 88])
        return bytes(data.tobytes())
    stream = BytesIO()
    Image.fromarray(rgb).save(stream, "TIFF", compression="tiff_lzw")
    return stream.getvalue()


def _truth(shot: Shot, photograph: Photograph) -> dict[str, str]:
    subject = shot.subject
    left, top, width, height = (str(n) for n in photograph.box)
    return {
        "image": shot.image,
        "occurrenceID": subject.fields["occurrenceID"],
        "kind": shot.kind,
        "rotation": f"{photograph.rotation:.3f}",
        **{"left": left, "top": top, "width": width, "height": height},
        "side": shot.side,
        "sex": subject.sex,
        "family": subject.genus.family,
        "genus": subject.genus.name,
        "species": subject.species.epithet,
        "layout": photograph.layout,
        "frame_width": str(photograph.rgb.shape[1]),
        "frame_height": str(photograph.rgb.shape[0]),
    }


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
    title = f"{fields['catalogNumber'].removeprefix('NHMUK')}_{name}"
    if shot.kind == "label":
        title = f"{title}_label_{shot.number}"
    elif shot.side == "v":
        title = f"{title}_1"
    return {
        "_id": fields["_id"],
        "identifier": f"{base}/media/{shot.image}",
        "title": title,
        "type": "StillImage",
        "rightsHolder": "The Trustees of the Natural History Museum, London",
        "created": f"20{10 + shot.number % 14}-05-02",
        "format": "image/tiff" if shot.tiff else "image/jpeg",
        "license": "http://creativecommons.org/licenses/by/4.0/",
        "creator": "Cabinet's drawing machine" if shot.number % 3 else "",
    }


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[dict[str, str]]) -> None:
    """Write a CSV as the portal does: every cell quoted, UTF-8, line feeds."""
    with atomic(path) as partial, partial.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, header, dialect="unix")
        table.writeheader()
        table.writerows(rows)
