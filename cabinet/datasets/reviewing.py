"""People look through a dataset's names in the labels server before the dataset is made."""

import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cabinet.datasets import choosing, orders
from cabinet.run import say

ROOT = Path(__file__).resolve().parents[2]
PAGE = "identifications.html?sort=size"


def review(order: orders.Order, name: str) -> None:
    """Open what a dataset would be made of, smallest specimen first; return when people end it.

    Raises ValueError with a sentence if nothing is chosen, or if the pages could not be opened.
    """
    choice = orders.choice_of(order, name)
    rows = choosing.chosen(order.collection, choosing.subset(order.collection, name), choice)
    with tempfile.TemporaryDirectory() as place:
        only = Path(place) / "images.csv"
        only.write_text("\n".join(["image", *rows["image"], ""]), encoding="utf-8")
        say(f"{name}: look through {len(rows):,} names; Ctrl-C ends it, and makes the dataset")
        if serve(order.collection, only) != 0:
            raise ValueError("the review could not be opened: the labels server says why above")


def serve(collection: Path, only: Path) -> int:
    """Run the labels server until Ctrl-C or until it ends; return its exit status."""
    command = [sys.executable, str(ROOT / "labels_server.py"), "--collection", str(collection)]
    command += ["--only", str(only), "--page", PAGE, "--port", "0"]
    with subprocess.Popen(command) as server, ctrl_c_passed_over():
        try:
            return server.wait()
        finally:
            server.terminate()


@contextmanager
def ctrl_c_passed_over() -> Iterator[None]:
    """Let Ctrl-C end the server, which hears it as well, and not what comes after it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
