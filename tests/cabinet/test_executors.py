"""A stage on a real Dask cluster: a scheduler and two workers, started as people start them."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cabinet.test_run import ROOT, SCRIPT, Shouting, wait_for_outputs

pytest.importorskip("distributed", reason="the optional package distributed is not installed")
WORDS = [f"word{number}" for number in range(80)]


class Cluster:
    """A scheduler and two workers, in a folder of their own."""

    def __init__(self, folder: Path, scripts: Path) -> None:
        self.facts, self.folder = folder / "scheduler.json", folder
        self.environment = os.environ | {
            "PYTHONPATH": f"{ROOT}{os.pathsep}{scripts}",
            "PAUSE": "0.02",
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
        }
        address = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.started = [self.start("dask_scheduler", *address)]
        deadline = time.monotonic() + 60
        while not self.facts.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        self.address = json.loads(self.facts.read_text())["address"]
        self.started += [self.worker() for _ in range(2)]

    def start(self, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
        log = (self.folder / f"{module}.log").open("ab")
        return subprocess.Popen(
            [*command, "--scheduler-file", str(self.facts)], env=self.environment, cwd=self.folder,
            stdout=log, stderr=log,
        )  # fmt: skip

    def worker(self) -> subprocess.Popen[bytes]:
        return self.start("dask_worker", "--nthreads", "1", "--no-dashboard")

    def end(self) -> None:
        for process in reversed(self.started):
            kill_worker_of(process)
            process.wait()


def kill_worker_of(nanny: subprocess.Popen[bytes]) -> None:
    """Kill the process that works, and the nanny that started it and would do so again."""
    nanny.send_signal(signal.SIGSTOP)
    for task in Path(f"/proc/{nanny.pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            os.kill(child, signal.SIGKILL)
    nanny.kill()


@pytest.fixture
def shouting(tmp_path: Path) -> Shouting:
    made = Shouting(tmp_path, SCRIPT)
    made.words(*WORDS)
    return made


@pytest.fixture
def cluster(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("cluster"), tmp_path)
    yield made
    made.end()


def test_the_same_files_ledger_and_receipt_as_here(
    shouting: Shouting, cluster: Cluster, tmp_path: Path
) -> None:
    shouting.words(*WORDS, "silent", "broken")
    there = shouting.run("--scheduler", cluster.address)
    assert there.returncode == 1, there.stderr
    (tmp_path / "here").mkdir()
    here = Shouting(tmp_path / "here")
    here.words(*WORDS, "silent", "broken")
    assert here.run("--workers", "2").returncode == 1
    assert shouting.made() == here.made() == {word: word.upper() * 50 for word in WORDS}
    assert sorted(shouting.ledger()) == sorted(here.ledger())
    assert shouting.receipt()["counts"] == here.receipt()["counts"]
    again = shouting.run("--scheduler", cluster.address)
    assert "1 failed" in again.stdout
    assert not list((tmp_path / "data/out").glob(".*"))


def test_a_killed_worker_costs_nothing_and_a_killed_run_goes_on(
    shouting: Shouting, cluster: Cluster
) -> None:
    command = shouting.command("--scheduler", cluster.address)
    with subprocess.Popen(
        command, env=shouting.environment(), stderr=subprocess.PIPE, text=True
    ) as run:
        wait_for_outputs(shouting, 5)
        cluster.started[1].kill()
        _, errors = run.communicate(timeout=120)
    assert run.returncode == 0, errors
    whole = {word: text for word, text in shouting.made().items() if word[0] != "."}
    assert whole == {word: word.upper() * 50 for word in WORDS}  # and half a file of the killed
    with subprocess.Popen([*command, "--redo"], env=shouting.environment()) as run:
        time.sleep(2.5)
        run.send_signal(signal.SIGKILL)
    assert shouting.run("--scheduler", cluster.address).returncode == 0
    assert shouting.made() == {word: word.upper() * 50 for word in WORDS}


def test_an_item_that_kills_every_worker_is_told_and_a_single_rate_stays_here(
    shouting: Shouting, cluster: Cluster
) -> None:
    alone = SCRIPT.replace("make=shout,", "make=shout, processes=1,")
    shouting.script.write_text(alone.replace("time.sleep(", "print(os.getppid());time.sleep("))
    shouting.words("one", "two", "three")
    run = shouting.run("--scheduler", cluster.address)
    assert run.returncode == 0, run.stderr
    assert str(os.getpid()) in run.stdout
    shouting.script.write_text(SCRIPT)
    shouting.words(*[f"deadly{number}" for number in range(3)], "deadly", "deadly2")
    died = shouting.run("--scheduler", cluster.address)
    assert died.returncode == 2, died.stderr
    assert "a worker died" in died.stderr
    assert "Traceback" not in died.stderr


def test_no_scheduler_is_told(shouting: Shouting) -> None:
    run = shouting.run("--scheduler", "tcp://127.0.0.1:9")
    assert run.returncode == 2
    assert "no scheduler answers" in run.stderr
    assert "Traceback" not in run.stderr
