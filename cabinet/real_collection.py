"""Make a collection of real photographs that lie in folders, and run the whole chain on it.

Reads `museums/` (photographs with a museum's own export) and the folders of photographs that come
with a small table of names (`neonympha/`, `moths/`, `heliconius/`). Writes an export in the
museum's dialect whose photographs the local museum serves, so that the chain meets them as it
meets a real museum: over HTTP, knowing nothing else of them. Nothing is copied into the project.
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from cabinet.chain import run_with_museum

Row = dict[str, str]

NAMED = ("neonympha", "moths", "heliconius")  # folders with media/ and <folder>.csv
MULTIMEDIA = ("_id", "title", "format", "type", "identifier", "license", "rightsHolder", "creator")


def museum_rows(folder: Path, address: str) -> Iterator[tuple[Row, Row, Path]]:
    """Yield record, media row and photograph of each image of a museum's own export."""
    with (folder / "occurrence.csv").open(newline="", encoding="utf-8") as file:
        records = {row["_id"]: row for row in csv.DictReader(file)}
    with (folder / "multimedia.csv").open(newline="", encoding="utf-8") as file:
        for media in csv.DictReader(file):
            photograph = folder / "media" / f"{media['title']}.jpg"
            if photograph.exists() and media["_id"] in records:
                served = media | {"identifier": f"{address}/media/{photograph.stem}"}
                yield records[media["_id"]], served, photograph


def named_rows(folder: Path, address: str) -> Iterator[tuple[Row, Row, Path]]:
    """Yield record, media row and photograph of each image of a folder with a table of names."""
    with (folder / f"{folder.name}.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            photograph = folder / "media" / f"{row['image']}.jpg"
            if not photograph.exists():
                continue
            key = f"{folder.name}:{row['image']}"
            names = [row["genus"], row["specificEpithet"], row.get("infraspecificEpithet", "")]
            record = {
                "_id": key,
                "occurrenceID": key,
                "catalogNumber": row["image"],
                "basisOfRecord": "PreservedSpecimen",
                "order": "Lepidoptera",
                "higherClassification": "; ".join(
                    filter(None, ["Insecta", "Lepidoptera", row["family"]])
                ),
                "scientificName": " ".join(filter(None, names)),
                "family": row["family"],
                "genus": row["genus"],
                "specificEpithet": row["specificEpithet"],
                "infraspecificEpithet": row.get("infraspecificEpithet", ""),
                "institutionCode": folder.name,
                "dynamicProperties": json.dumps({"project": folder.name}),
            }
            media = {
                "_id": key,
                "title": row["image"],
                "format": "image/jpeg",
                "type": "StillImage",
                "identifier": f"{address}/media/{photograph.stem}",
            }
            yield record, media, photograph


def write(photographs: Path, collection: Path, address: str, limit: int | None) -> int:
    """Write the export and the folder that the local museum serves; return the photographs' number.

    `limit` takes the first so many of each folder.
    """
    records: dict[str, Row] = {}
    multimedia: list[Row] = []
    served = collection / "museum" / "photographs"
    served.mkdir(parents=True, exist_ok=True)
    sources = [museum_rows(photographs / "museums", address)]
    sources += [
        named_rows(photographs / name, address)
        for name in NAMED
        if (photographs / name / f"{name}.csv").exists()
    ]
    for source in sources:
        for number, (record, media, photograph) in enumerate(source):
            if limit is not None and number >= limit:
                break
            records[record["_id"]] = record
            multimedia.append(media)
            link = served / photograph.name
            if not link.exists():
                link.symlink_to(photograph.resolve())
    terms = sorted({term for record in records.values() for term in record} - {"_id"})
    table(collection / "data" / "occurrence.csv", ["_id", *terms], records.values())
    table(collection / "data" / "multimedia.csv", MULTIMEDIA, multimedia)
    return len(multimedia)


def table(path: Path, columns: list[str] | tuple[str, ...], rows: object) -> None:
    """Write a table as the museum's portal does: every cell quoted, unix line ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, dialect="unix", restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)  # type: ignore[arg-type]


def main() -> int:
    """Write the collection and run the chain on it, as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m cabinet.real_collection", description=__doc__)
    parser.add_argument("--photographs", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--collection", type=Path, default=Path("collections/real"))
    parser.add_argument("--limit", type=int, metavar="N", help="the first N of each folder")
    parser.add_argument("--port", type=int, default=8766, help="of the local museum")
    options = parser.parse_args()
    if not (options.photographs / "museums" / "multimedia.csv").exists():
        where = options.photographs / "museums" / "multimedia.csv"
        print(f"There is no {where}: --photographs must name the folder that holds museums/.")
        return 2
    address = f"http://127.0.0.1:{options.port}"
    count = write(options.photographs, options.collection, address, options.limit)
    print(f"{count:,} real photographs, served at {address}", flush=True)
    folder = options.collection / "museum" / "photographs"
    return run_with_museum(options.collection, folder, options.port)


if __name__ == "__main__":
    sys.exit(main())
