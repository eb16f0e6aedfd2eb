"""What the viewer costs a visitor: the table of goals, measured in headless Chromium.

    python benchmarks/viewer.py COLLECTION [--seconds 60]     a folder with server/data/map.json

Serves COLLECTION/server by `python -m http.server` (HTTP/1.0, nothing compressed, a connection for
each file) and prints a Markdown table. The first picture is taken over an emulated 4G line
(1.6 Mb/s down, 150 ms) by a processor slowed four times; all else without emulation.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver

LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}

WATCH = """
const seen = new Set(); window.first = [];
new PerformanceObserver((list) => { for (const e of list.getEntries()) if (e.identifier === "first" && !seen.has(e.url))
  seen.add(e.url), window.first.push(e.renderTime || e.loadTime); }).observe({type: "element", buffered: true});
"""

ASKED = """
const until = arguments[0];
const all = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
return all.filter((e) => e.responseEnd <= until).map((e) => [e.name, e.transferSize, e.decodedBodySize]);
"""

WANDER = """
const [seconds, done] = arguments;
const map = document.getElementById("map"), frames = [];
let seed = 7; const lot = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
const begun = performance.now(); let last = begun, x = 0, y = 0, way = 1, isDown = false, turn = 0;
const mouse = (type, on) => on.dispatchEvent(new MouseEvent(type,
  {bubbles: true, cancelable: true, clientX: x, clientY: y, button: 0, buttons: isDown ? 1 : 0}));
const frame = (now) => {
  frames.push(now - last); last = now;
  if (now - begun > seconds * 1000) { if (isDown) { isDown = false; mouse("mouseup", document); } return done(frames.slice(2)); }
  const part = turn++ % 150;
  if (part === 0) { x = innerWidth * (0.35 + 0.5 * lot()); y = innerHeight * (0.2 + 0.6 * lot()); way = lot() < 0.56 ? -1 : 1; }
  if (part < 60) map.dispatchEvent(new WheelEvent("wheel", {bubbles: true, cancelable: true, deltaY: way * 14, clientX: x, clientY: y}));
  if (part === 80) { isDown = true; mouse("mousedown", map); }
  if (part > 80 && part < 145) { x += 7 * way; y += 4 * Math.sin(turn / 40); mouse("mousemove", document); }
  if (part === 145) { isDown = false; mouse("mouseup", document); }
  requestAnimationFrame(frame);
};
requestAnimationFrame(frame);
"""

SEARCH = """
const [text, done] = arguments, box = document.getElementById("search"), results = document.getElementById("results");
const begun = performance.now();
new MutationObserver((_, watch) => { if (results.hidden) return; watch.disconnect();
  requestAnimationFrame(() => done(performance.now() - begun)); }).observe(results, {childList: true, attributes: true});
box.focus(); box.value = text; box.dispatchEvent(new InputEvent("input", {bubbles: true}));
setTimeout(() => done(-1), 8000);
"""

CARD = """
const done = arguments[0], map = document.getElementById("map"), card = document.getElementById("card");
const tries = []; for (let y = 0.3; y < 0.8; y += 0.06) for (let x = 0.4; x < 0.9; x += 0.04) tries.push([x * innerWidth, y * innerHeight]);
const attempt = () => {
  const place = tries.shift(); if (!place) return done(-1);
  const begun = performance.now();
  for (const type of ["mousemove", "mousedown", "mouseup", "click"]) map.dispatchEvent(new MouseEvent(type,
    {bubbles: true, cancelable: true, clientX: place[0], clientY: place[1]}));
  const look = () => {
    if (!card.hidden && card.textContent) return requestAnimationFrame(() => done(performance.now() - begun));
    if (performance.now() - begun > 700) return attempt();
    requestAnimationFrame(look);
  }; requestAnimationFrame(look);
}; attempt();
"""

TURN = """
const [address, done] = arguments, begun = performance.now();
history.pushState(null, "", location.pathname + address); dispatchEvent(new PopStateEvent("popstate"));
let last = performance.now(); const seen = () => performance.getEntriesByType("resource").length; let count = seen();
const watch = () => { const now = performance.now(), more = seen();
  if (now - before > 40 || more !== count) last = now; count = more; before = now;
  if (now - last > quiet) return done(last - begun); requestAnimationFrame(watch); };
let before = performance.now(); const quiet = 1500; requestAnimationFrame(watch);
"""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder as its README tells curators to, and yield the address."""
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        try:
            assert server.stdout
            yield server.stdout.readline().split("(")[1].split(")")[0] + "index.html"
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
    driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
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
    at = driver.execute_script("return Math.max(...window.first)")
    before = driver.execute_script(ASKED, at)
    ready = driver.execute_script("return performance.now()")
    everything = driver.execute_script(ASKED, ready)
    ours = sum(size for name, _, size in everything if name.endswith((".js", ".css")))
    free = {**LINE, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    driver.execute_cdp_cmd("Network.emulateNetworkConditions", free)
    driver.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": 1})
    hosts = {name.split("/")[2] for name, *_ in everything if name.startswith("http")}
    return [
        ("first picture of the map, 4G and 4x slower", f"{at / 1000:.2f} s", "2 s"),
        ("transferred for it", f"{sum(size for _, size, _ in before) / 1000:.0f} kB", "1 MB"),
        ("everything works, 4G and 4x slower", f"{ready / 1000:.1f} s", ""),
        ("script and style", f"{ours / 1000:.0f} kB", "300 kB"),
        ("requests to other hosts", str(len(hosts - {address.split("/")[2]})), "0"),
    ]


def heap(driver: webdriver.Chrome) -> float:
    """Return what scripts hold after a collection of garbage, MB."""
    driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    return driver.execute_cdp_cmd("Runtime.getHeapUsage", {})["usedSize"] / 1e6


def wandering(driver: webdriver.Chrome, seconds: float) -> list[tuple[str, str, str]]:
    """Pan and zoom by wheel and mouse, along one same way each time."""
    warm = driver.execute_async_script(WANDER, min(20, seconds))
    before = heap(driver)
    frames = driver.execute_async_script(WANDER, seconds) or warm
    after = heap(driver)
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
            "heap before and after",
            f"{before:.1f} MB, {after:.1f} MB ({after / before - 1:+.0%})",
            "±10 %",
        ),
    ]


def answers(driver: webdriver.Chrome, address: str) -> list[tuple[str, str, str]]:
    """Search, filter and colour, and open a card."""
    driver.get("about:blank")
    driver.get(address)
    until(driver, "document.body.classList.contains('ready')")
    driver.execute_async_script(SEARCH, "p")
    keys = [
        driver.execute_async_script(SEARCH, text)
        for text in ("pa", "pap", "papi", "mor", "ca", "gr")
    ]
    driver.execute_script(
        "document.activeElement.blur(); document.getElementById('search').value = ''"
    )
    card = driver.execute_async_script(CARD)
    driver.get("about:blank")
    driver.get(address)
    until(driver, "document.body.classList.contains('ready')")
    time.sleep(1)
    start = driver.execute_script("return performance.getEntriesByType('resource').length")
    state = "?sex=female&colour=family"
    driver.execute_async_script(TURN, state)
    sizes = driver.execute_script(
        f"return performance.getEntriesByType('resource').slice({start}).map((e) => e.transferSize)"
    )
    driver.execute_async_script(TURN, "")
    again = driver.execute_async_script(TURN, state)
    return [
        ("search after a key press, longest of six", f"{max(keys):.0f} ms", "150 ms"),
        ("filter, counts and colour, data there", f"{again:.0f} ms", "500 ms"),
        ("transferred for that", f"{sum(sizes) / 1e6:.2f} MB", "6 MB"),
        ("record card after a click", f"{card:.0f} ms", "300 ms"),
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
    options = parser.parse_args()
    server = options.collection / "server"
    rows = files(server)
    with served(server) as address, browser() as driver:
        rows += first_picture(driver, address)
        rows += wandering(driver, options.seconds)
        rows += answers(driver, address)
    print("| what | measured | goal |\n|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
