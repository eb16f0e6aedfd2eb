"""Time what a curator feels in the browser: the first page of thumbnails, scrolling, a save.

    python benchmarks/labels_pages.py COLLECTION [--count 5000]

The thumbnails and cutouts of COLLECTION, linked again and again under other names until there are
so many; Chromium without a window, 1440 x 900. A page is there when each picture in view is
decoded; a save is felt from the key press until the next specimen's picture stands on the page.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.labels.curator import Curator, begin, until  # noqa: E402

SAVES, SCROLLED = 40, 10  # saves; seconds
PAGE_IS_THERE = """
    const seen = [...document.querySelectorAll(".cell")].filter((cell) => {
      const box = cell.getBoundingClientRect();
      return box.bottom > 0 && box.top < innerHeight;
    });
    const there = (cell) => cell.querySelector("img")?.naturalWidth > 0;
    return seen.length > 10 && seen.every(there) ? performance.now() : 0;
"""
SCROLL = """
    const [desk, end] = [document.getElementById("desk"), performance.now() + arguments[0] * 1000];
    window.frames_ = [];
    let last = performance.now();
    requestAnimationFrame(function frame(now) {
      window.frames_.push(now - last);
      last = now;
      desk.scrollTop += 60;
      if (now < end) requestAnimationFrame(frame);
      else window.scrolled = true;
    });
"""
PICTURE_IS_THERE = """
    const picture = document.getElementById("cutout");
    return picture?.complete && picture.naturalWidth > 0;
"""
AWAIT_NEXT = """
    const [before, picture] = [document.getElementById("image").textContent, "cutout"];
    window.felt = 0;
    addEventListener("keydown", (press) => {
      requestAnimationFrame(function frame() {
        const shown = document.getElementById(picture);
        const next = document.getElementById("image").textContent !== before;
        if (!next || !shown.complete || !shown.naturalWidth) return requestAnimationFrame(frame);
        window.felt = performance.now() - press.timeStamp;
      });
    }, { once: true, capture: true });
"""


def multiplied(source: Path, folder: Path, count: int) -> None:
    """Make a collection of `count` specimens from links of another's pictures."""
    places = (("images_rotated_128", ".jpg"), ("images_alpha", ".png"))
    names = [path.stem for path in sorted((source / "data/images_rotated_128").glob("*.jpg"))]
    names = [name for name in names if (source / f"data/images_alpha/{name}.png").exists()]
    rows = ["image,scientificName,family"]
    for place, _ in places:
        (folder / "data" / place).mkdir(parents=True)
    for number, name in enumerate(islice(cycle(names), count)):
        for place, ending in places:
            os.link(source / f"data/{place}/{name}{ending}",
                    folder / f"data/{place}/s{number:06}{ending}")  # fmt: skip
        rows.append(f"s{number:06},Genus{number % 90} species{number % 300},Papilionidae")
    (folder / "data/metadata.csv").write_text("\n".join([*rows, ""]))


def opened(page: Any, address: str) -> float:
    """Return after how many milliseconds a page has all its pictures."""
    page.get("about:blank")
    page.get(address)
    until(lambda: page.execute_script(PAGE_IS_THERE), 60)
    return float(page.execute_script("return performance.now()"))


def sheet(page: Any, address: str) -> None:
    """Print when the first pictures of a sheet are there, and how smoothly it scrolls."""
    for kind in ("quality", "identifications"):
        took = [opened(page, f"{address}{kind}.html") for _ in range(3)]
        page.execute_script(SCROLL, SCROLLED)
        until(lambda: page.execute_script("return window.scrolled"), SCROLLED + 60)
        frames = sorted(page.execute_script("return window.frames_"))
        print(f"{kind}: first page {took[0]:.0f} ms, again {took[1]:.0f}, {took[2]:.0f} (goal "
              f"1,000); {len(frames)} frames of scrolling, median {statistics.median(frames):.1f} "
              f"ms, longest {frames[-1]:.1f} ms")  # fmt: skip


def saves(page: Any, address: str) -> None:
    """Print how long a save is felt."""
    from selenium.webdriver.common.keys import Keys

    page.get(f"{address}rotations.html")
    curator, took = Curator(page), []
    for _ in range(SAVES):
        until(lambda: page.execute_script(PICTURE_IS_THERE), 60)
        time.sleep(0.4)  # nobody is faster
        curator.press(Keys.ARROW_RIGHT)
        page.execute_script(AWAIT_NEXT)
        curator.press(Keys.ENTER)
        until(lambda: page.execute_script("return window.felt"), 60)
        took.append(page.execute_script("return window.felt"))
    print(f"a save felt: median {statistics.median(took):.0f} ms, longest {max(took):.0f} ms "
          f"of {SAVES} (goal 50)")  # fmt: skip


def main() -> None:
    """Print the figures."""
    from selenium import webdriver

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("collection", type=Path)
    parser.add_argument("--count", type=int, default=5000)
    asked = parser.parse_args()
    options = webdriver.ChromeOptions()
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1440,900"):
        options.add_argument(flag)
    with tempfile.TemporaryDirectory(dir=asked.collection.parent) as folder:
        multiplied(asked.collection, Path(folder), asked.count)
        server, address = begin(Path(folder))
        page = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
        try:
            print(f"{asked.count:,} specimens; load {os.getloadavg()[0]:.1f}")
            sheet(page, address)
            saves(page, address)
        finally:
            page.quit()
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()


if __name__ == "__main__":
    main()
