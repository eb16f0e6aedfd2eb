"""The list survives spreadsheet programs as far as it can, and says where it cannot."""

from pathlib import Path

import pytest

from cabinet.datasets import dated, shapes
from cabinet.datasets.dated import ListError
from cabinet.datasets.detections import Detection
from tests.cabinet.datasets.small_collection import ellipse, record

ONE = Detection(
    image="specimen-1",
    terms=record(1),
    tags=frozenset({"ORDER_Lepidoptera", "worn"}),
    shape=shapes.of_mask(ellipse(1) > 0.5),
    confidence=0.91,
    rotation=-10.0,
    reviews=(
        ("identifications", "Ada", "2026-11-21T08:00:00.000000Z"),
        ("quality", "Bob", "2026-11-22T08:00:00.000000Z"),
    ),
)


def test_a_line_tells_record_place_and_review() -> None:
    (line,) = dated.parsed(dated.text([ONE], "all@1234"))
    assert line["occurrenceID"] == "urn:specimen:0"
    assert line["locality"] == 'Albarracín, "El Puerto"; 1,200 m'
    assert line["basisOfRecord"] == "PreservedSpecimen"
    assert (line["box_x"], line["photograph_width"]) == (str(ONE.shape.box[0]), "200")
    assert line["reviewedBy"] == "Ada | Bob"
    assert line["reviewedOn"].startswith("2026-11-22")
    assert (line["identifiedBy"], line["dateIdentified"]) == ("Ada", "2026-11-21")
    assert line["tags"] == "ORDER_Lepidoptera worn"


def test_byte_order_mark_and_semicolons_are_read(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    before = dated.parsed(dated.text([ONE], "all@1234"))
    text = ";".join(dated.COLUMNS) + "\r\n"
    text += ";".join('"' + before[0][name].replace('"', '""') + '"' for name in dated.COLUMNS)
    path.write_text(text + "\r\n", encoding="utf-8-sig")
    assert dated.read(path) == before
    assert not dated.spoilt(dated.read(path), {"specimen-1": before[0]})


def test_dates_that_were_reformatted_are_told() -> None:
    (before,) = dated.parsed(dated.text([ONE], "all@1234"))
    after = before | {"eventDate": "02.06.1891", "tags": "other"}
    told = dated.spoilt([after], {"specimen-1": before})
    assert "eventDate in 1 lines changed (specimen-1: 1891-06-02 became '02.06.1891')" in told
    assert "load the columns as text" in told


def test_what_is_no_list_is_told(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("image,name\none,two\n")
    with pytest.raises(ListError, match="no column datasetID"):
        dated.read(path)
    path.write_bytes("image,datasetID,tags\nAlbarrac\xedn,,\n".encode("latin-1"))
    with pytest.raises(ListError, match="save it again as CSV UTF-8"):
        dated.read(path)
    path.write_text("")
    with pytest.raises(ListError, match="no column image"):
        dated.read(path)
