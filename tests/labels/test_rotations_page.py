"""The rotation page in a real browser, by keyboard, as a curator uses it."""

import csv
import json
from pathlib import Path

import pytest

from tests.labels.curator import NAME, Curator, begin, until

REFUSING = """
    window.sent = [];
    window.answer = () => { throw new TypeError() };
    const asked = fetch;
    window.fetch = async (url, how) => {
      if (!how?.method) return asked(url, how);
      const said = (await answer?.()) ?? (await asked(url, how));
      sent.push(said.ok ? "kept" : "refused");
      return said;
    };
"""  # what the page saves has the answer that a test gives; the server's own, if none


def rotations(collection: Path) -> dict[str, float]:
    path = collection / "data/rotations.csv"
    if not path.exists():
        return {}
    with path.open(newline="") as file:
        return {row["image"]: float(row["rotation"]) for row in csv.DictReader(file)}


def journalled(collection: Path) -> list[dict]:
    path = collection / "data/labels/rotations.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.mark.browser
def test_turning_saving_and_undoing_by_keyboard(page, server, collection):
    from selenium.webdriver.common.keys import Keys

    page.get(server[1] + "rotations.html")
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
    until(lambda: curator.text("#count") == "1 of 4")

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

    page.get(server[1] + "rotations.html?moth2")  # as the viewer links here
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
def test_a_save_that_is_refused_is_told_once_though_the_storage_is_full(page, server, collection):
    from selenium.webdriver.common.keys import Keys

    page.get(server[1] + "rotations.html?moth2")
    curator = Curator(page)
    curator.sees("moth2")
    page.execute_script(REFUSING)
    curator.press("p", Keys.ENTER)
    curator.sees("moth3")
    until(lambda: "1 save waits" in curator.text("#away"))
    page.execute_script("Storage.prototype.setItem = () => { throw new DOMException('full') }")
    page.execute_script("answer = () => Response.json({ refused: 'No.' }, { status: 409 })")
    until(lambda: curator.text("#said") == "Not taken: moth2. No.")
    until(lambda: not page.find_element("id", "away").is_displayed())
    assert page.execute_script("return Object.keys(localStorage).join()").count("waiting") == 0

    curator.press("p", Keys.ENTER)  # this one waits in memory
    until(lambda: curator.text("#said") == "Not taken: moth3. No.")
    page.execute_script("answer = null")
    curator.sees("moth0")
    curator.press("p", Keys.ENTER)
    until(lambda: rotations(collection) == {"moth0": -20.0})
    sent = page.execute_script("return sent.slice(sent.indexOf('refused'))")
    assert sent == ["refused", "refused", "kept"], "each was answered once"


@pytest.mark.browser
def test_turning_by_pointer_follows_the_hand(page, server):
    from selenium.webdriver import ActionChains

    page.get(server[1] + "rotations.html")
    curator = Curator(page)
    curator.sees("moth0")
    dial = page.find_element("id", "desk")
    begun = curator.angle
    hand = ActionChains(page).move_to_element_with_offset(dial, 0, -150).click_and_hold()
    hand.move_to_element_with_offset(dial, 150, 0).release().perform()
    turned = (curator.angle - begun + 180) % 360 - 180
    assert turned == pytest.approx(90, abs=1)
