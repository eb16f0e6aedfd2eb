"""What all tests share: where the real photographs are, and how to run a script."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


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
