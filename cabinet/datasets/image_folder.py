"""Pictures in a folder for each class, as torchvision and Hugging Face's datasets read them.

PART/CLASS/IMAGE.jpg are patches (links); PART/metadata.parquet holds all that is known of each,
with the column file_name that `datasets` looks for.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from cabinet.datasets import media, tables
from cabinet.datasets.detections import Detection

NO_PART = "train"  # what `datasets` calls pictures of which nothing else is said
UNSAFE = re.compile(r"[^\w .()×-]")
TABLE = "metadata.parquet"


def class_folder(label: str) -> str:
    """Return a class as the name of a folder: no separators, no leading dots."""
    return UNSAFE.sub("_", label).strip(" .")[:100] or "specimen"


def write(folder: Path, detections: Sequence[Detection], pictures: Path) -> None:
    """Write all parts; `pictures` is the folder that patches are linked from."""
    for part in sorted({one.part or NO_PART for one in detections}):
        rows = [one for one in detections if (one.part or NO_PART) == part]
        names = [f"{class_folder(one.label)}/{one.image}.jpg" for one in rows]
        for one, name in zip(rows, names, strict=True):
            (folder / part / name).parent.mkdir(parents=True, exist_ok=True)
            media.brought(pictures / f"{one.image}.jpg", folder / part / name)
        tables.write(folder / part / TABLE, rows, names)


def read(folder: Path) -> list[Detection]:
    """Return what all parts hold, in their order."""
    found: list[Detection] = []
    for path in sorted(folder.glob(f"*/{TABLE}")):
        found += tables.read(path)[0]
    return found
