"""A person with a browser, as the tests need one."""

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

webdriver = pytest.importorskip("selenium.webdriver", reason="Selenium is not installed")
from selenium.common.exceptions import StaleElementReferenceException  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402

__all__ = ["AXE", "DESKTOP", "NEEDS_A_BROWSER", "PHONE", "By", "Keys", "Visitor", "webdriver"]
ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
NEEDS_A_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not (shutil.which("chromium") and shutil.which("chromedriver")),
        reason="Chromium and its driver are not installed",
    ),
    pytest.mark.skipif(
        not (ROOT / "server/vendor/leaflet/leaflet.js").exists(),
        reason="Leaflet is not in server/vendor: run `make demo` once",
    ),
]
PHONE = (320, 640)
DESKTOP = (1280, 800)


class Visitor:
    """A person with a browser."""

    def __init__(self, driver: webdriver.Chrome, address: str):
        self.driver = driver
        self.address = address
        self.screen = {"deviceScaleFactor": 1, "mobile": False}

    def resize(self, size: tuple[int, int]) -> None:
        """Take another screen."""
        metrics = {"width": size[0], "height": size[1]} | self.screen
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def prefer(self, name: str, value: str) -> None:
        """Set a preference of the system, such as reduced motion."""
        features = [{"name": name, "value": value}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def open(self, state: str = "", size: tuple[int, int] = DESKTOP) -> None:
        """Open the map at a state, anew."""
        self.resize(size)
        self.driver.get("about:blank")
        self.driver.get(self.address + state)
        self.wait(lambda: self.js("return document.body.classList.contains('ready')"))

    def js(self, script: str, *arguments: object) -> object:
        """Run a script in the page."""
        return self.driver.execute_script(script, *arguments)

    def wait(self, claim: Callable[[], object], seconds: float = 40.0) -> None:
        """Wait until a claim holds."""
        end = time.monotonic() + seconds
        while not claim():
            assert time.monotonic() < end, "waited in vain"
            time.sleep(0.05)

    def one(self, selector: str):
        """Return an element of the page."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def text(self, selector: str) -> str:
        """Return the text of an element, or of none; none is there while the page replaces it."""
        found = self.driver.find_elements(By.CSS_SELECTOR, selector)
        try:
            return found[0].text if found else ""
        except StaleElementReferenceException:
            return ""

    def press(self, *keys: str) -> None:
        """Press keys, wherever the keyboard is."""
        for key in keys:
            self.driver.switch_to.active_element.send_keys(key)

    def click(self, x: float, y: float) -> None:
        """Click at a place of the screen."""
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            event = {"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}
            self.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)

    def tap(self, x: float, y: float) -> None:
        """Touch a place of the screen for a moment."""
        for kind, points in (("touchStart", [{"x": x, "y": y}]), ("touchEnd", [])):
            event = {"type": kind, "touchPoints": points}
            self.driver.execute_cdp_cmd("Input.dispatchTouchEvent", event)

    def requests(self) -> list[str]:
        """Return the addresses asked for since the last time."""
        messages = [
            json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")
        ]
        sent = [m["params"] for m in messages if m["method"] == "Network.requestWillBeSent"]
        return [parameters["request"]["url"] for parameters in sent]

    def complaints(self) -> list[str]:
        """Return what the browser complained about since the last time."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def barriers(self) -> list[str]:
        """Return what axe finds on the page that is there."""
        self.js(AXE.read_text(encoding="utf-8"))
        found = self.driver.execute_async_script(
            "const done = arguments[0]; axe.run().then((result) => done(result.violations))"
        )
        return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]
