"""What the viewer costs a visitor: the table of goals, measured in headless Chromium.

    python benchmarks/viewer.py COLLECTION [--seconds 60] [--tiles ANOTHER]

COLLECTION is a folder with server/data/map.json; its server folder is served as `python -m
http.server` does (HTTP/1.0, nothing compressed, a connection for each file). Prints a Markdown
table. The first picture is taken over an emulated 4G line (1.6 Mb/s down, 150 ms) by a processor
slowed four times; all else without emulation. ANOTHER lends a synthetic collection its tiles.
"""

import argparse
import functools
import http.server
import json
import multiprocessing
import re
import shutil
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from selenium import webdriver

LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}

PROBES = Path(__file__).with_name("viewer.js")


class Handler(http.server.SimpleHTTPRequestHandler):
    """What `python -m http.server` answers; tiles never drawn are those of another map."""

    others: ClassVar[dict[int, list[Path]]] = {}

    def translate_path(self, path: str) -> str:
        """Return the file of an address; for a tile that is not there, some tile of its zoom."""
        own = super().translate_path(path)
        if not self.others or "/data/tiles" not in path or Path(own).exists():
            return own
        z, x, y = (int(part) for part in re.findall(r"\d+", Path(own).as_posix())[-3:])
        there = self.others[min(z, max(self.others))]
        return str(there[(x * 31 + y * 17) % len(there)])

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def serve(folder: Path, tiles: Path | None, told: "multiprocessing.Queue[int]") -> None:
    """Serve a folder as its README tells curators to, and tell the port."""
    for path in sorted(tiles.glob("server/data/tiles/*/*/*.webp")) if tiles else ():
        Handler.others.setdefault(int(path.parts[-3]), []).append(path)
    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        told.put(server.server_address[1])
        server.serve_forever()


@contextmanager
def served(folder: Path, tiles: Path | None = None) -> Iterator[str]:
    """Serve a folder in a process of its own, and yield the address."""
    told: multiprocessing.Queue[int] = multiprocessing.Queue()
    server = multiprocessing.Process(target=serve, args=(folder, tiles, told), daemon=True)
    server.start()
    try:
        yield f"http://127.0.0.1:{told.get()}/index.html"
    finally:
        server.terminate()


@contextmanager
def browser() -> Iterator[webdriver.Chrome]:
    """Yield a desktop browser without a window, at 1440 x 900."""
    options = webdriver.ChromeOptions()
    for flag in (
        "headless=new",
        "no-sandbox",
        "window-size=1440,900",
        "enable-precise-memory-info",
    ):
        options.add_argument(f"--{flag}")
    driver = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
    driver.set_script_timeout(900)
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics(1440, 900, 1))
    driver.execute_cdp_cmd(
        "Page.addScriptToEvaluateOnNewDocument",
        {"source": f"(() => {{{PROBES.read_text(encoding='utf-8')}}})()"},
    )
    try:
        yield driver
    finally:
        driver.quit()


def metrics(width: int, height: int, ratio: float) -> dict[str, Any]:
    """Return a screen for Emulation.setDeviceMetricsOverride."""
    return {"width": width, "height": height, "deviceScaleFactor": ratio, "mobile": False}


def until(driver: webdriver.Chrome, script: str, seconds: float = 60) -> Any:
    """Return what a script gives as soon as that is true."""
    ends = time.monotonic() + seconds
    while not (found := driver.execute_script(f"return {script}")):
        if time.monotonic() > ends:
            raise TimeoutError(script)
        time.sleep(0.1)
    return found


def first_picture(driver: webdriver.Chrome, address: str) -> list[tuple[str, str, str]]:
    """Open the map over the emulated line, with nothing kept from before."""
    driver.execute_cdp_cmd("Network.enable", {})
    driver.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": False})
    driver.execute_cdp_cmd("Network.clearBrowserCache", {})
    driver.execute_cdp_cmd("Network.emulateNetworkConditions", LINE)
    driver.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": 4})
    driver.get(address)
    until(driver, "document.body.classList.contains('ready')", 120)
    at = driver.execute_script("return probe.first()")
    before = driver.execute_script("return probe.asked(arguments[0])", at)
    ready = driver.execute_script("return performance.now()")
    everything = driver.execute_script("return probe.asked(arguments[0])", ready)
    parts = {name: size for name, size in everything if name.endswith((".js", ".css"))}
    theirs = sum(size for name, size in parts.items() if "/vendor/" in name)
    ours = sum(parts.values()) - theirs
    free = {**LINE, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    driver.execute_cdp_cmd("Network.emulateNetworkConditions", free)
    driver.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": 1})
    hosts = {name.split("/")[2] for name, *_ in everything if name.startswith("http")}
    return [
        ("first picture of the map, 4G and 4x slower", f"{at / 1000:.2f} s", "2 s"),
        ("transferred for it", f"{sum(size for _, size in before) / 1000:.0f} kB", "1 MB"),
        ("everything works, 4G and 4x slower", f"{ready / 1000:.1f} s", ""),
        ("our script and style", f"{ours / 1000:.0f} kB", "300 kB"),
        ("Leaflet's script and style", f"{theirs / 1000:.0f} kB", ""),
        ("requests to other hosts", str(len(hosts - {address.split("/")[2]})), "0"),
    ]


def probe(driver: webdriver.Chrome, name: str, *arguments: object) -> Any:
    """Run a measurement of viewer.js and return what it found."""
    return driver.execute_async_script(f"probe.{name}(...arguments)", *arguments)


def heap(driver: webdriver.Chrome) -> float:
    """Return what scripts hold after a collection of garbage, MB."""
    driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    return driver.execute_cdp_cmd("Runtime.getHeapUsage", {})["usedSize"] / 1e6


def wandering(driver: webdriver.Chrome, seconds: float) -> list[tuple[str, str, str]]:
    """Pan and zoom by wheel and mouse, along one same way each time."""
    probe(driver, "wander", min(20, seconds))
    held = [heap(driver)]
    frames: list[float] = []
    while (left := seconds - sum(frames) / 1000) > 1:  # a driver answers within two minutes
        frames += probe(driver, "wander", min(60, left))
        held.append(heap(driver))
    late = sum(frame > 100 for frame in frames)
    return [
        (
            f"frames of {seconds:.0f} s of pan and zoom, median",
            f"{statistics.median(frames):.1f} ms",
            "20 ms",
        ),
        ("the 99th of a hundred", f"{statistics.quantiles(frames, n=100)[-1]:.0f} ms", ""),
        ("the longest", f"{max(frames):.0f} ms ({late} above 100 ms)", "100 ms"),
        (
            "heap after 20 s, and after each minute more",
            f"{', '.join(f'{size:.1f}' for size in held)} MB ({held[-1] / held[0] - 1:+.0%})",
            "±10 %",
        ),
    ]


def answers(driver: webdriver.Chrome, address: str) -> list[tuple[str, str, str]]:
    """Search, filter and colour, and open a card."""
    driver.get("about:blank")
    driver.get(address)
    until(driver, "document.body.classList.contains('ready')")
    probe(driver, "search", "p")
    keys = [probe(driver, "search", text) for text in ("pa", "pap", "papi", "mor", "ca", "gr")]
    driver.execute_script(
        "document.activeElement.blur(); document.getElementById('search').value = ''"
    )
    card = probe(driver, "card")
    driver.get("about:blank")
    driver.get(address)
    until(driver, "document.body.classList.contains('ready')")
    time.sleep(1)
    start = driver.execute_script("return performance.getEntriesByType('resource').length")
    state = "?sex=female&colour=family"
    probe(driver, "turn", state)
    sizes = driver.execute_script(
        f"return performance.getEntriesByType('resource').slice({start}).map((e) => e.transferSize)"
    )
    probe(driver, "turn", "")
    again = probe(driver, "turn", state)
    return [
        ("search after a key press, longest of six", f"{max(keys):.0f} ms", "150 ms"),
        ("filter, counts and colour, data there", f"{again:.0f} ms", "500 ms"),
        ("transferred for that", f"{sum(sizes) / 1e6:.2f} MB", "6 MB"),
        ("record card after a click", f"{card:.0f} ms", "300 ms"),
    ]


def panels(driver: webdriver.Chrome, address: str) -> list[tuple[str, str, str]]:
    """Open contents and list, and draw a box on the map of places."""
    driver.get("about:blank")
    driver.get(address)
    until(driver, "document.body.classList.contains('ready')")
    contents = probe(driver, "press", "#contents-toggle", "#contents")
    driver.execute_script("document.querySelector('#contents .close').click()")
    probe(driver, "press", "#list-toggle", "#list")
    everything = probe(driver, "press", ".kinds input[value=meant]", ".specimens")
    driver.execute_script("document.querySelector('#list .close').click()")
    driver.execute_script("document.querySelector('#filter-toggle').click()")
    until(driver, "document.querySelector('.world')?.checkVisibility()")
    time.sleep(1)
    moves = probe(driver, "box")
    return [
        ("contents after a press", f"{contents:.0f} ms", ""),
        ("list of all after a press", f"{everything:.0f} ms", ""),
        (
            "a box drawn on the map of places, median of 25 moves",
            f"{statistics.median(moves):.0f} ms",
            "",
        ),
        ("the longest, which filters and counts", f"{max(moves):.0f} ms", "100 ms"),
    ]


def files(server: Path) -> list[tuple[str, str, str]]:
    """Weigh the data files."""
    info = json.loads((server / "data/map.json").read_text(encoding="utf-8"))
    found = [path for path in (server / "data" / info["version"]).rglob("*") if path.is_file()]
    sizes = [path.stat().st_size for path in found]
    return [
        ("specimens on the map", f"{info['specimens']:,}", ""),
        ("data files, a record", f"{sum(sizes) / info['specimens']:.0f} B", "120 B"),
        ("a data file, median", f"{statistics.median(sizes) / 1000:.1f} kB", "60 kB"),
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("collection", type=Path)
    parser.add_argument("--seconds", type=float, default=60, help="how long to pan and zoom")
    parser.add_argument(
        "--tiles", type=Path, help="a collection whose tiles stand for missing ones"
    )
    options = parser.parse_args()
    server = options.collection / "server"
    rows = files(server)
    with served(server, options.tiles) as address, browser() as driver:
        rows += first_picture(driver, address)
        rows += wandering(driver, options.seconds)
        rows += answers(driver, address)
        rows += panels(driver, address)
    print("| what | measured | goal |\n|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
