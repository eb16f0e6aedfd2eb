"""How quick the viewer is: first picture, movement, search, filter, card; in a headless Chromium.

    python benchmarks/viewer.py FOLDER [--tiles-from OTHER] [--seconds 60]

FOLDER is a collection with server/data; `--tiles-from` names another whose tiles stand for those that
FOLDER lacks (benchmarks/large_map.py draws none). The first picture is measured at 1.6 Mb/s, 150 ms
and four times slower a processor, the rest at full speed. Prints a table with the goals.
"""

import argparse
import functools
import http.server
import shutil
import sys
import threading
import time
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from selenium import webdriver

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cabinet.map import viewer

SIZE = (1440, 900)
WATCH = """
window.pictures = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (entry.url.includes("/tiles")) window.pictures.push(entry.startTime);
}).observe({ type: "largest-contentful-paint", buffered: true });
window.frames_ms = [];
let before = 0;
requestAnimationFrame(function tick(now) {
  if (before) window.frames_ms.push(now - before);
  before = now;
  requestAnimationFrame(tick);
});
"""


class Handler(http.server.SimpleHTTPRequestHandler):
    """`python -m http.server`, with other tiles where there are none."""

    pool: tuple[Path, ...] = ()

    def translate_path(self, path: str) -> str:
        """Return the file of an address."""
        found = super().translate_path(path)
        if self.pool and "/tiles" in path and not Path(found).exists():
            found = str(self.pool[zlib.crc32(path.encode()) % len(self.pool)])
        return found

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def browser() -> webdriver.Chrome:
    """Return a headless Chromium without graphics card."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                 "--enable-precise-memory-info", "--lang=en"):  # fmt: skip
        options.add_argument(flag)
    driver = webdriver.Chrome(
        options=options, service=webdriver.ChromeService(shutil.which("chromedriver"))
    )
    metrics = {"width": SIZE[0], "height": SIZE[1], "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
    driver.execute_cdp_cmd("Network.enable", {})
    driver.set_script_timeout(120)
    return driver


def slow(driver: webdriver.Chrome, is_slow: bool) -> None:
    """Emulate a phone on 4G, or nothing."""
    network = {"offline": False, "latency": 150 if is_slow else 0,
               "downloadThroughput": 1.6e6 / 8 if is_slow else -1,
               "uploadThroughput": 0.75e6 / 8 if is_slow else -1}  # fmt: skip
    driver.execute_cdp_cmd("Network.emulateNetworkConditions", network)
    driver.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": 4 if is_slow else 1})
    driver.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": is_slow})


def wait(driver: webdriver.Chrome, script: str, seconds: float = 60) -> Any:
    """Wait until a script returns something true, and return it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = driver.execute_script(script)
        if found:
            return found
        time.sleep(0.02)
    raise TimeoutError(script)


def first_picture(driver: webdriver.Chrome, address: str) -> tuple[float, float]:
    """Return seconds until the first picture of the map, and MB that were sent until then."""
    slow(driver, True)
    driver.get(address)
    milliseconds = wait(driver, "return window.pictures[0]")
    sent = driver.execute_script(
        "return performance.getEntries().filter((one) => one.transferSize && one.responseEnd <="
        " arguments[0]).reduce((sum, one) => sum + one.transferSize, 0)",
        milliseconds,
    )
    slow(driver, False)
    return milliseconds / 1000, sent / 1e6


def move(driver: webdriver.Chrome, seconds: float) -> np.ndarray:
    """Drag and zoom without a rest, and return the milliseconds of each frame."""
    random = np.random.default_rng(1)
    end = time.monotonic() + seconds
    driver.execute_script("window.frames_ms.length = 0")

    def mouse(kind: str, x: float, y: float, **more: object) -> None:
        event = {"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1} | more
        driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)

    while time.monotonic() < end:
        x, y = random.uniform((500, 150), (1300, 750))
        for _ in range(6):
            turn = -240 if random.random() < 0.62 else 240
            mouse("mouseWheel", x, y, deltaX=0, deltaY=turn, button="none")
            time.sleep(0.08)
        mouse("mousePressed", x, y)
        for step in np.linspace(0, 1, 12):
            mouse("mouseMoved", x - 300 * step, y - 120 * step, buttons=1)
        mouse("mouseReleased", x - 300, y - 120)
        time.sleep(0.15)
    return np.array(driver.execute_script("return window.frames_ms"))


def heap(driver: webdriver.Chrome) -> float:
    """Return MB of the page's heap after a collection of garbage."""
    driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    return float(driver.execute_script("return performance.memory.usedJSHeapSize")) / 1e6


def searched(driver: webdriver.Chrome, texts: tuple[str, ...]) -> float:
    """Return the longest milliseconds from a key press to the results on the screen."""
    script = """const [text, done] = arguments;
        const input = document.getElementById('search');
        input.value = text;
        const start = performance.now();
        input.dispatchEvent(new Event('input'));
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));"""
    return max(float(driver.execute_async_script(script, text)) for text in texts)


def filtered(driver: webdriver.Chrome) -> tuple[float, float]:
    """Return milliseconds from a tick to counts, dots and colours, and MB that were sent for it."""
    before = driver.execute_script("performance.setResourceTimingBufferSize(9999);"
                                   "performance.clearResourceTimings(); return 0")  # fmt: skip
    driver.execute_script("document.getElementById('filter-toggle').click()")
    wait(driver, "return document.querySelectorAll('.facet').length")
    driver.execute_script(
        "const list = document.querySelector('#filter select'); list.value = 'family';"
        "list.dispatchEvent(new Event('change')); document.querySelector('.facet').open = true;"
    )
    wait(driver, "return document.querySelectorAll('.facet input[type=checkbox]').length")
    time.sleep(1)
    script = """const done = arguments[0];
        const start = performance.now();
        document.querySelector('.facet input[type=checkbox]').click();
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));"""
    spent = max(float(driver.execute_async_script(script)) for _ in range(4))
    sent = driver.execute_script(
        "return performance.getEntriesByType('resource').filter((one) => /columns|facets/"
        ".test(one.name)).reduce((sum, one) => sum + one.encodedBodySize, 0)"
    )
    return spent, (sent - before) / 1e6


def card(driver: webdriver.Chrome) -> float:
    """Return milliseconds from a click on a specimen to its name on the card."""
    script = """const [x, y, done] = arguments;
        const card = document.getElementById('card');
        const start = performance.now();
        const watch = new MutationObserver(() => { if (card.querySelector('h2')) {
          watch.disconnect(); requestAnimationFrame(() => done(performance.now() - start)); } });
        watch.observe(card, { childList: true, subtree: true });
        const map = document.getElementById('map');
        const event = { bubbles: true, clientX: x, clientY: y, view: window };
        for (const kind of ['mousedown', 'mouseup', 'click']) map.dispatchEvent(new MouseEvent(kind, event));
        setTimeout(() => done(-1), 3000);"""
    spent = []
    for x in range(560, 1300, 130):
        driver.execute_script("document.querySelector('#card .close')?.click()")
        found = float(driver.execute_async_script(script, x, 430))
        spent += [found] if found >= 0 else []
    return max(spent, default=float("nan"))


def script_bytes(server: Path) -> float:
    """Return kB of script and style of our own, and of Leaflet."""
    files = [*server.glob("js/**/*.js"), *server.glob("css/*.css")]
    return sum(path.stat().st_size for path in files) / 1e3


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tiles-from", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--search", nargs="+", default=["pap", "papilio mach", "papillio"])
    asked = parser.parse_args()
    server = asked.folder / "server"
    viewer.publish(server)
    if asked.tiles_from:
        Handler.pool = tuple(sorted((asked.tiles_from / "server/data/tiles").rglob("*.webp")))
    handler = functools.partial(Handler, directory=str(server))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as web:
        threading.Thread(target=web.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{web.server_address[1]}/index.html"
        driver = browser()
        try:
            report(driver, address, server, asked)
        finally:
            driver.quit()
            web.shutdown()


def report(driver: webdriver.Chrome, address: str, server: Path, asked: argparse.Namespace) -> None:
    """Measure in one browser and print."""
    seconds, sent = first_picture(driver, address)
    driver.get(address)
    wait(driver, "return document.body.classList.contains('ready')")
    time.sleep(2)
    typed = searched(driver, tuple(asked.search))
    driver.execute_script("document.getElementById('search').value = ''")
    opened = card(driver)
    driver.execute_script("document.querySelector('#card .close')?.click()")
    frames = move(driver, asked.seconds / 2)
    early = heap(driver)
    frames = np.concatenate([frames, move(driver, asked.seconds / 2)])
    late = heap(driver)
    driver.get(address)
    wait(driver, "return document.body.classList.contains('ready')")
    ticked, loaded = filtered(driver)
    rows = [
        ("first picture, 4G, processor 4 x slower", f"{seconds:.1f} s", "2 s"),
        ("sent until then", f"{sent:.2f} MB", "1 MB"),
        ("our script and style", f"{script_bytes(server):.0f} kB", "300 kB"),
        (f"frames in {asked.seconds:.0f} s: median", f"{np.median(frames):.0f} ms", "20 ms"),
        ("frames: 99th percentile, longest",
         f"{np.percentile(frames, 99):.0f}, {frames.max():.0f} ms", "100 ms"),
        ("heap half-way, at the end", f"{early:.0f}, {late:.0f} MB", "+-10 %"),
        ("search after a key press", f"{typed:.0f} ms", "150 ms"),
        ("card after a click", f"{opened:.0f} ms", "300 ms"),
        ("filter, counts, colour after a tick", f"{ticked:.0f} ms", "500 ms"),
        ("sent for filter and colours", f"{loaded:.1f} MB", "6 MB"),
    ]  # fmt: skip
    print("| what | measured | goal |\n|-|-|-|")
    for row in rows:
        print(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    main()
