"""What was exported and when: what edits that come back are held against.

Every export of a dataset is kept in data/datasets/.exports, a small file each, named by what it
holds: the tags of every record, and the lines of its list.
"""

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cabinet import files
from cabinet.datasets import dated

FOLDER = Path("data/datasets/.exports")
ID = 16  # hexadecimal digits


class UnknownExportError(ValueError):
    """A folder that comes from no export of this collection."""


@dataclass(frozen=True)
class Export:
    """One export: the dataset's name, each record's tags, and the lines of its list."""

    dataset: str
    tags: Mapping[str, frozenset[str]]
    lines: str

    @cached_property
    def id(self) -> str:
        """Return what names the export: a digest of all that it holds."""
        told = json.dumps([self.dataset, self._tags, self.lines], ensure_ascii=True)
        return hashlib.sha256(told.encode()).hexdigest()[:ID]

    @property
    def dataset_id(self) -> str:
        """Return what the list's column datasetID holds."""
        return f"{self.dataset}@{self.id}"

    @cached_property
    def by_image(self) -> dict[str, dict[str, str]]:
        """Return the lines of the list by image."""
        return {line["image"]: line for line in dated.parsed(self.lines)}

    @property
    def _tags(self) -> dict[str, list[str]]:
        return {image: sorted(tags) for image, tags in self.tags.items()}

    def keep(self, collection: Path) -> None:
        """Write it down, unless it is there."""
        path = collection / FOLDER / f"{self.id}.json.gz"
        if path.is_file():
            return
        told = {"dataset": self.dataset, "tags": self._tags, "lines": self.lines}
        with files.atomic(path) as part:
            part.write_bytes(gzip.compress(json.dumps(told).encode(), mtime=0))


def read(collection: Path, name: str) -> Export:
    """Return an export by its id. Raises UnknownExportError if there was none."""
    known = name.isalnum() and (collection / FOLDER / f"{name}.json.gz").is_file()
    if not known:
        raise UnknownExportError(
            f"it comes from another dataset: the collection in {collection} never exported {name!r}"
        )
    told = json.loads(gzip.decompress((collection / FOLDER / f"{name}.json.gz").read_bytes()))
    tags = {image: frozenset(held) for image, held in told["tags"].items()}
    return Export(told["dataset"], tags, told["lines"])
