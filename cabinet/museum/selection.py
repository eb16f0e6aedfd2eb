"""Which photographs of an export belong in the catalogue, and why the others do not.

Kept is one row per photograph, in the order of the export: still images of specimens of one taxon.
Everything that is passed over is counted by its reason, with an example of each. All is done in
blocks of columns (Arrow tables of texts): an export has millions of rows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import pyarrow
from numpy.typing import NDArray
from pyarrow import compute

from cabinet.museum import texts
from cabinet.museum.image_ids import image_ids
from cabinet.museum.specimens import COLUMNS, date_of
from cabinet.museum.suitability import REASONS, unsuitable
from cabinet.museum.tally import Tally

# What is read of each specimen: the catalogue's columns about it, then what is worked out from.
DESCRIBED = tuple(COLUMNS)[1 : tuple(COLUMNS).index("license")]
RANKS = ("kingdom", "phylum", "class", "superfamily", "subfamily", "tribe", "subtribe", "subgenus")
ABOUT = ("license", "rightsHolder", "references", "gbifID", "associatedMedia")
SPECIMEN_TERMS = (*DESCRIBED, *ABOUT, *RANKS)
LICENCE, HOLDER = "license|UsageTerms|rights", "rightsHolder|Owner"
ADDRESS = "accessURI|identifier"
PHOTOGRAPH_TERMS = (ADDRESS, "title", "format", "type", LICENCE, HOLDER, "creator")

DATE = ("eventDate", "year", "month", "day")
SEPARATOR = "\x1f"
_UUID = r"^[0-9A-Fa-f]{8}-[0-9A-Fa-f-]{27}$"
_RANKED = ("order", "family", "genus", *RANKS)


@dataclass
class Selection:
    """The rule by which photographs are kept, and the ids of those kept so far."""

    taxon: str
    tally: Tally = field(default_factory=Tally)
    images: set[str] = field(default_factory=set)

    def specimens(self, block: pyarrow.Table) -> pyarrow.Table:
        """Return the specimens of the taxon among rows of "key" and SPECIMEN_TERMS.

        Their columns are "key", DESCRIBED and ABOUT, as the catalogue has them.
        """
        block = texts.where(block, self._wanted(block))
        if not block.num_rows:
            return block.select(["key", *DESCRIBED, *ABOUT])
        mended = {term: texts.column(block, term) for term in ("key", *DESCRIBED, *ABOUT)}
        when = texts.joined(*(mended[term] for term in DATE), by=SEPARATOR)
        mended |= dict(zip(DATE, texts.mapped(when, _date), strict=True))
        mended["references"] = record_pages(mended)
        return pyarrow.table({term: texts.on_one_line(cells) for term, cells in mended.items()})

    def photographs(self, block: pyarrow.Table, owners: pyarrow.Table) -> pyarrow.Table:
        """Return the catalogue's rows among photographs; `owners` [same rows] are their specimens.

        `block` has PHOTOGRAPH_TERMS, `owners` what `specimens` returns; the result COLUMNS.
        """
        address, title, form, sort = (texts.column(block, t) for t in PHOTOGRAPH_TERMS[:4])
        reasons = unsuitable(address, title, form, sort)
        for number in np.unique(reasons[reasons > 0]):
            first = int(np.argmax(reasons == number))
            example = address[first].as_py() or title[first].as_py()
            self.tally.pass_over(REASONS[number], example, int((reasons == number).sum()))
        block, owners = (texts.where(table, reasons == 0) for table in (block, owners))
        address, title = texts.column(block, ADDRESS), texts.column(block, "title")
        found = image_ids(address, title, texts.column(owners, "catalogNumber"))
        fresh = np.fromiter(map(self._is_new, found), np.bool_, len(found))
        self.tally.kept += int(fresh.sum())
        if not fresh.all():
            example = address[int(np.argmin(fresh))].as_py()
            self.tally.pass_over("listed more than once", example, int((~fresh).sum()))
        block, owners = (texts.where(table, fresh) for table in (block, owners))
        images = pyarrow.array(found, pyarrow.string()).filter(pyarrow.array(fresh))
        last = {
            "license": texts.first_of(
                texts.column(block, LICENCE), texts.column(owners, "license")
            ),
            "rightsHolder": texts.first_of(
                texts.column(block, HOLDER), texts.column(owners, "rightsHolder")
            ),
            "creator": texts.column(block, "creator"),
            "identifier": texts.column(block, ADDRESS),
            "references": texts.column(owners, "references"),
            "title": texts.column(block, "title"),
        }
        last = {name: texts.on_one_line(cells) for name, cells in last.items()}
        own = {name: texts.column(owners, name) for name in DESCRIBED}
        return pyarrow.table({"image": images, **own, **last}).select(list(COLUMNS))

    def _is_new(self, image: str) -> bool:
        known = len(self.images)
        self.images.add(image)
        return len(self.images) > known

    def _wanted(self, block: pyarrow.Table) -> NDArray[np.bool_]:
        """Return which specimens are of the taxon; nearly always its order tells of all."""
        taxon = self.taxon.strip().lower()
        wanted, ranks = np.full(block.num_rows, not taxon), _named(block, taxon)
        while not wanted.all() and (named := next(ranks, None)) is not None:
            wanted |= named.to_numpy(zero_copy_only=False)
        return wanted


def _named(block: pyarrow.Table, taxon: str) -> Iterator[texts.Flags]:
    """Yield for one rank after the other which specimens it says are of a taxon."""
    for term in _RANKED:
        yield compute.equal(compute.utf8_lower(texts.column(block, term)), taxon)
    genus, species = texts.column(block, "genus"), texts.column(block, "specificEpithet")
    yield compute.equal(compute.utf8_lower(texts.joined(genus, species, by=" ")), taxon)
    higher = texts.column(block, "higherClassification")
    yield texts.those(higher, lambda taxa: _names(taxa, taxon))


def _names(taxa: str, taxon: str) -> bool:
    """Whether a higher classification names a taxon, however it joins its taxa."""
    return taxon in (part.strip() for part in re.split(r"[;|,>:]", taxa.lower()))


@lru_cache(1 << 17)
def _date(cells: str) -> tuple[str, ...]:
    """Return eventDate, year, month and day as the catalogue has them, of DATE as the export."""
    date = date_of(*cells.split(SEPARATOR)[:4])
    return str(date or ""), *(str(getattr(date, term, 0) or "") for term in DATE[1:])


def record_pages(cells: dict[str, texts.Texts]) -> texts.Texts:
    """Return the address of each specimen's record at its museum, or at GBIF, or an empty text."""
    number, page, gbif = cells["occurrenceID"], cells["references"], cells["gbifID"]
    museum = compute.utf8_upper(cells["institutionCode"])
    london = compute.is_in(museum, pyarrow.array(["NHMUK", "BMNH"]))
    cases = (
        compute.starts_with(page, "http"),
        compute.and_(london, compute.match_substring_regex(number, _UUID)),
        compute.starts_with(number, "http"),
        compute.match_substring_regex(gbif, r"^\p{Nd}+$"),
    )
    return compute.case_when(
        pyarrow.StructArray.from_arrays(cases, names=[str(place) for place in range(4)]),
        page,
        texts.joined("https://data.nhm.ac.uk/object/", number),
        number,
        texts.joined("https://www.gbif.org/occurrence/", gbif),
        pyarrow.scalar(""),
    )
