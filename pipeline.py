"""Show every stage of the chain and how far it is; `run` carries out what is due, in order.

    python pipeline.py                          what is done, what is due, the next command
    python pipeline.py run                      every stage of the chain that is due, in order
    python pipeline.py --mermaid                what feeds what, as a Mermaid flowchart
    python pipeline.py run --collection demo    the same for another collection

Each stage runs as a process of its own, exactly as if its script had been called. A stage that
cannot start ends the chain; one that failed for some items does not, and is named again at the
end. Stages in brackets train networks or write example pictures and run only when called.
"""

import argparse
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

from cabinet import dag
from cabinet.account import LEDGER, Account
from cabinet.cli import parse
from cabinet.map import viewer
from cabinet.run import CANNOT_START, INTERRUPTED, MADE, SOME_FAILED
from cabinet.stage import Stage
from config import Config

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Standing:
    """How far a stage is."""

    items: int
    done: int
    rejected: int
    failed: int
    due: int
    state: str  # "waiting", "due", "follows", "stale" or "done"
    last: str  # when it last ran, ISO 8601 to the minute


def standing(stage: Stage, collection: Path) -> Standing:
    """Return how far a stage is in a collection; "waiting" while its inputs are not there."""
    config, options = parse(
        stage.name, None, (*stage.settings, *stage.manner), ["--collection", str(collection)]
    )
    account = Account(stage, config, options)
    last = str(account.earlier.get("time", ""))[:16].replace("T", " ")
    if stage.missing(config):
        return Standing(0, 0, 0, 0, 0, "waiting", last)
    items = account.items()
    due = account.due(items)
    rejected = sum(map(account.ledger.rejected, set(items).difference(due)))
    failed = sum(account.ledger.outcomes.get(item, ("",))[0] == "failed" for item in due)
    done = len(items) - len(due) - rejected
    stale = any(
        account.stringed(kind, account.earlier).get(key, value) != value
        for kind in ("settings", "weights")
        for key, value in account.stringed(kind).items()
    )
    state = "stale" if stale and done and not stage.is_single else "due" if due else "done"
    return Standing(len(items), done, rejected, failed, len(due), state, last)


def show(collection: Path) -> None:
    """Print the table of the stages and the next command.

    A stage follows if nothing is due yet, but a stage that it reads from is due.
    """
    counted = ("items", "done", "rejected", "failed", "due")
    print(f"{'stage':<26}{''.join(f'{name:>10}' for name in counted)}  state    last run")
    following = ""
    edges, moved = dag.edges(dag.stages()), set[str]()
    for name, stage in dag.stages().items():
        now = standing(stage, collection)
        if now.state == "done" and edges[name] & moved:
            now = replace(now, state="follows")
        is_next = now.state in ("due", "waiting") or (now.state == "stale" and now.due > 0)
        if (is_next or now.state == "follows") and not (stage.once or stage.optional):
            moved.add(name)
        label = f"({name})" if stage.optional else name
        counts = "".join(f"{getattr(now, name):>10,}" for name in counted)
        print(f"{label:<26}{counts}  {now.state:<8} {now.last}")
        if is_next and not following and not stage.optional:
            following = name
    flag = "" if collection == Path() else f" --collection {collection}"
    print(f"\nNext: python {following}.py{flag}" if following else "\nNothing is due.")


def run(collection: Path) -> int:
    """Run every stage of the chain in order, each as a process; return the exit status."""
    started, troubled = time.monotonic(), []
    chain = [name for name, stage in dag.stages().items() if not stage.optional]
    for number, name in enumerate(chain, 1):
        print(f"[{number}/{len(chain)}] {name}", flush=True)
        command = [sys.executable, str(HERE / f"{name}.py"), "--collection", str(collection)]
        status = subprocess.run(command, check=False).returncode
        if status in (CANNOT_START, INTERRUPTED) or status not in (MADE, SOME_FAILED):
            print(f"pipeline: stopped at {name}, exit status {status}.", file=sys.stderr)
            return status if status > 0 else CANNOT_START
        if status == SOME_FAILED:
            troubled.append(name)
    viewer.publish(Config(collection=collection).path("server"))
    print(f"pipeline: all {len(chain)} stages ran in {time.monotonic() - started:,.0f} s")
    for name in troubled:
        ledger = Config(collection=collection).path(LEDGER, name)
        print(f"pipeline: {name} failed for some items, see {ledger}", file=sys.stderr)
    return SOME_FAILED if troubled else MADE


def main() -> int:
    """Show, draw or run the chain, as the command line says."""
    parser = argparse.ArgumentParser(
        prog="pipeline.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", nargs="?", choices=("show", "run"), default="show")
    parser.add_argument("--collection", type=Path, default=Path(), metavar="FOLDER")
    parser.add_argument("--mermaid", action="store_true", help="print the graph and end")
    options = parser.parse_args()
    if options.mermaid:
        print(dag.mermaid(dag.stages()))
        return MADE
    if options.command == "run":
        return run(options.collection)
    show(options.collection)
    return MADE


if __name__ == "__main__":
    sys.exit(main())
