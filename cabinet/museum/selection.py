"""Which photographs of an export belong in the catalogue, and why the others do not.

Kept is one row per photograph, in the order of the export: still images of specimens of one taxon.
Everything that is passed over is counted by its reason, with an example of each.
"""

import hashlib
import heapq
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cabinet.museum.archive import Export
from cabinet.museum.image_ids import image_id
from cabinet.museum.specimens import COLUMNS, date_of
from cabinet.museum.tally import Tally

# What is read of each specimen: the catalogue's columns about it, then what is worked out from.
DESCRIBED = tuple(COLUMNS)[1 : tuple(COLUMNS).index("license")]
RANKS = ("kingdom", "phylum", "class", "superfamily", "subfamily", "tribe", "subtribe", "subgenus")
ABOUT = ("license", "rightsHolder", "references", "gbifID", "associatedMedia")
SPECIMEN_TERMS = (*DESCRIBED, *ABOUT, *RANKS)
PHOTOGRAPH_TERMS = (
    "accessURI|identifier",
    "title",
    "format",
    "type",
    "license|UsageTerms|rights",
    "rightsHolder|Owner",
    "creator",
)

SEPARATOR = "\x1f"
LONGEST_CELL = 10_000  # characters: what is behind them is left out
LONGEST_ADDRESS = 4_000  # characters: no server takes a longer one
_LABEL = re.compile(r"_label_|(?:^|[\W_])labels?[\W_]*\d*$", re.IGNORECASE)
_WITH = re.compile(r"\b(with|and|plus)\b|[&+]", re.IGNORECASE)
_OTHER_MEDIA = (".mp3", ".wav", ".mp4", ".mov", ".webm", ".pdf", ".stl", ".obj", ".ply", ".zip")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}", re.IGNORECASE)
_AT = {term: place for place, term in enumerate(SPECIMEN_TERMS)}
_RANKED = [_AT[rank] for rank in ("order", "family", "genus", *RANKS)]


@dataclass
class Selection:
    """The rule by which photographs are kept, and the ids of those kept so far."""

    taxon: str
    tally: Tally = field(default_factory=Tally)
    images: set[str] = field(default_factory=set)

    def specimen(self, cells: Sequence[str]) -> bytes | None:
        """Return a specimen of the taxon, packed small, or None; `cells` as in SPECIMEN_TERMS."""
        if not self._is_wanted(cells):
            return None
        own = list(cells[: len(DESCRIBED) + len(ABOUT)])
        when = date_of(*(cells[_AT[term]] for term in ("eventDate", "year", "month", "day")))
        own[_AT["eventDate"]] = str(when) if when else ""
        for term in ("year", "month", "day"):
            number = getattr(when, term, 0)
            own[_AT[term]] = str(number) if number else ""
        own[_AT["references"]] = record_page(cells)
        packed = SEPARATOR.join(own)
        # Line ends within cells, and the separator itself, would end a row in less careful readers.
        rough = "\n" in packed or "\r" in packed or len(packed) > LONGEST_CELL
        if rough or packed.count(SEPARATOR) >= len(own):
            packed = SEPARATOR.join(" ".join(cell.split())[:LONGEST_CELL] for cell in own)
        return packed.encode()

    def photograph(self, specimen: bytes, cells: Sequence[str]) -> list[str] | None:
        """Return a photograph's row of the catalogue, or None; `cells` as in PHOTOGRAPH_TERMS."""
        identifier, title, kind, sort, licence, holder, creator = cells
        reason = unsuitable(identifier, title, kind, sort)
        if reason:
            self.tally.pass_over(reason, identifier or title)
            return None
        own = specimen.decode().split(SEPARATOR)
        image = image_id(identifier, title, own[_AT["catalogNumber"]])
        if image in self.images:
            self.tally.pass_over("listed more than once", identifier)
            return None
        self.images.add(image)
        self.tally.kept += 1
        licence, holder = licence or own[_AT["license"]], holder or own[_AT["rightsHolder"]]
        page = own[_AT["references"]]
        last = [licence, holder, creator, identifier, page, title]
        return [
            image,
            *own[: len(DESCRIBED)],
            *(" ".join(cell.split())[:LONGEST_CELL] for cell in last),
        ]

    def _is_wanted(self, cells: Sequence[str]) -> bool:
        taxon = self.taxon.strip().lower()
        if not taxon:
            return True
        higher = cells[_AT["higherClassification"]].lower()
        if taxon in higher and taxon in (part.strip() for part in re.split(r"[;|,>:]", higher)):
            return True
        if any(cells[place].lower() == taxon for place in _RANKED):
            return True
        species = f"{cells[_AT['genus']]} {cells[_AT['specificEpithet']]}".lower()
        return species == taxon


def unsuitable(identifier: str, title: str, kind: str, sort: str) -> str:
    """Return why a photograph is not for the map, or an empty text.

    A TIFF original is kept: the museum serves a JPEG preview of it.
    """
    is_web = identifier[:8].lower().startswith(("http://", "https://"))
    if not is_web or len(identifier) > LONGEST_ADDRESS:
        return "without web address"
    if sort and sort.lower().rpartition("/")[2] not in ("stillimage", "image", "photograph"):
        return "not still images"
    if "/" in kind and not kind.lower().startswith("image/"):
        return "not still images"
    if not kind and identifier.lower().partition("?")[0].endswith(_OTHER_MEDIA):
        return "not still images"
    if "_label_" in title.lower() or (_LABEL.search(title) and not _WITH.search(title)):
        return "of labels"
    return ""


def record_page(cells: Sequence[str]) -> str:
    """Return the address of a specimen's record at its museum, or at GBIF, or an empty text."""
    number, page, gbif = (cells[_AT[term]] for term in ("occurrenceID", "references", "gbifID"))
    if page.startswith("http"):
        return page
    if cells[_AT["institutionCode"]].upper() in ("NHMUK", "BMNH") and _UUID.fullmatch(number):
        return f"https://data.nhm.ac.uk/object/{number}"
    if number.startswith("http"):
        return number
    return f"https://www.gbif.org/occurrence/{gbif}" if gbif.isdecimal() else ""


def photographs(export: Export, selection: Selection) -> Iterator[list[str]]:
    """Yield the rows of the catalogue, in the order of the export's table of photographs.

    Holds the specimens in memory, about 0.6 kB each; the photographs pass through one by one.
    """
    tally = selection.tally
    specimens, others = _specimens(export, selection)
    pictured = set()
    for key, cells in _listed(export, specimens):
        specimen = specimens.get(key)
        if specimen is None:
            reason = "of other taxa" if key in others else "without a specimen's record"
            tally.pass_over(reason, cells[0] or key)
            continue
        pictured.add(key)
        row = selection.photograph(specimen, cells)
        if row:
            yield row
    if len(specimens) > len(pictured):
        example = next(key for key in specimens if key not in pictured)
        tally.pass_over("specimens without photograph", example, len(specimens) - len(pictured))


def _specimens(export: Export, selection: Selection) -> tuple[dict[str, bytes], set[str]]:
    """Return the specimens of the taxon by their keys, packed, and the keys of all others."""
    specimens: dict[str, bytes] = {}
    others = set()
    place = SPECIMEN_TERMS.index(export.shared) + 1 if export.shared else 0
    for row in export.specimens.rows(SPECIMEN_TERMS):
        packed = selection.specimen(row[1:])
        if packed is None:
            others.add(row[place])
        elif row[place] or not export.photographs:
            specimens.setdefault(row[place] or f"\n{len(specimens)}", packed)
    return specimens, others


def _listed(export: Export, specimens: dict[str, bytes]) -> Iterator[tuple[str, list[str]]]:
    """Yield each photograph's key and cells, of its own table or of the specimens' cells."""
    if export.photographs:
        for key, *cells in export.photographs.rows(PHOTOGRAPH_TERMS):
            yield key, cells
        return
    for key, packed in specimens.items():
        for address in packed.decode().split(SEPARATOR)[_AT["associatedMedia"]].split("|"):
            if address.strip():
                yield key, [address.strip(), *[""] * (len(PHOTOGRAPH_TERMS) - 1)]


def sampled(rows: Iterable[list[str]], count: int, seed: int) -> list[list[str]]:
    """Return a random sample of `count` rows, in their order; more rows change little of it.

    Chosen are the rows whose image id has the lowest keyed digests: no draw depends on another.
    """
    ranked = (
        (hashlib.blake2b(row[0].encode(), key=str(seed).encode()).digest(), place, row)
        for place, row in enumerate(rows)
    )
    return [row for _, _, row in sorted(heapq.nsmallest(count, ranked), key=lambda one: one[1])]
