"""The records of a collection in the shape of GBIF's occurrence search."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

Result = dict[str, object]

_PLAIN = (
    "kingdom", "phylum", "class", "order", "family", "genus", "specificEpithet",
    "infraspecificEpithet", "scientificName", "scientificNameAuthorship", "institutionCode",
    "collectionCode", "catalogNumber", "occurrenceID", "country", "stateProvince", "locality",
    "recordedBy", "lifeStage", "higherClassification",
)  # fmt: skip
_UPPER = ("continent", "sex", "typeStatus", "taxonRank")


class Occurrences:
    """Searches the records of `occurrence.csv` with their `multimedia.csv`, by key order."""

    def __init__(self, data: Path) -> None:
        """Read both files, as the portal writes them; rows with the same key count once."""
        media = defaultdict(list)
        for row in _rows(data / "multimedia.csv"):
            media[row["_id"]].append(row)
        records = {row["_id"]: row for row in _rows(data / "occurrence.csv")}
        self.results = [_result(row, media[key]) for key, row in records.items()]

    def search(self, query: dict[str, str]) -> dict[str, object]:
        """Answer a search: limit up to 300, offset, institutionCode, family, genus, mediaType."""
        limit = min(300, max(0, int(query.get("limit", "20"))))
        offset = max(0, int(query.get("offset", "0")))
        chosen = [result for result in self.results if _meant(result, query)]
        page = chosen[offset : offset + limit]
        return {
            "offset": offset,
            "limit": limit,
            "endOfRecords": offset + limit >= len(chosen),
            "count": len(chosen),
            "results": page,
            "facets": [],
        }


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _meant(result: Result, query: dict[str, str]) -> bool:
    asked = (name for name in ("institutionCode", "family", "genus") if name in query)
    if any(result.get(name) != query[name] for name in asked):
        return False
    return "mediaType" not in query or bool(result["media"])


def _result(row: dict[str, str], media: list[dict[str, str]]) -> Result:
    result: Result = {
        "key": int(row["_id"]),
        "datasetKey": "7e380070-f762-11e1-a439-00145eb45e9a",
        "publishingCountry": "GB",
        "protocol": "DWC_ARCHIVE",
        "basisOfRecord": "PRESERVED_SPECIMEN",
        "occurrenceStatus": "PRESENT",
        "gbifID": row["_id"],
        "license": "http://creativecommons.org/licenses/by/4.0/legalcode",
        "identifiers": [],
        "issues": [],
        "isInCluster": False,
    }
    result |= {name: row[name] for name in _PLAIN if row.get(name)}
    result |= {name: row[name].upper().replace(" ", "_") for name in _UPPER if row.get(name)}
    result |= {name: int(row[name]) for name in ("year", "month", "day") if row.get(name)}
    for name in ("decimalLatitude", "decimalLongitude"):
        if row.get(name):
            result[name] = float(row[name])
    if row.get("genus") and row.get("specificEpithet"):
        result["species"] = f"{row['genus']} {row['specificEpithet']}"
        result["genericName"] = row["genus"]
    parts = [row.get("year"), row.get("month"), row.get("day")]
    whole = parts[: parts.index("")] if "" in parts else parts
    if whole:
        result["eventDate"] = "-".join(str(part).zfill(2) for part in whole)
    result["media"] = [_medium(medium) for medium in media]
    return result


def _medium(row: dict[str, str]) -> dict[str, str]:
    names = (
        "type",
        "format",
        "identifier",
        "title",
        "created",
        "creator",
        "license",
        "rightsHolder",
    )
    return {name: row[name] for name in names if row.get(name)}
