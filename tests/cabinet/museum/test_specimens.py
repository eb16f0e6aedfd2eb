"""Dates that are partly known, names with and without authors, the table of terms."""

from datetime import date as day_of
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabinet.museum.specimens import COLUMNS, PartialDate, Specimen, date_of, pretty_name


def specimen(**cells: str) -> Specimen:
    return Specimen(dict.fromkeys(COLUMNS, "") | cells)


@pytest.mark.parametrize(
    ("cells", "printed", "spoken"),
    [
        (("", "1899", "12", "3"), "1899-12-03", "3 December 1899"),
        (("", "1899", "12", ""), "1899-12", "December 1899"),
        (("", "1899", "", ""), "1899", "1899"),
        (("1899-12", "", "", ""), "1899-12", "December 1899"),
        (("1953-06-12T00:00:00Z", "", "", ""), "1953-06-12", "12 June 1953"),
        (("1902-06-31", "", "", ""), "1902-06", "June 1902"),
        (("", "1902.0", "13", "5"), "1902", "1902"),
        (("1906-08-27/1906-09-02", "", "", ""), "1906", "1906"),
        (("1906-08-27/1906-08-30", "", "", ""), "1906-08", "August 1906"),
        (("1906/1908", "", "", ""), "", ""),
        (("1899-01-01", "1899", "", ""), "1899", "1899"),
        (("1899", "1899", "6", "2"), "1899-06-02", "2 June 1899"),
        (("summer 1899", "", "", ""), "", ""),
        (("", "0", "0", "0"), "", ""),
        (("", "²", "1", "1"), "", ""),
    ],
)
def test_dates_are_as_precise_as_what_is_known(
    cells: tuple[str, str, str, str], printed: str, spoken: str
) -> None:
    date = date_of(*cells)
    assert (str(date) if date else "") == printed
    assert (date.spoken() if date else "") == spoken


@given(st.dates(min_value=day_of(1500, 1, 1)))
def test_every_day_survives_printing(day) -> None:
    if day.year >= 2200:
        return
    date = PartialDate.from_iso(day.isoformat())
    assert str(date) == day.isoformat()
    assert PartialDate.from_iso(str(date)) == date


@given(st.text(max_size=30), st.text(max_size=6), st.text(max_size=6), st.text(max_size=6))
def test_no_text_breaks_a_date(event: str, year: str, month: str, day: str) -> None:
    date = date_of(event, year, month, day)
    assert date is None or PartialDate.from_iso(str(date)) == date


@pytest.mark.parametrize(
    ("name", "author", "pretty"),
    [
        ("Elophila nymphaeata (Linnaeus, 1758)", "(Linnaeus, 1758)", "Elophila nymphaeata"),
        ("Elophila nymphaeata (Linnaeus, 1758)", "Linnaeus, 1758", "Elophila nymphaeata"),
        ("Papilio machaon", "", "Papilio machaon"),
        ("Linnaeus, 1758", "Linnaeus, 1758", "Linnaeus, 1758"),
        ("Undetermined`", "", "Undetermined"),
        ("Papilio (Menelaides) albinus yapenensis", "", "Papilio (Menelaides) albinus yapenensis"),
        ("Pieris rapael", "l", "Pieris rapael"),
    ],
)
def test_pretty_name_loses_its_author_and_nothing_else(name: str, author: str, pretty: str) -> None:
    assert pretty_name(name, author) == pretty


@given(st.text(min_size=1).filter(lambda name: name.strip(" \t`")), st.text())
def test_pretty_name_is_never_empty(name: str, author: str) -> None:
    assert pretty_name(name, author) or not name.strip().rstrip("`").strip()


def test_a_specimen_knows_its_name_place_and_date() -> None:
    one = specimen(
        image="a",
        scientificName="Aglais io (Linnaeus, 1758)",
        scientificNameAuthorship="(Linnaeus, 1758)",
        eventDate="1899-12",
        decimalLatitude="51.5",
        decimalLongitude="-0.17",
    )
    assert (one.image, one.name, one.place) == ("a", "Aglais io", (51.5, -0.17))
    assert one.date == PartialDate(1899, 12)
    assert specimen(decimalLatitude="91", decimalLongitude="0").place is None
    assert specimen(decimalLatitude="", decimalLongitude="0").place is None


def test_every_term_has_an_address_and_a_meaning() -> None:
    for name, (uri, meaning) in COLUMNS.items():
        assert uri.endswith("/" + name) or name == "image"
        assert meaning


def test_the_documentation_explains_every_column() -> None:
    page = (Path(__file__).parents[3] / "docs" / "reference" / "catalogue.md").read_text()
    for name, (uri, meaning) in COLUMNS.items():
        assert f"| `{name}` | {meaning} |" in page
        assert uri in page
