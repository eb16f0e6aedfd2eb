"""What a Darwin Core Archive tells of itself: meta.xml (its tables) and eml.xml (the dataset)."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from cabinet.datasets import dated

DWC, AC = "http://rs.tdwg.org/dwc/terms/", "http://rs.tdwg.org/ac/terms/"
DCTERMS, DC = "http://purl.org/dc/terms/", "http://purl.org/dc/elements/1.1/"
XMP, EXIF = "http://ns.adobe.com/xap/1.0/", "http://ns.adobe.com/exif/1.0/"
Column = tuple[str, str]  # its name in the table, and its term's address
OF_DUBLIN_CORE = ("license", "rightsHolder", "references")
CORE: tuple[Column, ...] = tuple(
    (name, (DCTERMS if name in OF_DUBLIN_CORE else DWC) + name)
    for name in (
        "datasetID", "datasetName", "basisOfRecord", "occurrenceStatus", *dated.TERMS,
        "associatedMedia", "identifiedBy", "dateIdentified",
    )
)  # fmt: skip
MEDIA: tuple[Column, ...] = (
    ("identifier", f"{DCTERMS}identifier"),
    ("type", f"{DC}type"),
    ("title", f"{DCTERMS}title"),
    ("providerManagedID", f"{AC}providerManagedID"),
    ("reviewerLiteral", f"{AC}reviewerLiteral"),
    ("MetadataDate", f"{XMP}MetadataDate"),
    ("WebStatement", f"{XMP}rights/WebStatement"),
    ("Owner", f"{XMP}rights/Owner"),
    ("creator", f"{DC}creator"),
    ("tag", f"{AC}tag"),
    ("accessURI", f"{AC}accessURI"),
    ("format", f"{DC}format"),
    ("PixelXDimension", f"{EXIF}PixelXDimension"),
    ("PixelYDimension", f"{EXIF}PixelYDimension"),
    ("hasROI", f"{AC}hasROI"),
    ("isROIOf", f"{AC}isROIOf"),
    ("xFrac", f"{AC}xFrac"),
    ("yFrac", f"{AC}yFrac"),
    ("widthFrac", f"{AC}widthFrac"),
    ("heightFrac", f"{AC}heightFrac"),
)
TABLE = (
    'encoding="UTF-8" fieldsTerminatedBy="," linesTerminatedBy="\\n" fieldsEnclosedBy="&quot;"'
    ' ignoreHeaderLines="1"'
)


@dataclass(frozen=True)
class About:
    """What a dataset is called, when it was exported (ISO date), whose it is, under what terms."""

    title: str
    dataset_id: str
    date: str
    holders: tuple[str, ...]
    licences: tuple[str, ...]
    contact: str = ""
    count: int = 0


def meta(core: str, extension: str) -> str:
    """Return meta.xml, after https://dwc.tdwg.org/text/."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<archive xmlns="http://rs.tdwg.org/dwc/text/" metadata="eml.xml">\n'
        f'  <core {TABLE} rowType="{DWC}Occurrence">\n{_fields(core, "id", CORE)}  </core>\n'
        f'  <extension {TABLE} rowType="{AC}Multimedia">\n'
        f"{_fields(extension, 'coreid', MEDIA)}  </extension>\n</archive>\n"
    )


def _fields(file: str, key: str, columns: Sequence[Column]) -> str:
    lines = [f"    <files><location>{file}</location></files>", f'    <{key} index="0"/>']
    lines += [
        f"    <field index={quoteattr(str(at))} term={quoteattr(term)}/>"
        for at, (_, term) in enumerate(columns, 1)
    ]
    return "\n".join(lines) + "\n"


def eml(about: About) -> str:
    """Return eml.xml in GBIF's profile of the Ecological Metadata Language 2.2.0."""
    holders = about.holders or ("not stated",)
    people = "\n".join(_agent("creator", name) for name in holders)
    mail = f"<electronicMailAddress>{escape(about.contact)}</electronicMailAddress>"
    contact = _agent("contact", holders[0], mail if "@" in about.contact else "")
    licences = "; ".join(about.licences) or "not stated"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<eml:eml xmlns:eml="https://eml.ecoinformatics.org/eml-2.2.0"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="https://eml.ecoinformatics.org/eml-2.2.0 \
https://rs.gbif.org/schema/eml-gbif-profile/1.3/eml.xsd"
 packageId={quoteattr(about.dataset_id)} system="http://gbif.org" scope="system" xml:lang="en">
<dataset>
<title xml:lang="en">{escape(about.title)}</title>
{people}
{_agent("metadataProvider", holders[0])}
<pubDate>{about.date}</pubDate>
<language>en</language>
<abstract><para>{about.count:,} photographs of specimens, with the specimen's region in each.\
</para></abstract>
<intellectualRights><para>Each photograph has its own licence: {escape(licences)}.</para>\
</intellectualRights>
{contact}
</dataset>
</eml:eml>
"""


def _agent(role: str, name: str, more: str = "") -> str:
    return f"<{role}><organizationName>{escape(name)}</organizationName>{more}</{role}>"
