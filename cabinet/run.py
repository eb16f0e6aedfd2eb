"""The runner of stages: skips what is done, publishes whole files, keeps ledger and receipt."""

import argparse
import sys
import time
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TextIO

from tqdm import tqdm

from cabinet import cli, executors, receipts
from cabinet.account import Account, CannotStart
from cabinet.outcomes import DONE, FAILED, FULL
from cabinet.stage import Stage
from cabinet.workers import outcomes
from config import Config

MADE, SOME_FAILED, CANNOT_START, INTERRUPTED = 0, 1, 2, 130


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
        account = self.account
        account.check_inputs()
        items = account.items()
        todo = account.due(items)
        counts = Counter(there=len(items) - len(todo))
        if not todo:
            self.finish_late(counts)
            say(f"{self.stage.name}: nothing is due; {len(items):,} made or rejected.", sys.stdout)
            return MADE
        if not (self.options.redo or self.stage.is_single):
            todo = account.unmixed(todo)
            counts = Counter(there=len(items) - len(todo))
        self.sign(counts, ended=False)
        started = time.monotonic()
        trouble = self.carry_out(todo, counts)
        counts["left"] = len(items) - counts.total()
        complete = not trouble and not counts["left"]
        if self.stage.finish and complete and (counts[DONE] or not self.stage.is_single):
            self.stage.finish(self.config)
        self.sign(counts, ended=complete)
        return self.report(counts, time.monotonic() - started, trouble)

    @cached_property
    def account(self) -> Account:
        """Return what the stage has made so far."""
        return Account(self.stage, self.config, self.options)

    def finish_late(self, counts: Counter[str]) -> None:
        """Do what a run that was killed after its last item, but before its end, left undone."""
        earlier = self.account.earlier
        left_undone = not earlier.get("ended") or not self.account.has_lists
        if self.stage.finish and earlier and left_undone:
            self.stage.finish(self.config)
            self.sign(counts, ended=True)

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
                    self.account.ledger.note(item, outcome, reason)
                    bar.update()
            except Exception as error:
                trouble = executors.trouble(error)
                if not trouble:
                    raise
        return trouble

    def sign(self, counts: Counter[str], *, ended: bool) -> None:
        """Write the receipt; a run of named items does not speak for all, and writes none."""
        if self.stage.is_single or not self.options.items:
            facts = self.account.facts | {"anew": self.account.anew}
            path = receipts.place(self.config, self.stage.name)
            receipts.sign(path, facts, +counts, ended=ended)

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
            say(f"{name}: {self.account.ledger.outcomes['all'][1]}")
        if counts[FAILED]:
            ledger = self.account.ledger.path
            say(f"{name}: {self.failure} (see {ledger}; a further run tries again)")
            return SOME_FAILED
        return MADE


def say(line: str, file: TextIO | None = None) -> None:
    """Print a sentence for the user; to stderr unless it is the result of the run."""
    print(line, file=file or sys.stderr, flush=True)
