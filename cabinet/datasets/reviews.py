"""What people said of each photograph, read from the label journals without opening them to write.

Every data/labels/KIND.jsonl is a journal of `cabinet.labels.journal`; an image's last entry that
nobody withdrew holds.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NAMES = "identifications"  # the kind of names, tags, errors and exclusions
JOURNAL = f"data/labels/{NAMES}.jsonl"


@dataclass(frozen=True)
class Said:
    """Who gave an image a label, when (UTC, ISO 8601), and which; `save` names the entry."""

    user: str
    time: str
    value: Any
    save: str


@dataclass(frozen=True)
class Reviews:
    """What holds, by kind and image."""

    kinds: dict[str, dict[str, Said]] = field(default_factory=dict)

    def named(self, image: str) -> Said | None:
        """Return who named, tagged or excluded an image, and how; None if nobody did."""
        said = self.kinds.get(NAMES, {}).get(image)
        return said if said and isinstance(said.value, dict) else None

    def of(self, image: str) -> list[tuple[str, Said]]:
        """Return (kind, entry) of all that people said of an image, by kind."""
        return [(kind, held[image]) for kind, held in sorted(self.kinds.items()) if image in held]


def read(folder: Path) -> Reviews:
    """Read all journals of a collection."""
    paths = sorted((folder / "data" / "labels").glob("*.jsonl"))
    return Reviews({path.stem: _holding(path) for path in paths})


def _holding(path: Path) -> dict[str, Said]:
    """Return each image's last entry that nobody withdrew; lines that a crash cut are passed."""
    entries: dict[str, list[Said]] = {}
    withdrawn: set[str] = set()
    for line in path.read_bytes().splitlines():
        try:
            told = json.loads(line)
            said = Said(told["user"], told["time"], told["value"], told["save"])
            image, undoes = told["image"], told.get("undoes")
        except (ValueError, TypeError, KeyError):
            continue
        if undoes:
            withdrawn.add(undoes)
        elif isinstance(image, str):
            entries.setdefault(image, []).append(said)
    held = {
        image: next((one for one in reversed(said) if one.save not in withdrawn), None)
        for image, said in entries.items()
    }
    return {image: said for image, said in held.items() if said}
