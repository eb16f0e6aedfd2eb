"""From an export, or from GBIF, to the catalogue, as a person runs the script."""

import csv
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from cabinet.museum import catalogue

SPECIMENS = [
    ["_id", "catalogNumber", "order", "year", "month", "day", "institutionCode", "occurrenceID"],
    *[[str(n), f"NHMUK{n}", "Lepidoptera", "1899", "12", "", "NHMUK", ""] for n in range(40)],
    ["40", "NHMUK40", "Coleoptera", "1899", "", "", "NHMUK", ""],
]
UUID = "{:08}-a4ce-4ead-b43a-31dfaf4aaae8"
PHOTOGRAPHS = [
    ["format", "identifier", "_id", "title"],
    *[["image/jpeg", f"http://x.org/media/{UUID.format(n)}", str(n), f"t{n}"] for n in range(41)],
    ["image/jpeg", f"http://x.org/media/{UUID.format(99)}", "1", "1_label_1"],
    ["image/jpeg", f"http://x.org/media/{UUID.format(1)}", "1", "again"],
]


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    for name, rows in (("occurrence", SPECIMENS), ("multimedia", PHOTOGRAPHS)):
        path = tmp_path / "data" / f"{name}.csv"
        path.parent.mkdir(exist_ok=True)
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return tmp_path


def images(collection: Path) -> list[str]:
    return [one.image for one in catalogue.read(collection / "data" / "metadata.csv")]


def test_an_export_becomes_a_catalogue(collection: Path, run_script) -> None:
    made = run_script("create_metadata.py", "--collection", collection)
    assert (made.returncode, made.stderr) == (0, "")
    specimens = list(catalogue.read(collection / "data" / "metadata.csv"))
    assert [one.image for one in specimens] == [UUID.format(number) for number in range(40)]
    assert {one["eventDate"] for one in specimens} == {"1899-12"}
    report = (collection / "data" / "metadata_report.csv").read_text().splitlines()
    assert report[:2] == ["reason,count,example", "kept,40,"]
    assert sorted(line.rsplit(",", 2)[0] for line in report[2:]) == [
        "listed more than once",
        "of labels",
        "of other taxa",
    ]
    before = (collection / "data" / "metadata.csv").stat().st_mtime_ns
    assert "nothing is due" in run_script("create_metadata.py", "--collection", collection).stdout
    assert (collection / "data" / "metadata.csv").stat().st_mtime_ns == before


def test_a_part_of_it(collection: Path, run_script) -> None:
    run_script("create_metadata.py", "--collection", collection, "--sample", 7)
    sample = images(collection)
    assert len(sample) == 7
    assert sample == sorted(sample)
    report = (collection / "data" / "metadata_report.csv").read_text()
    assert "kept,7,\nnot in the sample,33," in report
    run_script("create_metadata.py", "--collection", collection, "--first", 3)
    assert images(collection) == [UUID.format(number) for number in range(3)]
    run_script("create_metadata.py", "--collection", collection, "--taxon", "coleoptera")
    assert images(collection) == [UUID.format(40)]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--taxon", "Mammalia"), "no photographs of Mammalia found"),
        (("--export", "/absent.zip"), "is not there"),
    ],
)
def test_nothing_found_is_said_and_is_a_failure(
    collection: Path, run_script, arguments: tuple[str, str], words: str
) -> None:
    made = run_script("create_metadata.py", "--collection", collection, *arguments)
    assert made.returncode == 1
    assert not (collection / "data" / "metadata.csv").exists()
    assert words in (collection / "data" / "failures" / "create_metadata.csv").read_text()


def record(number: int) -> dict[str, object]:
    """Return an occurrence as GBIF's search answers it."""
    return {
        "key": 1_000_000 + number,
        "datasetKey": "7e380070-f762-11e1-a439-00145eb45e9a",
        "basisOfRecord": "PRESERVED_SPECIMEN",
        "scientificName": "Pieris rapae (Linnaeus, 1758)",
        "scientificNameAuthorship": "(Linnaeus, 1758)",
        "order": "Lepidoptera",
        "family": "Pieridae",
        "decimalLatitude": 51.5,
        "year": 1899,
        "month": 12,
        "eventDate": "1899-12",
        "recordedBy": "A. Collector",
        "typeStatus": ["Paratype"],
        "issues": [],
        "isInCluster": False,
        "institutionCode": "NHMUK",
        "occurrenceID": f"{number:08}-9dab-40b5-872b-51f08a69e765",
        "media": [
            {
                "type": "StillImage",
                "format": "image/jpeg",
                "title": f"photograph {number} {part}",
                "identifier": f"https://data.nhm.ac.uk/media/{UUID.format(number * 10 + part)}",
                "license": "http://creativecommons.org/licenses/by/4.0/",
                "rightsHolder": "The Trustees of the Natural History Museum, London",
            }
            for part in range(1 + number % 2)
        ]
        + [{"type": "Sound", "identifier": "https://example.org/song.mp3"}],
    }


class Gbif(BaseHTTPRequestHandler):
    """GBIF's occurrence search over 700 records, which is busy now and then."""

    asked: list[dict[str, list[str]]]

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        self.asked.append(query)
        if len(self.asked) == 2:
            self.send_response(503)
            self.send_header("Retry-After", "0")
            self.end_headers()
            return
        if query.get("taxonKey") == ["bad"] or not self.path.startswith("/v1/occurrence/search?"):
            self.send_response(400)
            self.end_headers()
            return
        offset, limit = int(query["offset"][0]), min(300, int(query["limit"][0]))
        numbers = range(offset, min(offset + limit, 700))
        page = {
            "offset": offset,
            "limit": limit,
            "endOfRecords": offset + limit >= 700,
            "count": 700,
            "results": [record(number) for number in numbers],
            "facets": [],
        }
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(page).encode())


@pytest.fixture
def gbif() -> Iterator[tuple[str, list[dict[str, list[str]]]]]:
    asked: list[dict[str, list[str]]] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Gbif", (Gbif,), {"asked": asked}))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_gbif_is_asked_page_by_page(tmp_path: Path, run_script, gbif) -> None:
    address, asked = gbif
    query = "taxonKey=797&institutionCode=NHMUK&limit=9"
    made = run_script(
        "create_metadata.py", "--collection", tmp_path, "--gbif", query, "--gbif-api", address,
        "--gbif-limit", 500,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    assert [(page["offset"], page["limit"]) for page in asked] == [
        (["0"], ["300"]),
        (["300"], ["200"]),
        (["300"], ["200"]),
    ]
    assert all(page["taxonKey"] == ["797"] for page in asked)
    assert all(page["mediaType"] == ["StillImage"] for page in asked)
    specimens = list(catalogue.read(tmp_path / "data" / "metadata.csv"))
    assert len(specimens) == 750
    first = specimens[0]
    assert (first.name, str(first.date), first["typeStatus"]) == (
        "Pieris rapae",
        "1899-12",
        "Paratype",
    )
    assert first["references"] == f"https://data.nhm.ac.uk/object/{first['occurrenceID']}"


def test_a_query_that_gbif_refuses_ends_with_a_sentence(tmp_path: Path, run_script, gbif) -> None:
    made = run_script(
        "create_metadata.py", "--collection", tmp_path, "--gbif", "taxonKey=bad", "--gbif-api",
        gbif[0],
    )  # fmt: skip
    assert made.returncode == 1
    ledger = (tmp_path / "data" / "failures" / "create_metadata.csv").read_text()
    assert "GBIF refuses the query (400)" in ledger


@pytest.mark.real
def test_the_real_export(tmp_path: Path, run_script, real_data: Path) -> None:
    export = real_data / "museums"
    made = run_script("create_metadata.py", "--collection", tmp_path, "--export", export)
    assert made.returncode == 0, made.stderr
    assert len(images(tmp_path)) == len(set(images(tmp_path))) == 168
