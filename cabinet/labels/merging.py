"""Two people's journals of one kind made one, and how far they agree.

    python -m cabinet.labels.merging anns.jsonl bens.jsonl -o merged.jsonl

Entries are told apart by their save ids and stand in the order of their times, so that journals
merge in any order, and any number of times, to the same result: the latest save that nobody has
withdrawn holds.
"""

import argparse
import json
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from cabinet.files import atomic

Line = dict[str, Any]


def read(path: Path) -> list[Line]:
    """Return a journal's entries; lines that are none are passed over."""
    found = []
    for text in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            line = json.loads(text)
        except ValueError:
            continue
        if isinstance(line, dict) and {"time", "save", "image"} <= line.keys():
            found.append(line)
    return found


def merged(journals: Iterable[Sequence[Line]]) -> list[Line]:
    """Return all entries once, oldest first, each with the value that held before it."""
    once = {line["save"]: line for journal in journals for line in journal}
    ordered = sorted(once.values(), key=lambda line: (line["time"], line["save"]))
    before: dict[str, Any] = {}
    for number, line in enumerate(ordered):
        ordered[number] = line | {"previous": before.get(line["image"])}
        before[line["image"]] = line["value"]
    return ordered


def values(journal: Sequence[Line]) -> dict[str, Any]:
    """Return what holds by image: the last save that was not withdrawn."""
    withdrawn = {line["undoes"] for line in journal if line.get("undoes")}
    said = [one for one in journal if not one.get("undoes") and one["save"] not in withdrawn]
    return {line["image"]: line["value"] for line in said}


def kappa(one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[float, int]:
    """Return Cohen's kappa of two people's values, and for how many images both gave one.

    1: they agree on all; 0: no more than chance would have it. Source: Cohen, "A coefficient of
    agreement for nominal scales", 1960. NaN without an image in common.
    """
    both = [image for image in one if image in other]
    pairs = [(_plain(one[image]), _plain(other[image])) for image in both]
    if not pairs:
        return float("nan"), 0
    alike = sum(a == b for a, b in pairs) / len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[value] * second[value] for value in first) / len(pairs) ** 2
    return (1.0 if chance == 1 else (alike - chance) / (1 - chance)), len(pairs)


def _plain(value: Any) -> Hashable:
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Merge journals, and print how far each two of them agree."""
    parser = argparse.ArgumentParser(
        prog="python -m cabinet.labels.merging",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("journals", nargs="+", type=Path, metavar="JOURNAL")
    parser.add_argument("-o", "--output", type=Path, help="write the merged journal here")
    options = parser.parse_args(arguments)
    try:
        journals = [read(path) for path in options.journals]
    except OSError as error:
        parser.exit(2, f"{error}\n")
    for number, path in enumerate(options.journals):
        for other in range(number):
            agreed, count = kappa(values(journals[other]), values(journals[number]))
            print(  # noqa: T201
                f"{options.journals[other]} and {path}: {count:,} images both, "
                f"Cohen's kappa {agreed:.3f}"
            )
    whole = merged(journals)
    if options.output:
        with atomic(options.output) as part:
            lines = [json.dumps(line, ensure_ascii=False) + "\n" for line in whole]
            part.write_text("".join(lines), encoding="utf-8")
    print(f"{len(whole):,} entries, {len(values(whole)):,} images with a label")  # noqa: T201
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
