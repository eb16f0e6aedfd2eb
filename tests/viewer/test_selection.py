"""Collecting in a real browser: by key, by lasso, by address; compared and taken along."""

import csv
import io
import time
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from tests.viewer.visitor import AXE, DESKTOP, NEEDS_A_BROWSER, By, Keys, Visitor

pytestmark = NEEDS_A_BROWSER
THREE = "?selected=urn:cabinet:003|urn:cabinet:001|urn:cabinet:010"


def button(visitor: Visitor, text: str):
    """Return a button of the tray."""
    found = visitor.driver.find_elements(By.CSS_SELECTOR, "#tray button")
    return next(one for one in found if one.text == text)


def taken(visitor: Visitor, folder: Path, text: str, name: str) -> bytes:
    """Press a button of the tray and return the file that it gives."""
    settings = {"behavior": "allow", "downloadPath": str(folder)}
    visitor.driver.execute_cdp_cmd("Browser.setDownloadBehavior", settings)
    button(visitor, text).click()
    visitor.wait(lambda: (folder / name).exists() and (folder / name).stat().st_size > 0)
    time.sleep(0.3)
    return (folder / name).read_bytes()


def test_an_address_brings_the_collected_back_in_their_order(visitor: Visitor) -> None:
    visitor.open(THREE)
    visitor.wait(lambda: len(visitor.driver.find_elements(By.CSS_SELECTOR, "#tray li")) == 3)
    assert visitor.text("#tray strong") == "3 collected"
    names = [
        link.get_attribute("aria-label")
        for link in visitor.driver.find_elements(By.CSS_SELECTOR, "#tray li a")
    ]
    assert names[:2] == ["Genusd alba", "Genusb alba"]
    visitor.one("#tray li .tool").click()
    visitor.wait(lambda: visitor.text("#tray strong") == "2 collected")
    visitor.wait(lambda: "003" not in visitor.driver.current_url)


def test_what_is_no_longer_on_the_map_is_told(visitor: Visitor) -> None:
    visitor.open("?selected=urn:cabinet:001|urn:cabinet:999")
    visitor.wait(lambda: visitor.text("#tray strong") == "1 collected")
    assert "1 collected specimens are not on this map" in visitor.text("#notice")


def test_a_lasso_collects_what_it_is_drawn_round(visitor: Visitor) -> None:
    visitor.open("?family=Inkidae")
    visitor.one("#lasso-toggle").click()
    visitor.wait(lambda: visitor.driver.find_elements(By.ID, "lasso"))
    width, height = DESKTOP
    corners = [(370, 5), (width - 5, 5), (width - 5, height - 5), (370, height - 5), (370, 5)]
    for at, (x, y) in enumerate(corners):
        kind = ("mousePressed", *["mouseMoved"] * 3, "mouseReleased")[at]
        event = {"type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1}
        visitor.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)
    visitor.wait(lambda: visitor.text("#tray strong") == "45 collected")
    assert visitor.one("#lasso-toggle").get_attribute("aria-pressed") == "false"
    visitor.wait(lambda: "selected=" in visitor.driver.current_url)
    button(visitor, "Clear").click()
    visitor.wait(lambda: not visitor.one("#tray").is_displayed())


def test_the_keyboard_collects_and_puts_back(visitor: Visitor) -> None:
    visitor.open("?specimen=urn:cabinet:001")
    visitor.wait(lambda: visitor.text("#card h2"))
    collect = next(
        one
        for one in visitor.driver.find_elements(By.CSS_SELECTOR, "#card button")
        if one.text == "Collect"
    )
    collect.send_keys(Keys.ENTER)
    visitor.wait(lambda: visitor.text("#tray strong") == "1 collected")
    assert collect.text == "Put back"
    visitor.js("document.getElementById('map').focus()")
    visitor.press("c")
    visitor.wait(lambda: not visitor.one("#tray").is_displayed())


def test_table_archive_and_plate_hold_what_was_collected(visitor: Visitor, tmp_path: Path) -> None:
    visitor.open(THREE)
    visitor.wait(lambda: visitor.text("#tray strong") == "3 collected")
    text = taken(visitor, tmp_path, "Table (CSV)", "specimens.csv").decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text)))
    assert [row["catalogNumber"] for row in table] == ["CAB-0003", "CAB-0001", "CAB-0010"]
    assert table[1]["eventDate"] == "1921-05-17"
    assert table[1]["rightsHolder"].startswith("The Trustees")
    whole = zipfile.ZipFile(io.BytesIO(taken(visitor, tmp_path, "Pictures (ZIP)", "specimens.zip")))
    assert whole.testzip() is None
    pictures = [name for name in whole.namelist() if name.startswith("pictures/")]
    assert len(pictures) == 3
    with Image.open(io.BytesIO(whole.read("pictures/specimen-001.png"))) as picture:
        middle = picture.convert("RGBA").getpixel(
            (picture.width * 36 // 100, picture.height * 45 // 100)
        )
        assert abs(middle[2] - 140) < 40
    assert "The Trustees" in whole.read("credits.csv").decode("utf-8-sig")
    plate = taken(visitor, tmp_path, "Plate (PNG)", "plate.png")
    with Image.open(io.BytesIO(plate)) as sheet:
        assert sheet.width > 700


def test_specimens_are_compared_side_by_side_in_any_order(visitor: Visitor) -> None:
    visitor.open(THREE)
    visitor.wait(lambda: visitor.text("#tray strong") == "3 collected")
    button(visitor, "Compare").click()
    visitor.wait(lambda: visitor.driver.find_elements(By.CSS_SELECTOR, "#compare li"))

    def order() -> list[str]:
        found = visitor.driver.find_elements(By.CSS_SELECTOR, "#compare h3 i")
        return [one.text for one in found]

    before = order()
    visitor.one("#compare button[aria-label^='Move right']").click()
    assert order() == [before[1], before[0], before[2]]
    if AXE.exists():
        assert visitor.barriers() == []
    visitor.press(Keys.ESCAPE)
    visitor.wait(lambda: not visitor.driver.find_elements(By.ID, "compare"))


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: run `npm ci`")
@pytest.mark.parametrize("width", [320, 1440])
def test_axe_finds_no_barrier_in_the_tray(visitor: Visitor, width: int) -> None:
    visitor.open(THREE, (width, 800))
    visitor.wait(lambda: visitor.text("#tray strong") == "3 collected")
    assert visitor.barriers() == []
