"""meta.xml: what a Darwin Core archive says of its own tables.

Format: https://dwc.tdwg.org/text/ (Darwin Core text guide).
"""

from collections.abc import Callable
from typing import IO
from xml.etree import ElementTree

from cabinet.museum.blocks import Dialect, Unreadable, reader
from cabinet.museum.tables import Table, columns_of, legible, short

_ESCAPES = {r"\t": "\t", r"\n": "\n", r"\r": "\r", "": ""}
Open = Callable[[str], Callable[[], IO[bytes]] | None]


def tables(text: bytes, opener: Open) -> dict[str, list[Table]]:
    """Return the tables of a meta.xml that are there, by the short name of their row type.

    `opener(name)` returns what opens a file of the archive, or None if it has no such file.
    Raises Unreadable if the descriptor is no XML or names no table at all.
    """
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise Unreadable(
            f"meta.xml is not valid XML ({error}): download the export again."
        ) from error
    found: dict[str, list[Table]] = {}
    named = []
    for element in root.iter():
        if _tag(element) not in ("core", "extension"):
            continue
        location = _location(element)
        named.append(
            location or f"a table of {short(element.get('rowType', ''))} without file name"
        )
        opened = opener(location) if location else None
        if opened:
            found.setdefault(short(element.get("rowType", "")), []).append(
                _table(element, location, opened)
            )
    if not found:
        raise Unreadable(
            f"meta.xml names {', '.join(named) or 'no tables'}, and no such file is beside it: "
            "unpack the export whole, or download it again."
        )
    return found


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _location(element: ElementTree.Element) -> str:
    texts = (child.text or "" for child in element.iter() if _tag(child) == "location")
    return next((text.strip() for text in texts if text.strip()), "")


def _table(element: ElementTree.Element, location: str, opened: Callable[[], IO[bytes]]) -> Table:
    def stated(name: str, default: str) -> str:
        value = element.get(name, default)
        return _ESCAPES.get(value, value)

    lines = element.get("ignoreHeaderLines", "0").strip()
    dialect = Dialect(
        element.get("encoding") or "utf-8",
        stated("fieldsTerminatedBy", ","),
        stated("fieldsEnclosedBy", '"'),
        int(lines) if lines.isdecimal() else 0,
    )
    columns: dict[str, int] = {}
    defaults: dict[str, str] = {}
    key = None
    for child in element:
        place = child.get("index", "").strip()
        if _tag(child) in ("id", "coreid") and place.isdecimal():
            key = int(place)
        if _tag(child) != "field" or not child.get("term"):
            continue
        term = short(child.get("term", ""))
        if place.isdecimal():
            columns.setdefault(term, int(place))
        if child.get("default"):
            defaults.setdefault(term, child.get("default", ""))
    columns = _heeding_header(columns, dialect, location, opened)
    return Table(location, opened, dialect, columns, defaults, key)


def _heeding_header(
    columns: dict[str, int], dialect: Dialect, location: str, opened: Callable[[], IO[bytes]]
) -> dict[str, int]:
    """Return the columns where the file's own header says they are, if it has one.

    The NHM's portal writes a table's columns in an order that changes from one download to the
    next; where descriptor and header disagree, the header was written with the rows.
    """
    if not dialect.header_lines:
        return columns
    with legible(location), opened() as file:
        header = columns_of(next(reader(file, dialect), []))
    return {term: header.get(term, place) for term, place in columns.items()}
