"""meta.xml says what the tables are; eml.xml survives any title."""

from xml.etree import ElementTree

from cabinet.datasets import descriptions
from cabinet.datasets.descriptions import About

TEXT = "{http://rs.tdwg.org/dwc/text/}"


def test_meta_numbers_every_column_once() -> None:
    root = ElementTree.fromstring(descriptions.meta("occurrence.csv", "multimedia.csv"))
    assert root.attrib["metadata"] == "eml.xml"
    for name, columns, key in (
        ("core", descriptions.CORE, "id"),
        ("extension", descriptions.MEDIA, "coreid"),
    ):
        table = root.find(f"{TEXT}{name}")
        assert [child.tag.removeprefix(TEXT) for child in table][:2] == ["files", key]
        told = [
            (field.attrib["index"], field.attrib["term"]) for field in table.iter(f"{TEXT}field")
        ]
        assert told == [(str(at), term) for at, (_, term) in enumerate(columns, 1)]
        assert len({term for _, term in told}) == len(told)


def test_eml_survives_any_title_and_needs_no_holder() -> None:
    odd = About('A < B & "C"', 'x@"1"', "2026-11-21", (), (), "", 3)
    root = ElementTree.fromstring(descriptions.eml(odd).encode())
    assert root.find("dataset/title").text == 'A < B & "C"'
    assert root.find("dataset/contact/organizationName").text == "not stated"
    assert root.find("dataset/contact/electronicMailAddress") is None
    whole = About("a", "a@1", "2026-11-21", ("M",), ("CC0",), "a@b.org", 3)
    root = ElementTree.fromstring(descriptions.eml(whole).encode())
    assert root.find("dataset/contact/electronicMailAddress").text == "a@b.org"
