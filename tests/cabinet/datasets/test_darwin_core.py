"""The archive is one, a reader of others finds specimens, photographs and regions in it."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from cabinet.datasets import darwin_core
from cabinet.datasets.descriptions import About
from tests.cabinet.datasets.small_collection import detections, read_by

ABOUT = About("all", "all@0123", "2026-11-21", ("The Trustees",), ("CC BY 4.0",), "a@b.org", 9)


def test_round_trip_changes_nothing(tmp_path: Path) -> None:
    found = detections(tmp_path)
    darwin_core.write(tmp_path / "one.zip", found, ABOUT)
    darwin_core.zipped(tmp_path / "two.zip", darwin_core.read(tmp_path / "one.zip"))
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert darwin_core.boxes(tmp_path / "one.zip") == {one.image: one.shape.box for one in found}


def test_specimens_are_counted_once_and_named_by_the_last_review(tmp_path: Path) -> None:
    found = detections(tmp_path, 2)
    review = (("identifications", "Ada", "2026-11-21T08:00:00Z"),)
    named = {**found[1].terms, "scientificName": "Papilio bianor"}
    later = replace(found[1], reviews=review, terms=named)
    cores, media = darwin_core.rows([found[0], later], ABOUT)
    assert [(row["occurrenceID"], row["scientificName"]) for row in cores] == [
        ("urn:specimen:0", "Papilio bianor")
    ]
    assert cores[0]["identifiedBy"] == "Ada"
    assert len(media) == 4
    bare = replace(found[0], terms={"catalogNumber": "7", "institutionCode": "YPM"})
    assert darwin_core.key(bare) == "urn:catalog:YPM:7"
    assert darwin_core.key(replace(found[0], terms={})) == "urn:image:specimen-0"


def test_python_dwca_reader_finds_regions(tmp_path: Path) -> None:
    found = {one.image: one for one in detections(tmp_path)}
    darwin_core.write(tmp_path / "one.zip", list(found.values()), ABOUT)
    told = read_by("dwca", "darwin_core_archive", tmp_path / "one.zip")
    assert told["kinds"] == [
        "http://rs.tdwg.org/dwc/terms/Occurrence", "http://rs.tdwg.org/ac/terms/Multimedia",
    ]  # fmt: skip
    assert told["title"] == "all"
    assert len(told["rows"]) == 5  # specimens; two photographs of most
    media = [row for specimen in told["rows"] for row in specimen["media"]]
    regions = [row for row in media if row["http://rs.tdwg.org/ac/terms/isROIOf"]]
    assert len(regions) == 9
    for row in regions:
        one = found[row["http://rs.tdwg.org/ac/terms/providerManagedID"].partition("#")[0]]
        left = float(row["http://rs.tdwg.org/ac/terms/xFrac"]) * one.shape.width
        assert left == pytest.approx(one.shape.box[0], abs=0.01)
        assert row["http://rs.tdwg.org/ac/terms/isROIOf"] == one.terms["identifier"]
    locality = told["rows"][0]["core"]["http://rs.tdwg.org/dwc/terms/locality"]
    assert locality == 'Albarracín, "El Puerto"; 1,200 m'


def test_programs_of_others_find_nothing_wrong_and_see_what_is(tmp_path: Path) -> None:
    darwin_core.write(tmp_path / "one.zip", detections(tmp_path), ABOUT)
    told = read_by("dwcahandler metapype", "darwin_core_checks", tmp_path / "one.zip")
    assert told == {"valid": True, "eml": []}
    files = darwin_core.read(tmp_path / "one.zip")
    twice = files["occurrence.csv"] + files["occurrence.csv"].splitlines()[1] + "\n"
    nameless = files["eml.xml"].replace('<title xml:lang="en">all</title>', "")
    spoilt = files | {"occurrence.csv": twice, "eml.xml": nameless}
    darwin_core.zipped(tmp_path / "two.zip", spoilt)
    told = read_by("dwcahandler metapype", "darwin_core_checks", tmp_path / "two.zip")
    assert not told["valid"]
    assert "title" in told["eml"][0]


def test_an_archive_holds_its_four_files(tmp_path: Path) -> None:
    darwin_core.write(tmp_path / "one.zip", detections(tmp_path, 2), ABOUT)
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.namelist() == ["meta.xml", "eml.xml", "occurrence.csv", "multimedia.csv"]
        assert archive.testzip() is None
