"""More than one machine: a Dask cluster of two workers beside the pool of this machine.

    python -m benchmarks cluster [--asleep]

A stage of 500 items, each 100 ms of a core (half of what a photograph takes in create_images) and a
small file: by the local pool of two processes, by a scheduler with two workers, and with one, on
this machine, in turns; the files must be the same. With --asleep an item waits instead of working:
what the handing out costs can so be told on a machine that is busy.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.sidebyside import ROOT, Row, absent, main, peer

COUNT, EACH, ROUNDS = 500, 0.1, 3
STAGE = '''"""Work a little for each item."""
import time
from cabinet.stage import Stage

def items(config):
    return [f"i{{number:05d}}" for number in range({count})]

def make(config, item, path):
    begun = time.thread_time()
    if {asleep}:
        time.sleep({each})
    while not {asleep} and time.thread_time() - begun < {each}:
        sum(range(2000))
    path.write_text(item * 100)

STAGE = Stage(reads=(), writes="data/made/{{}}.txt", items=items, make=make)
if __name__ == "__main__":
    STAGE.main()
'''


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[str]:
    """Yield the address of a scheduler with so many workers of one thread."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{folder}"}
    facts = folder / f"scheduler{workers}.json"
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1"]
    command += ["--port", "0", "--no-dashboard", "--scheduler-file", str(facts)]
    working = [sys.executable, "-m", "distributed.cli.dask_worker", "--nthreads", "1"]
    working += ["--no-dashboard", "--no-nanny", "--scheduler-file", str(facts)]
    with (folder / "cluster.log").open("ab") as log:
        started = [
            subprocess.Popen(one, env=environment, cwd=folder, stdout=log, stderr=log)
            for one in (command, *[working] * workers)
        ]
    try:
        while not facts.exists():
            time.sleep(0.1)
        time.sleep(5)  # until the workers have come
        yield facts.read_text().split('"address": "')[1].split('"')[0]
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


def seconds(script: Path, folder: Path, *options: object) -> float:
    """Run the stage anew; return the seconds that its last line tells, without the start."""
    command = [sys.executable, script, "--redo", "--collection", folder, *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TQDM_DISABLE": "1"}
    run = subprocess.run(list(map(str, command)), env=environment, capture_output=True, text=True,
                         check=True)  # fmt: skip
    return float(run.stdout.split(" in ")[-1].split()[0].replace(",", ""))


def rows() -> Iterator[Row]:
    """Run the stage in the three ways, in turns."""
    if not peer("distributed"):
        yield absent("more machines", "local pool", "≤ 5 % more")
        return
    asleep = "--asleep" in sys.argv
    told = f"{COUNT:,} items that {'wait' if asleep else 'work'} {EACH * 1000:.0f} ms"
    taken: dict[str, list[float]] = {"pool": [], "two": [], "one": []}
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        script = here / "little.py"
        script.write_text(STAGE.format(count=COUNT, each=EACH, asleep=asleep))
        for kind in ("pool", "cluster"):
            (here / kind / "data").mkdir(parents=True)
        with cluster(here, 2) as two, cluster(here, 1) as one:
            for _ in range(ROUNDS):
                taken["pool"].append(seconds(script, here / "pool", "--workers", 2))
                taken["two"].append(seconds(script, here / "cluster", "--scheduler", two))
                taken["one"].append(seconds(script, here / "cluster", "--scheduler", one))
                print(f"  {taken}; load {os.getloadavg()[0]:.1f}", flush=True)
        made = [
            {path.name: path.read_bytes() for path in (here / kind / "data/made").iterdir()}
            for kind in ("pool", "cluster")
        ]
        assert made[0] == made[1]
        assert len(made[0]) == COUNT
    pool, double, single = (min(taken[name]) for name in ("pool", "two", "one"))
    load = f"best of {ROUNDS}, load {os.getloadavg()[0]:.1f}"
    more = 100 * (double / pool - 1)
    yield Row(f"a cluster, {told}", "the pool of this machine", "≤ 5 % more",
              f"{more:+.1f} % ({double:.1f} s, {pool:.1f} s; {load})", more <= 5)  # fmt: skip
    gain = single / double / 2
    yield Row(f"a cluster, {told}", "one worker", "two: ≥ 0.85 of twice",
              f"{gain:.2f} ({single:.1f} s, {double:.1f} s; {load})", gain >= 0.85)  # fmt: skip


if __name__ == "__main__":
    main(rows)
