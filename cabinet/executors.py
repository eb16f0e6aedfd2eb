"""Where the work runs: in this process, in processes here, or on a Dask cluster."""

import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.queues import Queue
from pathlib import Path
from types import FrameType
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM)
ANSWER, COMING = 10, 60  # seconds: for a scheduler to answer, for a first worker to come to it


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def gpus() -> int:
    """Return how many graphics cards there are, without waking any of them."""
    visible = os.environ.get("CUDA_VISIBLE_DEVICES")
    if visible is not None:
        return len([number for number in visible.split(",") if number.strip()])
    return len(list(Path("/dev").glob("nvidia[0-9]*")))


def processes(count: int) -> Executor:
    """Return a pool of processes, which share the cores and the graphics cards out among them."""
    spawn = get_context("spawn")
    numbers: Queue[int] = spawn.Queue()
    for number in range(count):
        numbers.put(number)
    threads = max(1, cores() // count)
    return ProcessPoolExecutor(count, spawn, begin, (numbers, gpus(), threads))


def begin(numbers: "Queue[int]", cards: int, threads: int) -> None:
    """Prepare a process: its cores, one card to see, no ear for Ctrl-C: its parent answers that.

    SIGTERM still ends it: that is how the pool gets rid of the others when one has died.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A worker whose parent was killed would wait for work for ever, and hold its memory.
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    os.environ["OMP_NUM_THREADS"] = str(threads)
    if cards > 1:
        os.environ["CUDA_VISIBLE_DEVICES"] = str(numbers.get() % cards)


def _end_with(parent: int) -> None:
    """End this process as soon as its parent is gone."""
    while os.getppid() == parent:
        threading.Event().wait(1.0)
    os._exit(1)


@contextmanager
def interruptible() -> Iterator[threading.Event]:
    """Yield what the first Ctrl-C or SIGTERM sets; a second one interrupts at once."""
    stopped = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stopped
        return
    before = {number: signal.getsignal(number) for number in SIGNALS}

    def stop(number: int, _frame: FrameType | None) -> None:
        if stopped.is_set():
            raise KeyboardInterrupt
        stopped.set()
        if number == signal.SIGTERM:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)

    for number in SIGNALS:
        signal.signal(number, stop)
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def ending_at_once() -> Iterator[None]:
    """Let SIGTERM interrupt as Ctrl-C does: for a single long item, which cleans up behind it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def deaf() -> Iterator[None]:
    """Hold Ctrl-C back for a moment: a process that is started meanwhile never hears it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class NoClusterError(Exception):
    """There is no Dask cluster to work on, and why."""


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """Yield the workers of a Dask scheduler, and how many tasks they run at once.

    Raises `NoClusterError` if none answers, or no worker comes to it.
    """
    try:
        from dask import distributed  # an optional dependency
    except ImportError as why:
        raise NoClusterError("--scheduler needs a package: pip install distributed") from why
    library: Any = distributed
    try:
        client = library.Client(address, timeout=ANSWER, set_as_default=False)
    except (OSError, ValueError) as why:
        raise NoClusterError(f"no scheduler answers at {address}") from why
    with client:
        try:
            client.wait_for_workers(1, timeout=COMING)
        except TimeoutError as why:
            raise NoClusterError(f"no worker has come to {address}") from why
        # Dask takes equal calls to be one call, unless it is told that they are not pure.
        with client.get_executor(pure=False) as executor:
            yield executor, sum(client.nthreads().values())


def trouble(error: BaseException) -> str:
    """Return the sentence for an error of the workers, not of their items; "" for another."""
    if isinstance(error, NoClusterError):
        return str(error)
    if isinstance(error, BrokenProcessPool) or type(error).__name__ == "KilledWorker":
        return "a worker died, perhaps for want of memory; try again with --workers 1."
    return ""
