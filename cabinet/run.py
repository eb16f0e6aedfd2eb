"""The runner of stages: skips what is done, publishes whole files, keeps ledger and receipt."""

import argparse
import sys
import time
from collections import Counter
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from tqdm import tqdm

from cabinet import cli, receipts
from cabinet.files import Ledger, stems, sweep
from cabinet.outcomes import DONE, FAILED, FULL
from cabinet.stage import Stage, is_item, place
from cabinet.workers import outcomes
from config import Config

LEDGER, RECEIPT = "data/failures/{}.csv", "data/receipts/{}.json"
MADE, SOME_FAILED, CANNOT_START, INTERRUPTED = 0, 1, 2, 130


class CannotStart(Exception):  # noqa: N818 - a sentence for the user, not an error of ours
    """A run that must not begin: something is missing, or would be mixed up."""


def run(stage: Stage, arguments: list[str] | None = None) -> int:
    """Make every item of a stage that is not done yet, and return the exit status."""
    doc = sys.modules[stage.name].__doc__
    config, options = cli.parse(stage.name, doc, (*stage.settings, *stage.manner), arguments)
    try:
        return Run(stage, config, options).begin()
    except CannotStart as why:
        say(f"{stage.name}: {why}")
        return CANNOT_START
    except KeyboardInterrupt:
        say(f"{stage.name}: interrupted; run it again to go on.")
        return INTERRUPTED


@dataclass
class Run:
    """One run of one stage: what is due, what came of it, and what is written down."""

    stage: Stage
    config: Config
    options: argparse.Namespace
    failure: str = ""  # of the item that failed last, and why

    def begin(self) -> int:
        """Check, find what is due, make it, and report; return the exit status."""
        self.check_inputs()
        items = self.items()
        todo = self.due(items)
        counts = Counter(there=len(items) - len(todo))
        if not todo:
            self.finish_late(counts)
            say(f"{self.stage.name}: nothing is due; {len(items):,} made or rejected.", sys.stdout)
            return MADE
        if not (self.options.redo or self.stage.is_single):
            self.refuse_mixing()
        self.sign(counts, ended=False)
        started = time.monotonic()
        trouble = self.carry_out(todo, counts)
        counts["left"] = len(items) - counts.total()
        complete = not trouble and not counts["left"]
        if self.stage.finish and complete and (counts[DONE] or not self.stage.is_single):
            self.stage.finish(self.config)
        self.sign(counts, ended=complete)
        return self.report(counts, time.monotonic() - started, trouble)

    def finish_late(self, counts: Counter[str]) -> None:
        """Do what a run that was killed after its last item, but before its end, left undone."""
        if self.stage.finish and self.earlier and not self.earlier.get("ended"):
            self.stage.finish(self.config)
            self.sign(counts, ended=True)

    @cached_property
    def ledger(self) -> Ledger:
        """Return what earlier runs noted of items without output."""
        return Ledger(self.config.path(LEDGER, self.stage.name))

    @cached_property
    def earlier(self) -> receipts.Receipt:
        """Return the receipt of the run before."""
        return receipts.read(self.config.path(RECEIPT, self.stage.name))

    @cached_property
    def facts(self) -> dict[str, Any]:
        """Return what decides what comes out: settings, weights, and a single file's inputs."""
        stage = self.stage
        watched = stage.reads if stage.is_single and not stage.once else ()
        return {
            "settings": {name: getattr(self.config, name) for name in stage.settings},
            "weights": receipts.weights(self.config, stage.reads),
            "inputs": receipts.inputs(self.config, watched, self.earlier.get("inputs", {})),
        }

    def check_inputs(self) -> None:
        """Refuse to begin while an input is missing, and say which stage makes it."""
        missing = self.stage.missing(self.config)
        if missing:
            from cabinet import dag  # imports every script, and only this needs it

            maker = dag.maker(missing[0])
            hint = f"python {maker}.py makes it" if maker else "it is given, not made by a stage"
            where = place(self.config, missing[0])
            raise CannotStart(f"needs {where}, which is not there: {hint}.")

    def items(self) -> list[str]:
        """Return the items that this run speaks of: those named, or the first, or all."""
        try:
            named = self.options.items or islice(self.stage.items(self.config), self.options.limit)
            items = list(dict.fromkeys(named))
        except (OSError, ValueError) as why:  # an input that is there but is not what it should be
            raise CannotStart(str(why)) from why
        for item in items:
            if not is_item(item):
                raise CannotStart(f"{item!r} cannot name an item: it would not make a safe path.")
        return items

    def due(self, items: list[str]) -> list[str]:
        """Return the items that have no valid output and are not known to have none."""
        if self.options.redo or self.config.preview:
            return items
        if self.stage.is_single:
            return [] if self.config.path(self.stage.writes).exists() and self.holds() else items
        done = self.existing(items)
        if self.stage.fresh:
            done = {item for item in done if self.stage.fresh(self.config, item)}
        named = bool(self.options.items)
        return [
            item for item in items if item not in done and (named or not self.ledger.rejected(item))
        ]

    def holds(self) -> bool:
        """Whether a single file was made with these settings from these inputs."""
        return self.stage.once or (
            self.stringed("settings") == self.stringed("settings", self.earlier)
            and receipts.unchanged(self.facts["inputs"], self.earlier.get("inputs", {}))
            and bool(self.earlier.get("ended"))
        )

    def stringed(self, kind: str, facts: dict[str, Any] | None = None) -> dict[str, str]:
        """Return settings or weights as they read in JSON, for comparing across runs."""
        kept = self.facts if facts is None else facts
        return {name: str(value) for name, value in kept.get(kind, {}).items()}

    def existing(self, items: list[str]) -> set[str]:
        """Return the items whose output is there; a flat folder is listed once."""
        writes = self.stage.writes
        if Path(writes).name.startswith("{}.") and not any("/" in item for item in items):
            folder = self.config.path(writes, "*").parent
            for written in (writes, *self.stage.also):
                if "{}" in written:
                    sweep(self.config.path(written, "*").parent)
            return set(stems(folder, Path(writes).suffix)).intersection(items)
        return {item for item in items if self.config.path(writes, item).exists()}

    def refuse_mixing(self) -> None:
        """Refuse settings or weights that are not those of the outputs that are there."""
        for kind in ("settings", "weights"):
            before, now = self.stringed(kind, self.earlier), self.stringed(kind)
            for key in sorted(before.keys() & now.keys()):
                if before[key] != now[key]:
                    short = f"{before[key][:40]}, now {now[key][:40]}"
                    raise CannotStart(
                        f"earlier outputs were made with other {kind} ({key}: {short}). Use "
                        f"those, or make all of them anew: python {self.stage.name}.py --redo"
                    )

    def carry_out(self, todo: list[str], counts: Counter[str]) -> str:
        """Make the items, counting and noting each; return what stopped the run before its end."""
        total, there = len(todo) + counts["there"], counts["there"]
        trouble = ""
        single = len(todo) == 1
        with tqdm(total=total, initial=there, desc=self.stage.name, disable=single) as bar:
            try:
                for item, outcome, reason in outcomes(self.stage, self.config, todo, self.options):
                    if outcome == FULL:
                        trouble = f"the disk is full ({reason}). Make room and run it again."
                        continue
                    counts[outcome] += 1
                    self.failure = f"{item}: {reason}" if outcome == FAILED else self.failure
                    self.ledger.note(item, outcome, reason)
                    bar.update()
            except BrokenProcessPool:
                trouble = "a worker died, perhaps for want of memory; try again with --workers 1."
        return trouble

    def sign(self, counts: Counter[str], *, ended: bool) -> None:
        """Write the receipt; a run of named items does not speak for all, and writes none."""
        if not self.options.items:
            path = self.config.path(RECEIPT, self.stage.name)
            receipts.sign(path, self.facts, +counts, ended=ended)

    def report(self, counts: Counter[str], seconds: float, trouble: str) -> int:
        """Print what came of the run in one line, and return the exit status."""
        name = self.stage.name
        summary = ", ".join(f"{count:,} {kind}" for kind, count in counts.items() if count)
        say(f"{name}: {summary or 'nothing made'} in {seconds:,.1f} s", sys.stdout)
        if trouble:
            say(f"{name}: {trouble}")
            return CANNOT_START
        if counts["left"]:
            say(f"{name}: interrupted; run it again to go on.")
            return INTERRUPTED
        if self.stage.is_single and not counts[DONE]:
            say(f"{name}: {self.ledger.outcomes['all'][1]}")
        if counts[FAILED]:
            say(f"{name}: {self.failure} (see {self.ledger.path}; a further run tries again)")
            return SOME_FAILED
        return MADE


def say(line: str, file: TextIO | None = None) -> None:
    """Print a sentence for the user; to stderr unless it is the result of the run."""
    print(line, file=file or sys.stderr, flush=True)
