"""Hand items out to workers, a few chunks ahead, and gather what became of them."""

import argparse
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import islice
from pathlib import Path

from cabinet import executors, files
from cabinet.outcomes import FULL, Outcome, outcome_of
from cabinet.stage import Stage
from config import Config

CHUNK = 32  # items in a task: enough that a scheduler's few ms are not felt
SHARES = 4  # tasks for each worker at least, so that none waits long for another
AHEAD = 2  # tasks handed out for each worker: never a million at once


def outcomes(
    stage: Stage, config: Config, todo: list[str], options: argparse.Namespace
) -> Iterator[Outcome]:
    """Yield what becomes of each item, as it does."""
    if len(todo) == 1:  # in this process, where a debugger and Ctrl-C reach it
        with executors.ending_at_once():
            yield from make_each(stage, config, todo)
        return
    with executors.interruptible() as stopped:
        if options.scheduler and not stage.processes:
            with executors.cluster(options.scheduler) as (executor, workers):
                hand_out = partial(submit, executor, stage, config)
                yield from spread(hand_out, chunked(stage, todo, workers), workers * AHEAD, stopped)
            return
        workers = wanted(stage, todo, options)
        chunks = chunked(stage, todo, workers)
        if workers == 1:
            yield from here(stage, config, chunks, stopped)
            return
        executor = executors.processes(workers)
        hand_out = partial(submit, executor, stage, config)
        try:
            with executor:
                yield from spread(hand_out, chunks, workers * AHEAD, stopped)
        except BrokenProcessPool:  # SIGTERM to the whole group ends the workers at once
            if not stopped.is_set():
                raise


def wanted(stage: Stage, todo: list[str], options: argparse.Namespace) -> int:
    """Return how many workers on this machine a run is worth."""
    workers = min(options.workers or stage.processes or executors.cores(), len(todo))
    if stage.processes:
        workers = min(workers, stage.processes)
    if stage.make_batch and len(todo) <= stage.batch and not options.workers:
        workers = 1  # a single batch is done before other processes have begun
    return workers


def chunked(stage: Stage, todo: list[str], workers: int) -> list[list[str]]:
    """Return the items in tasks, several for each worker."""
    largest = stage.batch if stage.make_batch else CHUNK
    size = min(largest, -(-len(todo) // (workers * SHARES)))
    return [todo[start : start + size] for start in range(0, len(todo), size)]


def here(
    stage: Stage, config: Config, chunks: list[list[str]], stopped: threading.Event
) -> Iterator[Outcome]:
    """Make the items in this process, item by item where they come one at a time."""
    for chunk in chunks:
        for part in [chunk] if stage.make_batch else [[item] for item in chunk]:
            if stopped.is_set():
                return
            for made in make_each(stage, config, part):
                yield made
                if made[1] == FULL:
                    return


def submit(
    executor: Executor, stage: Stage, config: Config, items: list[str]
) -> Future[list[Outcome]]:
    """Give a few items to one of the workers, which must not hear Ctrl-C while it starts."""
    with executors.deaf():
        return executor.submit(make_each, stage, config, items)


def spread(
    hand_out: Callable[[list[str]], Future[list[Outcome]]],
    chunks: Iterable[list[str]],
    ahead: int,
    stopped: threading.Event,
) -> Iterator[Outcome]:
    """Hand the chunks out to the workers, a few ahead, until done, interrupted or disk full."""
    waiting = iter(chunks)
    running: set[Future[list[Outcome]]] = set()
    while not stopped.is_set():
        running.update(hand_out(chunk) for chunk in islice(waiting, ahead - len(running)))
        if not running:
            return
        # With a timeout, so that a signal that came just before is not slept through.
        finished, running = wait(running, timeout=1.0, return_when=FIRST_COMPLETED)
        for future in finished:
            for made in future.result():
                yield made
                if made[1] == FULL:
                    stopped.set()
    for future in [future for future in running if not future.cancel()]:
        yield from future.result()


def make_each(stage: Stage, config: Config, items: list[str]) -> list[Outcome]:
    """Make a few items; one that fails is reported, and does not stop the others."""
    paths = {item: config.path(stage.writes, item) for item in items}
    partials = {item: files.partial(path) for item, path in paths.items()}
    try:
        for path in paths.values():
            path.parent.mkdir(parents=True, exist_ok=True)
        errors = make_all(stage, config, partials)
        return [
            outcome_of(item, errors.get(item) or publish(partials[item], path))
            for item, path in paths.items()
        ]
    except OSError as error:  # a folder that cannot be made concerns every item in it
        return [outcome_of(item, error) for item in items]
    finally:
        for partial_path in partials.values():
            partial_path.unlink(missing_ok=True)


def make_all(stage: Stage, config: Config, partials: dict[str, Path]) -> dict[str, Exception]:
    """Call the stage's function for a batch or for each item; return the exceptions."""
    errors: dict[str, Exception] = {}
    if stage.make_batch:
        try:
            return dict(stage.make_batch(config, partials))
        except Exception as error:  # noqa: BLE001 - the ledger is where it is reported
            return dict.fromkeys(partials, error)
    assert stage.make is not None
    for number, (item, path) in enumerate(partials.items()):
        try:
            stage.make(config, item, path)
        except Exception as error:  # noqa: BLE001 - the ledger is where it is reported
            errors[item] = error
            if outcome_of(item, error)[1] == FULL:
                return errors | dict.fromkeys(list(partials)[number:], error)
    return errors


def publish(partial_path: Path, path: Path) -> Exception | None:
    """Move what was written into place; return an error if nothing was."""
    try:
        partial_path.replace(path)
    except OSError as error:
        return error
    return None
