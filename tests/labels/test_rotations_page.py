"""The labels page in a real browser, by keyboard, as a curator uses it."""

import csv
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM, DRIVER = Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")
NAME = "<img src=x onerror=document.title='pwned'> io"


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """Four tilted cutouts, the network's proposals, and a name that is markup."""
    folder = tmp_path / "data" / "images_alpha"
    folder.mkdir(parents=True)
    for number in range(4):
        cutout = Image.new("RGBA", (240, 240))
        ImageDraw.Draw(cutout).polygon([(60, 200), (120, 30), (180, 200)], fill=(150, 80, 40, 255))
        cutout.rotate(-20 - number).save(folder / f"moth{number}.png")
    proposed = "".join(f"moth{number},{-20 - number},0.{number + 1}\n" for number in range(4))
    (tmp_path / "data/rotations_calculated.csv").write_text(
        "image,rotation,confidence\n" + proposed
    )
    (tmp_path / "data/metadata.csv").write_text(f"image,scientificName\nmoth0,{NAME}\n")
    return tmp_path


def begin(collection: Path, port: int = 0) -> tuple[subprocess.Popen[str], str]:
    command = [sys.executable, "labels_server.py", "--collection", str(collection)]
    process = subprocess.Popen(
        [*command, "--port", str(port), "--no-browser"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, process.stdout.readline().split()[0]


@pytest.fixture
def server(collection: Path) -> Iterator[list]:
    """A process and its address; a test may put another process in its place."""
    running = list(begin(collection))
    yield running
    running[0].kill()
    running[0].wait(10)


@pytest.fixture
def page() -> Iterator[object]:
    webdriver = pytest.importorskip("selenium.webdriver")
    if not (CHROMIUM.exists() and DRIVER.exists()):
        pytest.skip("there is no Chromium with its driver in /usr/bin")
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,900"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(str(DRIVER)))
    yield driver
    driver.quit()


def until(true: Callable[[], object], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


class Curator:
    """Looks at the page and presses keys."""

    def __init__(self, page) -> None:
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
            "return document.querySelector(arguments[0]).textContent", selector
        )

    @property
    def angle(self) -> float:
        script = "return document.querySelector('#dial').ariaValueNow"
        return float(self.page.execute_script(script))

    def sees(self, image: str) -> None:
        until(lambda: self.text("#image") == image)
        loaded = "const i = document.querySelector('#cutout'); return i.complete && i.naturalWidth"
        until(lambda: self.page.execute_script(loaded))
        time.sleep(0.1)  # the page has to learn of it too


def rotations(collection: Path) -> dict[str, float]:
    path = collection / "data/rotations.csv"
    if not path.exists():
        return {}
    with path.open(newline="") as file:
        return {row["image"]: float(row["rotation"]) for row in csv.DictReader(file)}


def journalled(collection: Path) -> list[dict]:
    text = (collection / "data/labels/rotations.jsonl").read_text()
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.browser
def test_turning_saving_and_undoing_by_keyboard(page, server, collection):
    from selenium.webdriver.common.keys import Keys

    page.get(server[1])
    curator = Curator(page)
    curator.sees("moth0")  # the least certain
    assert curator.text("#name").strip() == NAME
    assert page.title == "Turn upright · Cabinet", "a name is text, never markup"
    begun = curator.angle
    assert abs(begun) <= 30
    curator.press(Keys.ENTER)
    assert "not been turned" in curator.text("#said")

    curator.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_LEFT)
    curator.press(Keys.ARROW_RIGHT, held=Keys.SHIFT)
    curator.press(Keys.PAGE_DOWN, "f", Keys.PAGE_UP, "f")
    assert curator.angle == pytest.approx(begun + 5.5, abs=0.011)
    curator.press("p")
    assert curator.angle == -20
    curator.press(Keys.ENTER)
    curator.sees("moth1")
    until(lambda: rotations(collection) == {"moth0": -20.0})
    assert curator.text("#count") == "1 of 4"

    curator.press("s")
    curator.sees("moth2")
    curator.press(Keys.BACKSPACE)
    curator.sees("moth1")

    page.refresh()  # the undo is not this page's own any more
    curator.sees("moth1")
    curator.press("z", held=Keys.CONTROL)
    curator.sees("moth0")
    assert curator.angle == -20, "the withdrawn angle is there to be put right"
    until(lambda: rotations(collection) == {})
    curator.press(Keys.ARROW_LEFT, Keys.ENTER)
    until(lambda: rotations(collection) == {"moth0": -20.5})
    curator.press("u")
    until(lambda: rotations(collection) == {})
    curator.sees("moth0")
    assert [line["value"] for line in journalled(collection)] == [-20.0, None, -20.5, None]
    assert not [entry for entry in page.get_log("browser") if entry["level"] == "SEVERE"]


@pytest.mark.browser
def test_saves_wait_in_the_browser_while_the_server_is_away(page, server, collection):
    from selenium.webdriver.common.keys import Keys

    page.get(server[1] + "?moth2")  # as the viewer links here
    curator = Curator(page)
    curator.sees("moth2")
    server[0].kill()
    server[0].wait(10)
    curator.press("p", Keys.ENTER)
    curator.sees("moth3")
    curator.press("p", Keys.ENTER)
    until(lambda: "2 saves wait" in curator.text("#away"))
    assert journalled(collection) == []

    server[:] = begin(collection, int(server[1].rstrip("/").rpartition(":")[2]))
    until(lambda: rotations(collection) == {"moth2": -22.0, "moth3": -23.0})
    assert [line["image"] for line in journalled(collection)] == ["moth2", "moth3"]
    until(lambda: not page.find_element("id", "away").is_displayed())
    assert page.execute_script("return Object.keys(localStorage).join()").count("waiting") == 0


@pytest.mark.browser
def test_turning_by_pointer_follows_the_hand(page, server):
    from selenium.webdriver import ActionChains

    page.get(server[1])
    curator = Curator(page)
    curator.sees("moth0")
    dial = page.find_element("id", "dial")
    begun = curator.angle
    hand = ActionChains(page).move_to_element_with_offset(dial, 0, -150).click_and_hold()
    hand.move_to_element_with_offset(dial, 150, 0).release().perform()
    turned = (curator.angle - begun + 180) % 360 - 180
    assert turned == pytest.approx(90, abs=1)


def test_help_answers_at_once_and_a_missing_collection_is_a_sentence(tmp_path, run_script):
    began = time.monotonic()
    answer = run_script("labels_server.py", "--help")
    assert answer.returncode == 0
    assert "rotations.csv" in answer.stdout
    assert time.monotonic() - began < 2
    answer = run_script("labels_server.py", "--collection", tmp_path, "--no-browser")
    assert answer.returncode == 1
    assert "there are no cutouts in" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_for_everybody(page, server, width, scheme):
    axe = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not axe.exists():
        pytest.skip("axe-core is not installed (npm install)")
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    size = {"width": width, "height": 700, "deviceScaleFactor": 1, "mobile": False}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    page.get(server[1])
    Curator(page).sees("moth0")
    page.execute_script("for (const d of document.querySelectorAll('details')) d.open = true")
    page.execute_script(axe.read_text())
    found = page.execute_async_script("axe.run().then(arguments[0])")["violations"]
    assert not found, [(one["id"], [n["html"] for n in one["nodes"]]) for one in found]
    assert page.execute_script("return document.documentElement.scrollWidth") <= width
