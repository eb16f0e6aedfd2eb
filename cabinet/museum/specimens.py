"""A specimen, the Darwin Core terms it is described by, and its date.

One table, `COLUMNS`, says which columns the catalogue `data/metadata.csv` has, in which order, and
what each of them means. Everything that reads or writes the catalogue takes it from there.
"""

import calendar
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Self

DWC = "http://rs.tdwg.org/dwc/terms/"
DC = "http://purl.org/dc/terms/"

# Name of the column, URI of the term, what it holds.
COLUMNS: dict[str, tuple[str, str]] = {
    "image": ("", "image id: the name of the photograph's files"),
    "occurrenceID": (DWC + "occurrenceID", "the specimen's lasting identifier"),
    "catalogNumber": (DWC + "catalogNumber", "the number on the specimen's label"),
    "scientificName": (DWC + "scientificName", "full scientific name"),
    "scientificNameAuthorship": (DWC + "scientificNameAuthorship", "who named it, and when"),
    "taxonRank": (DWC + "taxonRank", "rank of the scientific name"),
    "order": (DWC + "order", "order"),
    "family": (DWC + "family", "family"),
    "genus": (DWC + "genus", "genus"),
    "specificEpithet": (DWC + "specificEpithet", "species, the second part of its name"),
    "infraspecificEpithet": (DWC + "infraspecificEpithet", "subspecies, form or variety"),
    "higherClassification": (DWC + "higherClassification", "all higher taxa, joined by '; '"),
    "sex": (DWC + "sex", "sex"),
    "typeStatus": (DWC + "typeStatus", "holotype, paratype, ..."),
    "lifeStage": (DWC + "lifeStage", "adult, pupa, ..."),
    "country": (DWC + "country", "country in which it was collected"),
    "stateProvince": (DWC + "stateProvince", "state or province"),
    "locality": (DWC + "locality", "place"),
    "decimalLatitude": (DWC + "decimalLatitude", "degrees north"),
    "decimalLongitude": (DWC + "decimalLongitude", "degrees east"),
    "eventDate": (DWC + "eventDate", "date of collection, ISO 8601: YYYY, YYYY-MM or YYYY-MM-DD"),
    "year": (DWC + "year", "year of collection"),
    "month": (DWC + "month", "month of collection, 1 to 12"),
    "day": (DWC + "day", "day of the month of collection"),
    "recordedBy": (DWC + "recordedBy", "who collected it"),
    "institutionCode": (DWC + "institutionCode", "the museum"),
    "collectionCode": (DWC + "collectionCode", "the collection within the museum"),
    "license": (DC + "license", "licence of the photograph"),
    "rightsHolder": (DC + "rightsHolder", "owner of the rights in the photograph"),
    "creator": (DC + "creator", "photographer"),
    "identifier": (DC + "identifier", "address of the photograph"),
    "references": (DC + "references", "address of the specimen's record at the museum"),
    "title": (DC + "title", "title of the photograph"),
}

# Years outside are slips of the pen: the first collections of insects are of the 17th century.
YEARS = range(1500, 2200)
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?![\d-])")


@dataclass(frozen=True, order=True)
class PartialDate:
    """A year, a month of a year, or a day; `month` and `day` are 0 where they are not known."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def of(cls, year: str, month: str = "", day: str = "") -> Self | None:
        """Return the date of three cells, as much of it as is possible (no 31 June), or None."""
        numbers = [_number(cell) for cell in (year, month, day)]
        if numbers[0] not in YEARS:
            return None
        if numbers[1] not in range(1, 13):
            return cls(numbers[0])
        if numbers[2] not in range(1, calendar.monthrange(numbers[0], numbers[1])[1] + 1):
            return cls(numbers[0], numbers[1])
        return cls(*numbers)

    @classmethod
    def from_iso(cls, text: str) -> Self | None:
        """Return the date of an ISO 8601 text; of a span, what its two ends share; or None."""
        first, *rest = (_ISO.match(part.strip()) for part in text.split("/")[:2])
        if first is None:
            return None
        start = cls.of(*(part or "" for part in first.groups()))
        if not rest or rest[0] is None or start is None:
            return start
        end = cls.of(*(part or "" for part in rest[0].groups()))
        return start if end is None else start._shared_with(end)

    def _shared_with(self, other: Self) -> Self | None:
        if self.year != other.year:
            return None
        if self.month != other.month:
            return type(self)(self.year)
        return self if self.day == other.day else type(self)(self.year, self.month)

    def __str__(self) -> str:
        """Return ISO 8601: 1899, 1899-12 or 1899-12-03."""
        parts = f"{self.year:04}", f"{self.month:02}", f"{self.day:02}"
        return "-".join(parts[: self.precision])

    @property
    def precision(self) -> int:
        """1 for a year, 2 for a month, 3 for a day."""
        return 1 + bool(self.month) + bool(self.month and self.day)

    def spoken(self) -> str:
        """Return the date in words: 1899, December 1899 or 3 December 1899."""
        words = str(self.day), calendar.month_name[self.month], str(self.year)
        return " ".join(words[3 - self.precision :])


@lru_cache(65_536)
def date_of(event_date: str, year: str, month: str, day: str) -> PartialDate | None:
    """Return the date of collection out of the four cells an export may give it in, or None.

    The more precise of the two ways of giving it holds; but where `year` stands alone beside a
    first of January, that day is a program's way of saying "some time in the year".
    """
    given = PartialDate.from_iso(event_date)
    parts = PartialDate.of(year, month, day)
    if given is None or parts is None:
        return given or parts
    if parts.precision == 1 and given == PartialDate(parts.year, 1, 1):
        return parts
    return given if given.precision >= parts.precision else parts


def pretty_name(scientific_name: str, authorship: str = "") -> str:
    """Return a scientific name without its author at the end; never less than a name.

    A name that consists of nothing but its author, and a name without author, stay whole.
    """
    name = scientific_name.strip().rstrip("`").rstrip()
    bare = authorship.strip().removeprefix("(").removesuffix(")")
    for author in (f"({bare})", bare) if bare else ():
        if name.endswith(" " + author):
            return name[: -len(author)].rstrip(" ,") or name
    return name


@dataclass(frozen=True)
class Specimen:
    """One row of the catalogue: a photograph, and the specimen it shows.

    `specimen["family"]` is the cell of a column of `COLUMNS`, a text, empty where not known.
    """

    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """Return the text of a column."""
        return self.cells[column]

    @property
    def image(self) -> str:
        """The image id."""
        return self.cells["image"]

    @property
    def name(self) -> str:
        """The scientific name without its author; empty only where there is no name at all."""
        return pretty_name(self["scientificName"], self["scientificNameAuthorship"])

    @cached_property
    def date(self) -> PartialDate | None:
        """The date of collection, as far as it is known."""
        return date_of(self["eventDate"], self["year"], self["month"], self["day"])

    @property
    def place(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees, or None if they are not known or not on Earth."""
        try:
            north, east = float(self["decimalLatitude"]), float(self["decimalLongitude"])
        except ValueError:
            return None
        return (north, east) if abs(north) <= 90 and abs(east) <= 180 else None


def _number(cell: str) -> int:
    """Return the whole number in a cell ("12", "12.0", " 12"), or 0."""
    digits = cell.strip().removesuffix(".0")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 4 else 0
