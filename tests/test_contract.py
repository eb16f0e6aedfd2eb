"""Every stage of the chain keeps the contract: killed at any moment, it resumes to the same bytes.

CABINET_KILLS=20 python -m pytest tests/test_contract.py    the long proof: 20 kills of each stage
"""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cabinet import dag
from cabinet.chain import museum
from config import Config

ROOT = Path(__file__).resolve().parent.parent
KILLS = int(os.environ.get("CABINET_KILLS", "2"))
CHAIN = [name for name, stage in dag.stages().items() if not stage.optional]

# Trees whose files are not named one by one in what a stage declares: patterns.
ALSO = {"create_tiles": "server/data/tiles@2x", "create_json": "server/data/[0-9a-f]*[0-9a-f]"}


def outputs(name: str, collection: Path) -> list[Path]:
    """Return the files and folders that a stage leaves."""
    stage = dag.stages()[name]
    places = [place.partition("{")[0].rstrip("/") for place in (stage.writes, *stage.also)]
    return [collection / place for place in places] + list(collection.glob(ALSO.get(name, "-")))


def digests(name: str, collection: Path) -> dict[str, str]:
    """Return the SHA-256 of every file that a stage left, by its path in the collection."""
    found = [
        file
        for place in outputs(name, collection)
        for file in ([place] if place.is_file() else place.rglob("*"))
        if file.is_file()
    ]
    return {
        str(file.relative_to(collection)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in found
    }


def forget(name: str, collection: Path) -> None:
    """Remove what a stage left, as if it had never run."""
    for place in outputs(name, collection):
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)
    (collection / f"data/receipts/{name}.json").unlink(missing_ok=True)
    (collection / f"data/failures/{name}.csv").unlink(missing_ok=True)


def command(name: str, collection: Path) -> list[str]:
    return [sys.executable, str(ROOT / f"{name}.py"), "--collection", str(collection)]


@pytest.mark.parametrize("name", CHAIN)
def test_killed_stage_resumes_to_the_same_bytes(
    name: str, drawn_collection: Path, tmp_path: Path, museum_port: int
) -> None:
    collection = tmp_path / "collection"
    shutil.copytree(drawn_collection, collection, symlinks=True)
    whole = digests(name, collection)
    assert whole, f"{name} left nothing in the drawn collection"
    forget(name, collection)
    dice = random.Random(name)
    with museum(collection / "museum", museum_port):
        for _ in range(KILLS):
            with subprocess.Popen(
                command(name, collection),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            ) as run:
                time.sleep(dice.uniform(0.2, 4.0))
                os.killpg(run.pid, signal.SIGKILL)
        last = subprocess.run(
            command(name, collection), capture_output=True, text=True, check=False, timeout=300
        )
    assert last.returncode in (0, 1), last.stderr
    assert digests(name, collection) == whole


@pytest.mark.parametrize("name", CHAIN)
def test_stage_without_inputs_says_what_is_missing(name: str, tmp_path: Path) -> None:
    run = subprocess.run(
        command(name, tmp_path), capture_output=True, text=True, check=False, timeout=60
    )
    assert run.returncode in (1, 2)
    assert "Traceback" not in run.stderr
    if dag.stages()[name].missing(Config(collection=tmp_path)):
        assert "which is not there" in run.stderr
