"""What a stage has made so far, and what of it is due."""

import argparse
from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from cabinet import receipts
from cabinet.files import Ledger, names, sweep, whole
from cabinet.stage import Stage, is_item, place
from config import Config

LEDGER = "data/failures/{}.csv"


class CannotStart(Exception):  # noqa: N818 - a sentence for the user, not an error of ours
    """A run that must not begin: something is missing, or would be mixed up."""


@dataclass
class Account:
    """One stage in one collection: its ledger, its receipt, and what they leave to be made."""

    stage: Stage
    config: Config
    options: argparse.Namespace

    @cached_property
    def ledger(self) -> Ledger:
        """Return what earlier runs noted of items without output."""
        return Ledger(self.config.path(LEDGER, self.stage.name))

    @cached_property
    def earlier(self) -> receipts.Receipt:
        """Return the receipt of the run before."""
        return receipts.read(receipts.place(self.config, self.stage.name))

    @cached_property
    def facts(self) -> dict[str, Any]:
        """Return what decides what comes out: settings, weights, and a single file's inputs."""
        stage = self.stage
        watched = stage.reads if stage.is_single and not stage.once else ()
        return {
            "settings": {name: getattr(self.config, name) for name in stage.settings},
            "weights": receipts.weights(self.config, stage.reads),
            "inputs": receipts.inputs(
                self.config, watched, self.earlier.get("inputs", {}), stage.heeds
            ),
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
        """Return the items that have no valid output and are not known to have none.

        What a person has changed since is due again, whether it was made or rejected.
        """
        if self.options.redo or self.config.preview:
            return items
        if self.stage.is_single:
            return [] if self.config.path(self.stage.writes).exists() and self.holds() else items
        done = self.existing(items)
        if self.stage.fresh:
            done = {item for item in done if self.stage.fresh(self.config, item)}
        stale, named = self.labelled, bool(self.options.items)
        return [
            item
            for item in items
            if item in stale or (item not in done and (named or not self.ledger.rejected(item)))
        ]

    @cached_property
    def labelled(self) -> Set[str]:
        """Return the items that people's labels have made stale."""
        return self.stage.stale(self.config) if self.stage.stale else frozenset()

    def holds(self) -> bool:
        """Whether a single file was made with these settings from these inputs."""
        return self.stage.once or (
            self.stringed("settings") == self.stringed("settings", self.earlier)
            and receipts.unchanged(self.facts["inputs"], self.earlier.get("inputs", {}))
            and bool(self.earlier.get("ended"))
        )

    @cached_property
    def anew(self) -> bool:
        """Whether nothing of an output that is there may be kept, where a stage could keep some.

        So it is with other settings, when asked for, and when such a run was killed.
        """
        killed = self.earlier.get("anew") and not self.earlier.get("ended")
        other = self.stringed("settings") != self.stringed("settings", self.earlier)
        return bool(self.options.redo or killed or (self.earlier and other))

    @cached_property
    def has_lists(self) -> bool:
        """Whether the lists that the stage makes of all its items are there."""
        lists = [self.config.path(place) for place in self.stage.also if "{" not in place]
        return all(path.exists() for path in lists)

    def stringed(self, kind: str, facts: dict[str, Any] | None = None) -> dict[str, str]:
        """Return settings or weights as they read in JSON, for comparing across runs."""
        kept = self.facts if facts is None else facts
        return {name: str(value) for name, value in kept.get(kind, {}).items()}

    def existing(self, items: list[str]) -> set[str]:
        """Return the items whose outputs are all there; a flat folder is listed once."""
        writes = self.stage.writes
        if Path(writes).name.startswith("{}.") and not any("/" in item for item in items):
            done = set(items)
            for written in (writes, *(place for place in self.stage.also if "{}" in place)):
                folder = self.config.path(written, "*").parent
                found = names(folder)
                sweep(folder, found)
                done &= set(whole(found, Path(written).suffix))
            return done
        return {item for item in items if self.config.path(writes, item).exists()}

    def unmixed(self, todo: list[str]) -> list[str]:
        """Return what may be made beside the outputs that are there.

        Refuses settings or weights that are not those of these outputs. Other weights keep nobody
        from correcting single items: then these alone are made, and the receipt stays as it was.
        """
        for kind in ("settings", "weights"):
            before, now = self.stringed(kind, self.earlier), self.stringed(kind)
            other = [key for key in sorted(before.keys() & now.keys()) if before[key] != now[key]]
            corrected = [item for item in todo if item in self.labelled]
            if other and kind == "weights" and corrected:
                self.facts["weights"] = self.earlier["weights"]
                return corrected
            for key in other:
                short = f"{before[key][:40]}, now {now[key][:40]}"
                raise CannotStart(
                    f"earlier outputs were made with other {kind} ({key}: {short}). Use "
                    f"those, or make all of them anew: python {self.stage.name}.py --redo"
                )
        return todo
