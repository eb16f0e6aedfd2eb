"""The name of a photograph: short, safe as a file name anywhere, and the same in every export.

An id is worked out from the photograph's address alone, so it does not change when other rows come
or go. Where a museum's address holds a number that is the photograph's own, that number is the id;
any other address gives a readable part of it and ten digits of its SHA-1, so two addresses never
share an id. Hostile text (`../`, spaces, megabytes) cannot get through.
"""

import hashlib
import re
from urllib.parse import parse_qsl, unquote, urlsplit

import numpy as np
import pyarrow
from pyarrow import compute

LONGEST = 64
_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_HEXADECIMAL = re.compile(rf"{_UUID}|[0-9a-f]{{40}}", re.IGNORECASE)
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")

# Addresses with a number that is one photograph's alone: NHM (new and old), Yale, Atlas of Living
# Australia, Naturalis, Smithsonian. The group is the id.
_KNOWN = re.compile(
    rf"/media/(?:mam/)?({_UUID}|[0-9a-f]{{40}})(?:[/?]|$)"
    r"|/asset/([0-9a-f]{40})/contents/"
    rf"|//images\.collections\.yale\.edu/iiif/2/ypm:({_UUID})/"
    rf"|//images\.ala\.org\.au/[^?]*\?(?:.*&)?imageId=({_UUID})"
    r"|//medialib\.naturalis\.nl/file/id/([A-Z0-9][A-Z0-9._-]{3,63})/format/"
    r"|//collections\.nmnh\.si\.edu/media/\?i=(\d{5,})(?:&|$)",
    re.IGNORECASE,
)
# A museum that runs on this machine serves files under names of their own, at a port of the day.
_HERE = re.compile(r"https?://(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?(/.*)", re.DOTALL)
_NAMED_HERE = re.compile(r"/media/([A-Za-z0-9][A-Za-z0-9._-]{0,63})(?:/(?:preview|original))?")
# Parts of addresses that say nothing of the photograph.
_IDLE = re.compile(
    r"(default|original|large|medium|small|full|max|preview|native|image|index|download|view|"
    r"thumbnail|file|format|media|photos?|jpe?g|png|tiff?|[!^]?\d*,\d*|\d{1,3}|.?.?)",
    re.IGNORECASE,
)


def image_id(identifier: str, *names: str) -> str:
    """Return the id of the photograph at an address: `[A-Za-z0-9][A-Za-z0-9._-]{0,63}`, no `..`.

    `names` (title, catalogue number, ...) are used, in this order, where the address has no part
    that would mean anything to a person.
    """
    known = _KNOWN.search(identifier)
    if known:
        number = next(group for group in known.groups() if group)
        number = number.lower() if _HEXADECIMAL.fullmatch(number) else number
        if is_image_id(number):
            return number
    here = _HERE.fullmatch(identifier)
    named = _NAMED_HERE.fullmatch(here[1]) if here else None
    if named and is_image_id(named[1]):
        return named[1]
    told = here[1] if here else identifier or "\n".join(names)
    mark = hashlib.sha1(
        told.encode(errors="replace"),
        usedforsecurity=False,
    ).hexdigest()[:10]
    for candidate in (*_parts(identifier), *names):
        readable = _readable(candidate)
        if readable:
            return f"{readable}-{mark}"
    return f"photograph-{mark}"


def image_ids(addresses: pyarrow.Array, *names: pyarrow.Array) -> list[str]:
    """Return `image_id` of every row; quickly for the addresses of the museum this began with."""
    plain = compute.extract_regex(addresses, rf"^https://data\.nhm\.ac\.uk/media/(?P<id>{_UUID})$")
    found: list[str] = plain.field("id").to_pylist()
    for row in np.flatnonzero(plain.is_null().to_numpy(zero_copy_only=False)):
        known = (texts[int(row)].as_py() for texts in (addresses, *names))
        found[row] = image_id(*known)
    return found


def is_image_id(text: str) -> bool:
    """Whether a text can be an image id, and so part of a path."""
    return _ID.fullmatch(text) is not None and ".." not in text


def _parts(identifier: str) -> list[str]:
    """Return what may name the photograph in an address: its query, then its path from the end."""
    try:
        address = urlsplit(identifier[:2000])
    except ValueError:
        return []
    parts = [value for _, value in parse_qsl(address.query)]
    parts += [unquote(part) for part in reversed(address.path.split("/"))]
    stems = [re.sub(r"\.[A-Za-z]{3,4}$", "", part) for part in parts]
    return [stem for stem in stems if not _IDLE.fullmatch(stem) and re.search(r"\d", stem)]


def _readable(text: str) -> str:
    """Return a text cut down to letters, digits, single dots, `_` and `-`; perhaps empty."""
    safe = re.sub(r"[^A-Za-z0-9._-]+", "_", text[:200])
    return re.sub(r"\.{2,}|_{2,}", "_", safe).strip("._-")[: LONGEST - 11].rstrip("._-")
