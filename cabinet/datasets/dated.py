"""The dated list of a dataset: one detection a line, in Darwin Core terms as GBIF takes them."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from cabinet.datasets.detections import Detection

TERMS = (
    "occurrenceID", "catalogNumber", "institutionCode", "collectionCode", "scientificName",
    "scientificNameAuthorship", "taxonRank", "order", "family", "genus", "specificEpithet",
    "infraspecificEpithet", "higherClassification", "sex", "typeStatus", "lifeStage", "country",
    "stateProvince", "locality", "decimalLatitude", "decimalLongitude", "eventDate", "year",
    "month", "day", "recordedBy", "license", "rightsHolder", "references",
)  # fmt: skip
FOUND = (
    "part", "quality", "box_x", "box_y", "box_width", "box_height", "photograph_width",
    "photograph_height", "size", "confidence", "rotation",
)  # fmt: skip
REVIEW = ("reviewed", "reviewedBy", "reviewedOn")
COLUMNS = (
    "image", "datasetID", "tags", "basisOfRecord", *TERMS, "associatedMedia", "identifiedBy",
    "dateIdentified", *FOUND, *REVIEW,
)  # fmt: skip
EDITABLE = "tags"
DATES = ("eventDate", "dateIdentified", "reviewedOn", "year", "month", "day")
SPECIMEN = "PreservedSpecimen"


class ListError(ValueError):
    """A list that cannot be read, in a sentence."""


def row(one: Detection, dataset: str) -> dict[str, str]:
    """Return one detection's line; `dataset` tells which export of which dataset it is."""
    left, top, width, height = one.shape.box
    named = next((review for review in one.reviews if review[0] == "identifications"), None)
    numbers = (left, top, width, height, one.shape.width, one.shape.height, one.shape.area)
    found = {
        "image": one.image,
        "datasetID": dataset,
        "tags": " ".join(sorted(one.tags)),
        "basisOfRecord": SPECIMEN,
        "associatedMedia": one.terms.get("identifier", ""),
        "identifiedBy": named[1] if named else "",
        "dateIdentified": named[2][:10] if named else "",
        "part": one.part,
        "quality": one.quality,
        **dict(zip(FOUND[2:9], map(str, numbers), strict=True)),
        "confidence": "" if one.confidence is None else f"{one.confidence:g}",
        "rotation": "" if one.rotation is None else f"{one.rotation:g}",
        **dict(zip(REVIEW, (one.reviewed, one.reviewed_by, one.reviewed_on), strict=True)),
    }
    return {term: one.terms.get(term, "") for term in TERMS} | found


def text(detections: Iterable[Detection], dataset: str) -> str:
    """Return the whole list."""
    lines = io.StringIO()
    table = csv.DictWriter(lines, COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows(row(one, dataset) for one in detections)
    return lines.getvalue()


def parsed(content: str) -> list[dict[str, str]]:
    """Return the lines of a list, whatever a spreadsheet program took to divide its columns."""
    header = content.partition("\n")[0]
    mark = max(",;\t", key=header.count)
    lines = csv.DictReader(io.StringIO(content), delimiter=mark)
    return [{name: value or "" for name, value in line.items() if name} for line in lines]


def read(path: Path) -> list[dict[str, str]]:
    """Read an edited list. Raises ListError if it is none, or not of one export."""
    try:
        rows = parsed(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise ListError(f"{path} is not UTF-8: save it again as CSV UTF-8") from None
    lacking = [name for name in ("image", "datasetID", EDITABLE) if not rows or name not in rows[0]]
    if lacking:
        raise ListError(f"{path} is no list of a dataset: it has no column {lacking[0]}")
    return rows


def spoilt(rows: Iterable[Mapping[str, str]], before: Mapping[str, Mapping[str, str]]) -> str:
    """Return, in a sentence, what was changed in columns that cannot be edited; empty if nothing.

    `before` are the lines as they were exported, by image.
    """
    changed: dict[str, list[str]] = {}
    for line in rows:
        was = before.get(line["image"], {})
        for name in COLUMNS:
            if (
                name not in (EDITABLE, "datasetID")
                and name in was
                and line.get(name, "") != was[name]
            ):
                told = f"{line['image']}: {was[name] or 'nothing'} became {line.get(name, '')!r}"
                changed.setdefault(name, []).append(told)
    if not changed:
        return ""
    counts = ", ".join(f"{name} in {len(told):,} lines" for name, told in changed.items())
    hint = " Spreadsheet programs rewrite dates: load the columns as text." * any(
        name in changed for name in DATES
    )
    first = next(iter(changed.values()))[0]
    return f"only the column {EDITABLE} can be edited, but {counts} changed ({first}).{hint}"
