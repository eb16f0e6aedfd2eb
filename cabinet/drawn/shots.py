"""The photographs of a drawn collection one by one: what is planned, taken and written."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from cabinet.drawn.kinds import Bytes
from cabinet.drawn.layouts import Writing
from cabinet.drawn.photographs import Framing, Photograph, compose
from cabinet.drawn.records import Specimen, new_id, specimen
from cabinet.drawn.specimens import Individual, draw
from cabinet.drawn.taxonomy import all_species
from cabinet.files import atomic

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
    framing = Framing(
        pin=0.0, writing=writing, quarters=int(rng.choice([0, 1, 3], p=[0.96, 0.02, 0.02]))
    )
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


def encoded(rgb: Bytes, *, tiff: bool = False) -> bytes:
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
        "left": left,
        "top": top,
        "width": width,
        "height": height,
        "side": shot.side,
        "sex": subject.sex,
        "family": subject.genus.family,
        "genus": subject.genus.name,
        "species": subject.species.epithet,
        "layout": photograph.layout,
        "frame_width": str(photograph.rgb.shape[1]),
        "frame_height": str(photograph.rgb.shape[0]),
    }
