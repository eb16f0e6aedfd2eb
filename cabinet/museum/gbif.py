"""GBIF's occurrence search: specimens of any museum without asking for an export.

API: https://techdocs.gbif.org/en/openapi/v1/occurrence (GET /occurrence/search, pages of at most
300 records, the first 100,000 of a search).
"""

import json
import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl

import pyarrow
import requests

from cabinet.museum import texts
from cabinet.museum.blocks import Unreadable
from cabinet.museum.selection import PHOTOGRAPH_TERMS, SPECIMEN_TERMS, Selection

PAGE = 300  # records, GBIF's own limit
FARTHEST = 100_000  # records, GBIF's own limit for a search
TRIES = 5
TIMEOUT = (10.0, 60.0)  # seconds to connect, and between two packets
PASSING = {429, 500, 502, 503, 504}

Record = dict[str, Any]


def photographs(
    records: Iterator[Record], selection: Selection, limit: int
) -> Iterator[pyarrow.Table]:
    """Yield the catalogue's rows of at most `limit` occurrences that have photographs."""
    records = islice(records, limit)
    while page := list(islice(records, PAGE)):
        named = [record | {"gbifID": record.get("key")} for record in page]
        cells = [[str(place), *_cells(one, SPECIMEN_TERMS)] for place, one in enumerate(named)]
        specimens = selection.specimens(texts.table(["key", *SPECIMEN_TERMS], cells))
        kept = [int(place) for place in specimens["key"].to_pylist()]
        for place in sorted({*range(len(page))} - {*kept}):
            selection.tally.pass_over("of other taxa", str(page[place].get("key", "")))
        media = [
            (row, _cells(medium, PHOTOGRAPH_TERMS))
            for row, place in enumerate(kept)
            for medium in page[place].get("media") or []
        ]
        pictures = texts.table(PHOTOGRAPH_TERMS, [medium for _, medium in media])
        owners = specimens.take(pyarrow.array([row for row, _ in media], pyarrow.int64()))
        yield selection.photographs(pictures, owners)


def search(
    address: str, query: str, *, limit: int, agent: str, pause: float = 1.0
) -> Iterator[Record]:
    """Yield occurrences with still images that match a query such as `taxonKey=797&country=GB`.

    `address` is the API's, `https://api.gbif.org/v1`; `pause` the seconds between two requests.
    Raises Unreadable where GBIF cannot be reached or refuses the query.
    """
    asked = [pair for pair in parse_qsl(query) if pair[0] not in ("limit", "offset", "mediaType")]
    with requests.Session() as session:
        session.headers["User-Agent"] = agent
        offset, end = 0, False
        while not end and offset < min(limit, FARTHEST):
            size = min(PAGE, limit - offset)
            page = {"mediaType": "StillImage", "limit": size, "offset": offset}
            if offset:
                time.sleep(pause)
            answer = _ask(session, f"{address}/occurrence/search", [*asked, *page.items()], pause)
            results = answer.get("results") or []
            yield from results
            offset += len(results)
            end = bool(answer.get("endOfRecords", True)) or not results


def _ask(
    session: requests.Session, address: str, query: list[tuple[str, Any]], pause: float
) -> dict[str, Any]:
    """Return one page, asked for up to TRIES times, with longer and longer pauses."""
    trouble = ""
    for attempt in range(TRIES):
        if attempt:
            time.sleep(pause * 2**attempt)
        trouble = ""
        try:
            answer = session.get(address, params=query, timeout=TIMEOUT)
            if answer.status_code in PASSING:
                trouble = f"it answered {answer.status_code}"
                _heed(answer.headers.get("Retry-After", ""), time.sleep)
                continue
            if answer.status_code != 200:
                raise Unreadable(f"GBIF refuses the query ({answer.status_code}): {answer.url}")
            page = answer.json()
            if isinstance(page, dict):
                return page
            trouble = "its answer is not a page of occurrences"
        except (requests.RequestException, json.JSONDecodeError) as error:
            trouble = f"{type(error).__name__}: {error}"
    raise Unreadable(
        f"GBIF at {address} does not answer ({trouble}): try again later, or see gbif_api."
    )


def _heed(retry_after: str, wait: Callable[[float], None]) -> None:
    """Wait as long as the server says, an hour at most."""
    if retry_after.strip().isdecimal():
        wait(min(float(retry_after), 3600.0))


def _cells(record: Record, terms: tuple[str, ...]) -> list[str]:
    """Return a record's values of the terms as texts: of "a|b" the first that is there."""
    cells = []
    for term in terms:
        values = (record.get(name) for name in term.split("|"))
        cells.append(_text(next((value for value in values if value not in (None, "")), "")))
    return cells


def _text(value: object) -> str:
    """Return a value of JSON as a catalogue's cell; lists are joined by " | "."""
    if isinstance(value, list):
        return " | ".join(_text(one) for one in value)
    if isinstance(value, bool | dict):
        return ""
    return str(value).strip()
