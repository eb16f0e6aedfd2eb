"""A Darwin Core Archive with regions of interest, as GBIF takes it: one .zip.

The core, occurrence.csv, has a row a specimen. The extension, multimedia.csv, is Audiovisual Core's
(GBIF's definition of 2026-02-24, which knows regions): a row a photograph, and a row a region in
it, the specimen's box as parts of the photograph's width and height. eml.xml tells what the dataset
is. Sources: https://dwc.tdwg.org/text/, https://ac.tdwg.org/termlist/.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from cabinet.datasets import dated, descriptions
from cabinet.datasets.detections import Detection

OCCURRENCE, MULTIMEDIA = "occurrence.csv", "multimedia.csv"
STILL = "StillImage"
REGION = "#specimen"  # what is added to a photograph's identifier to name the region
Row = dict[str, str]


def write(path: Path, detections: Sequence[Detection], about: descriptions.About) -> None:
    """Write an archive."""
    cores, media = rows(detections, about)
    files = {
        "meta.xml": descriptions.meta(OCCURRENCE, MULTIMEDIA),
        "eml.xml": descriptions.eml(about),
        OCCURRENCE: _table(cores, descriptions.CORE),
        MULTIMEDIA: _table(media, descriptions.MEDIA),
    }
    zipped(path, files)


def zipped(path: Path, files: dict[str, str]) -> None:
    """Write texts into a .zip; the same texts are the same bytes."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, text.encode())


def rows(detections: Sequence[Detection], about: descriptions.About) -> tuple[list[Row], list[Row]]:
    """Return the rows of core and extension, by specimen."""
    specimens: dict[str, list[Detection]] = {}
    for one in sorted(detections, key=lambda one: (key(one), one.image)):
        specimens.setdefault(key(one), []).append(one)
    cores = [_occurrence(name, held, about) for name, held in specimens.items()]
    media = [
        row
        for name, held in specimens.items()
        for one in held
        for row in (_photograph(name, one), _region(name, one))
    ]
    return cores, media


def key(one: Detection) -> str:
    """Return what names a specimen in the archive: occurrenceID, else museum and number."""
    terms = one.terms
    number = ":".join(filter(None, (terms.get("institutionCode"), terms.get("catalogNumber"))))
    numbered = f"urn:catalog:{number}" if terms.get("catalogNumber") else f"urn:image:{one.image}"
    return terms.get("occurrenceID") or numbered


def _occurrence(name: str, held: Sequence[Detection], about: descriptions.About) -> Row:
    """Return a specimen's row: by the photograph that was reviewed last."""
    best = max(held, key=lambda one: one.reviewed_on)
    told = dated.row(best, about.dataset_id)
    more = {"id": name, "occurrenceID": name, "occurrenceStatus": "present"}
    more |= {"datasetName": about.title, "associatedMedia": _joined(one for one in held)}
    return told | more


def _joined(held: Iterable[Detection]) -> str:
    return " | ".join(one.terms.get("identifier", "") or one.image for one in held)


def _photograph(name: str, one: Detection) -> Row:
    address = one.terms.get("identifier", "") or one.image
    return {
        "id": name,
        "identifier": address,
        "type": STILL,
        "title": one.terms.get("title", "") or one.label,
        "providerManagedID": one.image,
        "reviewerLiteral": one.reviewed_by,
        "MetadataDate": one.reviewed_on,
        "WebStatement": one.terms.get("license", ""),
        "Owner": one.terms.get("rightsHolder", ""),
        "creator": one.terms.get("creator", ""),
        "tag": " | ".join(sorted(one.tags)),
        "accessURI": one.terms.get("identifier", ""),
        "format": "image/jpeg",
        "PixelXDimension": str(one.shape.width),
        "PixelYDimension": str(one.shape.height),
        "hasROI": address + REGION,
    }


def _region(name: str, one: Detection) -> Row:
    address = one.terms.get("identifier", "") or one.image
    fractions = (f"{value:.6f}" for value in one.shape.relative_box)
    named = ("xFrac", "yFrac", "widthFrac", "heightFrac")
    return {
        "id": name,
        "identifier": address + REGION,
        "type": STILL,
        "title": f"{one.label}: the specimen",
        "providerManagedID": f"{one.image}{REGION}",
        "WebStatement": one.terms.get("license", ""),
        "Owner": one.terms.get("rightsHolder", ""),
        "isROIOf": address,
    } | dict(zip(named, fractions, strict=True))


def _table(rows: Iterable[Row], columns: Sequence[descriptions.Column]) -> str:
    text = io.StringIO()
    names = ["id", *(name for name, _ in columns)]
    table = csv.DictWriter(text, names, restval="", extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()


def read(path: Path) -> dict[str, str]:
    """Return the texts of an archive of ours, after reading its tables and writing them anew.

    Raises zipfile.BadZipFile, KeyError if it is none.
    """
    with zipfile.ZipFile(path) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    tables = ((OCCURRENCE, descriptions.CORE), (MULTIMEDIA, descriptions.MEDIA))
    for name, columns in tables:
        texts[name] = _table(csv.DictReader(io.StringIO(texts[name])), columns)
    return texts


def boxes(path: Path) -> dict[str, tuple[int, int, int, int]]:
    """Return the box of each photograph's specimen, by image: left, top, width, height, pixels."""
    with zipfile.ZipFile(path) as archive:
        lines = list(csv.DictReader(io.StringIO(archive.read(MULTIMEDIA).decode())))
    whole = {line["identifier"]: line for line in lines if line["hasROI"]}
    found = {}
    for line in lines:
        if line["isROIOf"]:
            photograph = whole[line["isROIOf"]]
            sides = [int(photograph[name]) for name in ("PixelXDimension", "PixelYDimension")] * 2
            named = ("xFrac", "yFrac", "widthFrac", "heightFrac")
            values = (
                round(float(line[name]) * side) for name, side in zip(named, sides, strict=True)
            )
            left, top, width, height = values
            found[photograph["providerManagedID"]] = (left, top, width, height)
    return found
