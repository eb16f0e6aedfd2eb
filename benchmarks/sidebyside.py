"""How the benchmarks compare: side by side in one process, with equal threads, in turns.

A benchmark is a module with `rows()`, which checks that all sides come to the same, times them,
and returns a row for each peer. A peer that is not installed is named, and nothing is guessed.
"""

import importlib
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
RESULTS = "CABINET_BENCHMARK_ROWS"  # a file for the rows, where `python -m benchmarks` reads them
BUSY = 2.5  # load average from which a ratio is marked
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS",
           "VIPS_CONCURRENCY", "POLARS_MAX_THREADS")  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A line of the table; `met` is None where a figure has no goal, or there is no figure."""

    work: str
    against: str
    goal: str
    measured: str
    met: bool | None = None

    def __str__(self) -> str:
        verdict = {True: "met", False: "MISSED", None: "-"}[self.met]
        return f"| {self.work} | {self.against} | {self.goal} | {self.measured} | {verdict} |"


@dataclass(frozen=True)
class Times:
    """What each turn took: seconds, and seconds of processors (children that ended included)."""

    wall: list[float]
    processor: list[float]

    def __str__(self) -> str:
        wall, processor = statistics.median(self.wall), statistics.median(self.processor)
        return f"{wall:9.3f} s, {processor:9.3f} s of a processor"


def threads(count: int) -> None:
    """Give every library so many threads: for those that ask the environment, before they load."""
    for name in THREADS:
        os.environ[name] = str(count)
    import cv2

    cv2.setNumThreads(count)
    for name, call in (
        ("torch", "set_num_threads"), ("faiss", "omp_set_num_threads"),
    ):  # fmt: skip
        getattr(importlib.import_module(name), call)(count)


def peer(name: str) -> ModuleType | None:
    """Return a module of another project, or None where it is not installed."""
    try:
        return importlib.import_module(name)
    except (ImportError, OSError) as why:
        print(f"  {name} is skipped: {why}")
        return None


def absent(work: str, against: str, goal: str) -> Row:
    """Return the row of a peer that is not installed."""
    return Row(work, against, goal, "skipped: not installed")


def in_turns(sides: Mapping[str, Callable[[], object]], rounds: int = 3) -> dict[str, Times]:
    """Run the sides A B A B ..., and print and return what they took."""
    wall: dict[str, list[float]] = {name: [] for name in sides}
    processor: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, side in sides.items():
            before, begun = sum(os.times()[:4]), time.perf_counter()
            side()
            wall[name].append(time.perf_counter() - begun)
            processor[name].append(sum(os.times()[:4]) - before)
    taken = {name: Times(wall[name], processor[name]) for name in sides}
    for name, times in taken.items():
        print(f"  {name:<44} {times}", flush=True)
    print(f"  {rounds} turns each; load average {os.getloadavg()[0]:.1f}", flush=True)
    return taken


def ratios(ours: list[float], theirs: list[float]) -> list[float]:
    """Return how many times as much the other side takes, turn by turn."""
    return [b / max(a, 1e-9) for a, b in zip(ours, theirs, strict=False)]


def faster(
    work: str,
    against: str,
    *,
    ours: Times,
    theirs: Times,
    least: float | None,
    beside: str = "",
    fair: bool = True,
) -> Row:
    """Return a row for a ratio of times; `beside` is said with it, `fair` must hold as well.

    What is judged is the median of the turns' ratios of seconds; on a machine that is busy with
    other work, of processors' seconds, which that disturbs least.
    """
    wall = statistics.median(ratios(ours.wall, theirs.wall))
    processor = statistics.median(ratios(ours.processor, theirs.processor))
    load = os.getloadavg()[0]
    a, b = statistics.median(ours.wall), statistics.median(theirs.wall)
    c, d = statistics.median(ours.processor), statistics.median(theirs.processor)
    measured = f"{wall:.1f}× ({a:.3g} s to {b:.3g} s); processor {processor:.1f}× "
    measured += f"({c:.3g} s to {d:.3g} s)" + (f"; {beside}" if beside else "")
    measured += f"; under load {load:.1f}" if load > BUSY else ""
    found = processor if load > BUSY else wall
    return Row(work, against, f"≥ {least:g}×" if least else "-", measured,
               None if not least else found >= least and fair)  # fmt: skip


def child(*command: object) -> dict[str, float]:
    """Run a command to its end; return its seconds, a processor's seconds, and its peak in GB."""
    begun = time.perf_counter()
    quiet = {**os.environ, "TQDM_DISABLE": "1"}
    run = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, cwd=ROOT, env=quiet)
    _, status, usage = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    return {
        "status": float(run.returncode),
        "wall": time.perf_counter() - begun,
        "processor": usage.ru_utime + usage.ru_stime,
        "peak": usage.ru_maxrss * unit / 1e9,
    }


def table(rows: Iterable[Row]) -> str:
    """Return the table of rows."""
    return "\n".join(["| work | against | goal | measured | |", "|---|---|---|---|---|",
                      *map(str, rows)])  # fmt: skip


def main(rows: Callable[[], Iterable[Row]]) -> None:
    """Measure one benchmark, print its table, and leave the rows for who asked for them."""
    found = list(rows())
    print("\n" + table(found), flush=True)
    if RESULTS in os.environ:
        Path(os.environ[RESULTS]).write_text(json.dumps([asdict(row) for row in found]))
