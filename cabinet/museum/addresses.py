"""The address under which a museum serves a photograph at a wished size.

Routes of the Natural History Museum's image server (https://data.nhm.ac.uk/media) and of the IIIF
Image API (https://iiif.io/api/image/3.0/). Other museums' addresses are used as they are.
"""

import ipaddress
import re
from urllib.parse import urlsplit

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_NHM = re.compile(
    rf"(https?://data\.nhm\.ac\.uk/media/{_UUID})(?:/(?:preview|original|thumbnail))?/?",
    re.IGNORECASE,
)
# The same routes as a museum on this machine has them, whose photographs have other names.
_HERE = re.compile(r"(https?://[^/]+/media/(?!mam/)[^/?]+)(?:/(?:preview|original|thumbnail))?/?")
_OLD_NHM = re.compile(
    r"https?://www\.nhm\.ac\.uk/services/media-store/asset/([0-9a-f]{40})/contents/\w+"
)
_IIIF = re.compile(
    r"(.+/(?:full|square|pct:[\d.,]+|\d+,\d+,\d+,\d+)/)[^/]+(/!?[\d.]+/\w+\.\w+)(?:\?.*)?"
)
_SIZE = re.compile(r"original|preview|iiif:(!?\d+,\d*|!?,\d+)")


def checked_size(size: str) -> str:
    """Return a photograph size as it is; raises ValueError with a sentence if it is none."""
    if not _SIZE.fullmatch(size):
        raise ValueError(f"photograph_size is original, preview or iiif:!W,H in pixels, not {size}")
    return size


def sized(identifier: str, size: str) -> str:
    """Return where to get the photograph of an identifier at `original`, `preview` or `iiif:!W,H`.

    Old addresses of the NHM's media store are translated to their redirect on the present server.
    """
    wished = checked_size(size).removeprefix("iiif:")
    old = _OLD_NHM.fullmatch(identifier)
    if old:
        return f"https://data.nhm.ac.uk/media/mam/{old[1]}"
    pattern = _HERE if is_loopback(identifier) else _NHM
    nhm = pattern.fullmatch(identifier)
    if nhm and size == "preview":  # what the server answers with where no size is asked for
        return nhm[1]
    if nhm:
        return (
            f"{nhm[1]}/original" if size == "original" else f"{nhm[1]}/full/{wished}/0/default.jpg"
        )
    iiif = _IIIF.fullmatch(identifier)
    if iiif and size != "preview":
        return f"{iiif[1]}{'max' if size == 'original' else wished}{iiif[2]}"
    return identifier


def host_of(address: str) -> str:
    """Return an address's host without port, in lower case; empty where there is none."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def is_loopback(address: str) -> bool:
    """Whether an address is this machine's own: a museum that runs here needs no politeness."""
    host = host_of(address)
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
