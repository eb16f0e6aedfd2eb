"""What all tests share: where the real photographs are, and how to run a script."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent
DRAWN = 24  # photographs of the collection that the tests of the whole chain share

hypothesis.settings.register_profile("unhurried", deadline=None)  # machines are shared
hypothesis.settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Return the folder of real photographs, or skip with a sentence."""
    folder = Path(os.environ.get("CABINET_REAL_DATA", ROOT.parent / "shared" / "data"))
    if not (folder / "museums" / "media").is_dir():
        pytest.skip(f"there are no real photographs in {folder}; set CABINET_REAL_DATA")
    return folder


@pytest.fixture(scope="session")
def run_script() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a stage's script as a person does, and return what it printed."""

    def run(script: str | Path, *arguments: object, **options: object):
        command = [sys.executable, str(ROOT / script), *map(str, arguments)]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            env=environment,
            cwd=ROOT,
            **options,
        )

    return run


def demo(collection: Path, port: int) -> subprocess.CompletedProcess[str]:
    """Draw a small collection and run the whole chain on it, as `make demo` does."""
    command = [sys.executable, "-m", "cabinet.demo", "--collection", str(collection)]
    return subprocess.run(
        [*command, "--count", str(DRAWN), "--port", str(port)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


@pytest.fixture(scope="session")
def museum_port() -> int:
    """Return a port for the local museum that other runs of the tests do not use."""
    return 20000 + os.getpid() % 20000


@pytest.fixture(scope="session")
def drawn_collection(tmp_path_factory: pytest.TempPathFactory, museum_port: int) -> Path:
    """Return a small drawn collection on which the whole chain has run. Not to be changed."""
    folder = tmp_path_factory.mktemp("collection")
    run = demo(folder, museum_port)
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]
    return folder
