"""A labels server, and somebody who looks at its pages and presses keys."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
KINDS = ("rotations", "masks", "quality", "identifications", "boxes", "review")
NAME = "<img src=x onerror=document.title='pwned'> io"


def begin(collection: Path, port: int = 0, *more: str) -> tuple[subprocess.Popen[str], str]:
    """Start a server; return its process and its address."""
    command = [sys.executable, "labels_server.py", "--collection", str(collection), *more]
    process = subprocess.Popen(
        [*command, "--port", str(port), "--no-browser"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, process.stdout.readline().split()[0]


def until(true: Callable[[], object], seconds: float = 10) -> None:
    """Wait until something has come about."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


class Curator:
    """Looks at the page and presses keys."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def press(self, *keys: str, held: str = "") -> None:
        from selenium.webdriver import ActionChains

        chain = ActionChains(self.page)
        chain = chain.key_down(held) if held else chain
        for key in keys:
            chain.send_keys(key)
        (chain.key_up(held) if held else chain).perform()

    def text(self, selector: str) -> str:
        return self.page.execute_script(
            "return document.querySelector(arguments[0])?.textContent ?? ''", selector
        )

    def has_begun(self) -> bool:
        """Whether the page has filled what it begins with."""
        ready = (
            "const full = (id) => document.getElementById(id)?.childElementCount;"
            "return Boolean(document.getElementById('image')?.textContent || full('tasks')"
            " || full('api') || document.querySelector('.cell'))"
        )
        return bool(self.page.execute_script(ready))

    @property
    def angle(self) -> float:
        script = "return document.querySelector('#desk').ariaValueNow"
        return float(self.page.execute_script(script))

    def works_on(self, image: str) -> None:
        """Wait until a photograph is on the board with all that is known of it."""
        until(lambda: self.text("#image") == image)
        script = "return document.getElementById('desk').ariaBusy"
        until(lambda: self.page.execute_script(script) == "false")

    def sees(self, image: str) -> None:
        """Wait until a cutout is on the dial."""
        until(lambda: self.text("#image") == image)
        loaded = "const i = document.querySelector('#cutout'); return i.complete && i.naturalWidth"
        until(lambda: self.page.execute_script(loaded))
        time.sleep(0.1)  # the page has to learn of it too
