"""Which photographs are for the map: still images, with a web address, and not of labels."""

import re

import numpy as np
from numpy.typing import NDArray
from pyarrow import compute

from cabinet.museum import texts
from cabinet.museum.texts import Texts

LONGEST_ADDRESS = 4_000  # characters: no server takes a longer one
REASONS = ("", "without web address", "not still images", "of labels")
STILL = ("stillimage", "image", "photograph")
_LABEL = re.compile(r"(?:^|[\W_])labels?[\W_]*\d*$", re.IGNORECASE)
_WITH = re.compile(r"\b(with|and|plus)\b|[&+]", re.IGNORECASE)
_OTHER_MEDIA = r"(?i)^[^?]*\.(mp3|wav|mp4|mov|webm|pdf|stl|obj|ply|zip)(\?|$)"


def unsuitable(address: Texts, title: Texts, form: Texts, sort: Texts) -> NDArray[np.int8]:
    """Return why each photograph is not for the map: a place in REASONS, 0 for those that are.

    `form` is the media type, `sort` Dublin Core's type. A TIFF original is kept: the museum serves
    a JPEG preview of it.
    """
    lost = compute.or_(
        compute.invert(compute.match_substring_regex(address, "(?i)^https?://")),
        compute.greater(compute.utf8_length(address), LONGEST_ADDRESS),
    )
    moving = compute.or_(
        compute.or_(texts.those(sort, _is_no_still), texts.those(form, _is_no_image)),
        compute.and_(compute.equal(form, ""), compute.match_substring_regex(address, _OTHER_MEDIA)),
    )
    labels = [flags.to_numpy(zero_copy_only=False) for flags in (lost, moving, of_labels(title))]
    return np.select(labels, np.arange(1, len(REASONS), dtype=np.int8), np.int8(0))


def of_labels(title: Texts) -> texts.Flags:
    """Return which titles say that a photograph shows labels alone."""
    sure = compute.match_substring(title, "_label_", ignore_case=True)
    perhaps = compute.and_not(compute.match_substring(title, "label", ignore_case=True), sure)
    if not compute.any(perhaps).as_py():
        return sure
    told = texts.those(
        compute.if_else(perhaps, title, ""),
        lambda text: bool(_LABEL.search(text)) and not _WITH.search(text),
    )
    return compute.or_(sure, told)


def _is_no_still(sort: str) -> bool:
    return bool(sort) and sort.lower().rpartition("/")[2] not in STILL


def _is_no_image(form: str) -> bool:
    return "/" in form and not form.lower().startswith("image/")
