"""Pictures to give away: upright at full resolution, on an even ground, with a soft shadow.

Each carries whose it is, in its XMP and EXIF fields; a list of credits stands beside the pictures.
"""

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import cv2
import numpy as np
from PIL import Image

from cabinet import files
from cabinet.networks import angles
from cabinet.outcomes import Rejected
from cabinet.pictures.framing import Pixels, lifted, outline, turning, upright_picture
from cabinet.pictures.thumbnails import read_cutout

WHOLE = 1 << 20  # pixels: a specimen is never reduced before it is laid out
LARGEST = 8192  # pixels: side of a picture at most
SHADOW, DROP, SPREAD = 0.36, 0.012, 0.015  # its strength, its distance and its blur, of the side
ARTIST, COPYRIGHT, DESCRIPTION = 0x013B, 0x8298, 0x010E  # EXIF tags
CREDITS = (
    "image", "catalogNumber", "occurrenceID", "scientificName", "scientificNameAuthorship",
    "institutionCode", "rightsHolder", "license", "creator", "references",
)  # fmt: skip
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:dwc="http://rs.tdwg.org/dwc/terms/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{rights}</rdf:li></rdf:Alt></dc:rights>
<dc:creator><rdf:Seq><rdf:li>{creator}</rdf:li></rdf:Seq></dc:creator>
<dc:source>{source}</dc:source><xmpRights:WebStatement>{license}</xmpRights:WebStatement>
<dwc:occurrenceID>{occurrence}</dwc:occurrenceID><dwc:catalogNumber>{number}</dwc:catalogNumber>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""

Record = Mapping[str, str]


@dataclass(frozen=True)
class Style:
    """How a picture looks: side in pixels (0: as photographed), ground RGB, shadow, margin."""

    side: int = 0
    ground: tuple[int, int, int] = (240, 240, 240)
    has_shadow: bool = True
    margin: float = 0.05  # of the side, on each edge
    smallest: int = 0  # pixels: a specimen with a shorter side is left out


def ground(text: str) -> tuple[int, int, int]:
    """Return the colour of "#f0f0f0". Raises ValueError with what is wanted."""
    digits = text.removeprefix("#")
    if len(digits) != 6 or not set(digits.lower()) <= set("0123456789abcdef"):
        raise ValueError(f"{text!r} is no colour: write #rrggbb, such as #f0f0f0")
    red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return red, green, blue


def picture(cutout: Pixels, rotation: float, style: Style) -> Pixels:
    """Return a cutout (plain RGBA) upright in a square picture, uint8 RGB [side, side, 3].

    Raises Rejected if the specimen's shorter side has fewer pixels than the style asks for.
    """
    specimen = lifted(cutout, WHOLE)
    turned = outline(specimen) @ turning(rotation).T
    width, height = turned.max(0) - turned.min(0) + 1
    if min(width, height) < style.smallest:
        raise Rejected(f"too small: {width:.0f} x {height:.0f} pixels")
    natural = float(max(width, height)) / (1 - 2 * style.margin)
    side = min(style.side or round(natural), LARGEST)
    upright = upright_picture(specimen, rotation, side, margin=style.margin)
    return laid(upright, style)


def laid(upright: Pixels, style: Style) -> Pixels:
    """Lay premultiplied RGBA [side, side, 4] on the ground, its shadow under it."""
    side = len(upright)
    light = np.ones((side, side), np.float32)
    if style.has_shadow:
        drop = round(DROP * side)
        under = np.zeros((side, side), np.float32)
        under[drop:] = upright[: side - drop, :, 3] / np.float32(255)
        light -= SHADOW * cv2.GaussianBlur(under, (0, 0), max(0.3, SPREAD * side))
    clear = (255 - upright[..., 3].astype(np.float32)) / 255 * light
    mixed = upright[..., :3] + clear[..., None] * np.array(style.ground, np.float32)
    return np.asarray(np.rint(mixed).clip(0, 255), np.uint8)


def write(
    cutout: Path, thumbnail: Path, path: Path, *, style: Style, record: Record, quality: int = 93
) -> None:
    """Write one picture as JPEG, turned as its thumbnail tells, with its credits inside.

    Raises Rejected if the thumbnail does not tell how it was turned.
    """
    told = angles.told(thumbnail)
    if not told:
        raise Rejected("its thumbnail does not tell how it was turned")
    made = picture(read_cutout(cutout), told["rotation"], style)
    exif = Image.Exif()
    exif[ARTIST] = record.get("creator", "")
    exif[COPYRIGHT] = rights(record)
    exif[DESCRIPTION] = title(record)
    Image.fromarray(made).save(
        path, "JPEG", quality=quality, subsampling=0, exif=exif, xmp=xmp(record),
        comment=angles.comment(told["rotation"], told["confidence"]),
    )  # fmt: skip


def agrees(thumbnail: Path, exported: Path) -> bool:
    """Whether a picture is turned as its thumbnail is now."""
    return angles.told(thumbnail) == angles.told(exported)


def title(record: Record) -> str:
    """Return the name and the number of a specimen."""
    name = f"{record.get('scientificName', '')} {record.get('scientificNameAuthorship', '')}"
    number = f"{record.get('institutionCode', '')} {record.get('catalogNumber', '')}"
    return ", ".join(part.strip() for part in (name, number) if part.strip())


def rights(record: Record) -> str:
    """Return whose the photograph is and what may be done with it."""
    holder, licence = record.get("rightsHolder", ""), record.get("license", "")
    return ", ".join(part for part in (holder and f"© {holder}", licence) if part)


def xmp(record: Record) -> bytes:
    """Return an XMP packet (ISO 16684-1) with title, rights, creator, source and licence."""
    values = {
        "title": title(record), "rights": rights(record), "creator": record.get("creator", ""),
        "source": record.get("references", ""), "license": record.get("license", ""),
        "occurrence": record.get("occurrenceID", ""), "number": record.get("catalogNumber", ""),
    }  # fmt: skip
    return XMP.format(**{name: escape(value) for name, value in values.items()}).encode()


def record(catalogue: Path, image: str) -> dict[str, str]:
    """Return what the credits need of an image's record; empty if there is none."""
    return _records(catalogue, catalogue.stat().st_mtime_ns).get(image, {})


@functools.lru_cache(maxsize=1)
def _records(catalogue: Path, _changed: int) -> dict[str, dict[str, str]]:
    """Read the catalogue once a process: about 1 kB of memory a photograph."""
    with catalogue.open(newline="", encoding="utf-8") as file:
        return {
            row["image"]: {name: row.get(name) or "" for name in CREDITS}
            for row in csv.DictReader(file)
        }


def list_credits(folder: Path, catalogue: Path) -> None:
    """Write credits.csv beside the pictures: a row for each."""
    path = folder / "credits.csv"
    with files.atomic(path) as part, part.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, CREDITS, lineterminator="\n")
        table.writeheader()
        for image in files.stems(folder, ".jpg"):
            table.writerow({"image": image} | record(catalogue, image))
