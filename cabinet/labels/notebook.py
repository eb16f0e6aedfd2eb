"""The labels pages inside a Jupyter notebook: one call, a frame.

    from cabinet.labels import notebook
    notebook.show("demo", "quality")

The labels that people set are ordinary CSVs: `pandas.read_csv("demo/data/quality.csv")`.
"""

import atexit
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_running: dict[Path, tuple[subprocess.Popen[str], str]] = {}


class Frame:
    """What a notebook shows: a page of the labels server in a frame."""

    def __init__(self, address: str, height: int) -> None:
        self.address, self.height = address, height

    def _repr_html_(self) -> str:
        """Return the frame as Jupyter asks for it."""
        return f'<iframe src="{self.address}" width="100%" height="{self.height}"></iframe>'


def show(collection: str | Path, task: str = "", *, height: int = 800) -> Frame:
    """Return a task's page ("" is the first page); the server is started if it is not running.

    It ends with the notebook's kernel. Raises `RuntimeError` with the reason if it cannot start.
    """
    folder = Path(collection).resolve()
    running = _running.get(folder)
    if running is None or running[0].poll() is not None:
        running = _running[folder] = _start(folder)
    return Frame(running[1] + (f"{task}.html" if task else ""), height)


def _start(folder: Path) -> tuple[subprocess.Popen[str], str]:
    command = [sys.executable, str(ROOT / "labels_server.py"), "--collection", str(folder)]
    process = subprocess.Popen(
        [*command, "--port", "0", "--no-browser", "--notebook"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    told = process.stdout.readline().split()
    if not told:
        raise RuntimeError(process.stderr.read().strip())
    atexit.register(process.terminate)
    return process, told[0]
