"""The contract that every stage script keeps.

A stage makes files out of files, one item at a time. An item is named by a string: an image's id,
a tile's `z/x/y`. Its output is there or it is not. What is there is done, and is not made again;
what a killed run had half written was never moved into place, and is made anew by the next run.
"""

import importlib
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path

from config import Config

ITEM = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*")
LONGEST_ITEM = 200  # characters: with a suffix, what every file system takes as a name

Make = Callable[[Config, str, Path], None]
MakeBatch = Callable[[Config, dict[str, Path]], Mapping[str, Exception]]


def only_one(_: Config) -> list[str]:
    """Name the one item of a stage that writes a single file."""
    return ["all"]


def is_item(name: str) -> bool:
    """Whether a name can become part of a path: names come from other people's files."""
    return len(name) <= LONGEST_ITEM and ".." not in name and ITEM.fullmatch(name) is not None


@dataclass(frozen=True, kw_only=True)
class Stage:
    """What a script reads, what it writes, and how it makes one item, or a batch of them.

    `make(config, item, path)` writes the item's output to a temporary path. `make_batch(config,
    {item: path})` writes several, and returns the exceptions of those that came to nothing. In
    `reads`, a place that ends in "?" need not be there. `heeds` tells for some of these what a
    single-file stage takes from them: it is due only when that changed.
    """

    reads: tuple[str, ...]
    writes: str
    also: tuple[str, ...] = ()  # what else is written, before the item's output is published
    make: Make | None = None
    make_batch: MakeBatch | None = None
    batch: int = 32  # items that a worker takes at once
    items: Callable[[Config], Iterable[str]] = only_one
    heeds: Mapping[str, Callable[[Path], Iterable[object]]] = field(default_factory=dict)
    settings: tuple[str, ...] = ()  # what decides what comes out
    manner: tuple[str, ...] = ()  # settings that decide only how: rates, addresses
    processes: int | None = None  # workers at most: 1 for a stage with one rate limit or many cores
    fresh: Callable[[Config, str], bool] | None = None  # whether an output that is there holds
    stale: Callable[[Config], Set[str]] | None = None  # items that a person's label has changed
    finish: Callable[[Config], None] | None = None  # after the items: lists made from all of them
    once: bool = False  # what is there counts as done, whatever changed: training
    optional: bool = False  # not part of the chain that `pipeline.py run` runs

    @property
    def name(self) -> str:
        """The name of the stage's script."""
        made_by = self.make or self.make_batch
        return getattr(made_by, "__module__", "")

    @property
    def is_single(self) -> bool:
        """Whether the stage writes one file, which is due when its inputs change."""
        return "{" not in self.writes

    def missing(self, config: Config) -> list[str]:
        """Return the inputs that must be there and are not."""
        needed = [read for read in self.reads if not read.endswith("?")]
        return [read for read in needed if not place(config, read).exists()]

    def main(self) -> None:
        """Run the script: import it by its name first, as its workers will."""
        from cabinet import run  # the runner knows stages

        name = Path(sys.argv[0]).stem
        sys.exit(run.run(importlib.import_module(name).STAGE))


def place(config: Config, read: str) -> Path:
    """Return the file of an input, or the folder of an input that is one file for each item."""
    folder, brace, _ = read.partition("{")
    return config.path(folder.rpartition("/")[0] if brace else read)
