import csv
import hashlib
import json

import cv2
import numpy as np
import pytest
import requests

from cabinet.drawn import collection
from cabinet.drawn.museum import open_museum

COUNT = 9


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    folder = tmp_path_factory.mktemp("drawn")
    assert collection.write(folder, COUNT, 3, workers=1)
    return folder


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def digests(folder):
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_the_same_seed_gives_the_same_bytes_with_any_number_of_workers(drawn, tmp_path):
    collection.write(tmp_path, COUNT, 3, workers=2)
    assert digests(tmp_path) == digests(drawn)


def test_what_is_drawn_is_not_drawn_again(drawn):
    assert not collection.write(drawn, COUNT, 3, workers=1)


def test_every_photograph_has_its_file_and_its_medium(drawn):
    media = rows(drawn / "data" / "multimedia.csv")
    named = {row["identifier"].rsplit("/", 1)[1] for row in media}
    files = {path.stem for path in (drawn / "museum").iterdir()}
    assert named == files
    assert len(files) == COUNT


def test_every_cell_is_quoted_and_the_header_is_sorted_after_the_key(drawn):
    text = (drawn / "data" / "occurrence.csv").read_text("utf-8")
    header = text.split("\n", 1)[0].split(",")
    assert all(cell.startswith('"') and cell.endswith('"') for cell in header)
    assert header[0] == '"_id"'
    assert header[1:] == sorted(header[1:])
    assert "\r" not in text


def test_dynamic_properties_are_json(drawn):
    for row in rows(drawn / "data" / "occurrence.csv"):
        assert json.loads(row["dynamicProperties"])["subDepartment"] == "Lepidoptera"


def test_the_oddities_of_a_museum_are_there():
    shots, unseen = collection.plan(400, 1)
    kinds = [shot.kind for shot in shots]
    assert {"specimen", "label", "truncated", "html", "beetle"} == set(kinds)
    assert unseen
    assert sum(shot.tiff for shot in shots) >= 5
    by_specimen = [shot.subject.number for shot in shots if shot.kind == "specimen"]
    assert len(set(by_specimen)) < len(by_specimen)
    fields = [shot.subject.fields for shot in shots]
    assert any(f["year"] == "1899" and f["month"] == "12" for f in fields)
    assert any(f["year"] and not f["month"] for f in fields)
    assert any(not f["year"] for f in fields)
    assert any(
        "(" in f["scientificName"].split(f["genus"] or " ")[1][:3] for f in fields if f["genus"]
    )
    assert any("`" in f["scientificName"] for f in fields)
    assert any(" ab. " in f["scientificName"] for f in fields)
    assert any(not f["sex"] for f in fields)


def test_photographs_without_record_and_records_without_photograph(tmp_path):
    shots, unseen = collection.plan(120, 2)
    collection._export(tmp_path, shots, unseen, "http://127.0.0.1:1")
    media = [row["_id"] for row in rows(tmp_path / "multimedia.csv")]
    records = [row["_id"] for row in rows(tmp_path / "occurrence.csv")]
    assert set(media) - set(records)
    assert set(records) - set(media)
    assert len(records) > len(set(records))


def test_the_truth_fits_the_photograph(drawn):
    for row in rows(drawn / "truth" / "truth.csv"):
        mask = cv2.imread(str(drawn / "truth" / "masks" / f"{row['image']}.png"), 0)
        assert mask.shape == (int(row["frame_height"]), int(row["frame_width"]))
        left, top, width, height = (int(row[n]) for n in ("left", "top", "width", "height"))
        if row["kind"] == "label":
            assert not mask.any()
            continue
        inside = mask[top : top + height, left : left + width] > 127
        assert inside.any(axis=0).all()
        assert inside.any(axis=1).all()
        assert inside.sum() == (mask > 127).sum()


def test_labels_carry_the_title_by_which_they_are_dropped(drawn):
    truth = {row["image"]: row["kind"] for row in rows(drawn / "truth" / "truth.csv")}
    for row in rows(drawn / "data" / "multimedia.csv"):
        kind = truth[row["identifier"].rsplit("/", 1)[1]]
        assert ("_label_" in row["title"]) == (kind == "label")


def test_the_museum_serves_the_collection_and_answers_as_gbif_does(drawn):
    with open_museum(drawn / "museum", records=drawn / "data") as museum:
        address = f"{museum.base}/v1/occurrence/search"
        first = requests.get(address, params={"limit": 5, "institutionCode": "DRAWN"}, timeout=5)
        page = first.json()
        assert (page["offset"], page["limit"], page["endOfRecords"]) == (0, 5, False)
        keys, offset = [], 0
        while True:
            page = requests.get(address, params={"limit": 5, "offset": offset}, timeout=5).json()
            keys += [result["key"] for result in page["results"]]
            offset += page["limit"]
            if page["endOfRecords"]:
                break
        assert len(keys) == page["count"] == len(set(keys))
        medium = next(
            r["media"][0] for r in page["results"] + first.json()["results"] if r["media"]
        )
        image = medium["identifier"].rsplit("/", 1)[1]
        reply = requests.get(f"{museum.base}/media/{image}", timeout=5)
        assert reply.status_code == 200
        picture = cv2.imdecode(np.frombuffer(reply.content, np.uint8), cv2.IMREAD_COLOR)
        assert picture.shape[1] >= 700
