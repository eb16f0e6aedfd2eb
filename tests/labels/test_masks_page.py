"""The mask page in a real browser: brush, click, undo, by keyboard and by hand."""

import csv
import json
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.labels.curator import Curator, until

INSIDE = (200, 190)  # in the specimen of moth1
AWAY = """
    window.away = true;
    const asked = fetch;
    window.fetch = (url, how) =>
      away && how?.method ? Promise.reject(new TypeError()) : asked(url, how);
"""  # nothing that is saved arrives, until `away` is false
SAVED_BY_ADA = """
    const [image, done] = arguments;
    const mask = document.createElement("canvas").toDataURL().replace(/^.*,/, "");
    const body = JSON.stringify({ save: crypto.randomUUID(), user: "Ada", image, mask });
    const headers = { "Content-Type": "application/json" };
    fetch("/api/masks", { method: "POST", headers, body }).then(() => done());
"""


def mask(collection: Path, image: str) -> np.ndarray | None:
    """Return the valid mask of an image, white where the specimen is."""
    path = collection / f"data/masks/{image}.png"
    try:
        return np.asarray(Image.open(path).convert("L")) > 127
    except FileNotFoundError:  # there is none, or it was withdrawn this moment
        return None


def answered(page) -> None:
    """Wait until a page has asked nothing for a third of a second."""
    asked = "return performance.getEntriesByType('resource').length"
    before = -1
    while before != (before := page.execute_script(asked)):
        time.sleep(0.34)


def listed(collection: Path) -> dict[str, str]:
    path = collection / "data/masks.csv"
    if not path.exists():
        return {}
    with path.open(newline="") as file:
        return {row["image"]: row["mask"] for row in csv.DictReader(file)}


def journalled(collection: Path) -> list[dict]:
    path = collection / "data/labels/masks.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.mark.browser
def test_the_outline_is_painted_clicked_saved_and_undone(page, server, collection):
    from selenium.webdriver import ActionChains
    from selenium.webdriver.common.keys import Keys

    page.get(server[1] + "masks.html?image=moth1")
    curator = Curator(page)
    curator.works_on("moth1")
    curator.press(Keys.ENTER)
    assert "Nothing was changed" in curator.text("#said")
    curator.press(Keys.ENTER)
    until(lambda: mask(collection, "moth1") is not None)
    first = mask(collection, "moth1")
    assert first is not None
    assert first.shape == (300, 400)
    truth = np.asarray(Image.open(collection / "data/raw/moth1.jpg").convert("L")) < 180
    assert (first & truth).sum() / (first | truth).sum() > 0.97, "the network's outline"

    page.get(server[1] + "masks.html?image=moth1")
    curator.works_on("moth1")
    board = page.find_element("id", "desk")
    hand = ActionChains(page).move_to_element_with_offset(board, -board.size["width"] // 3, 0)
    hand.click_and_hold().move_by_offset(30, 40).release().perform()
    curator.press(Keys.ENTER)
    until(lambda: (mask(collection, "moth1") != first).sum() > 500)
    second = mask(collection, "moth1")
    assert second is not None
    assert second[:, :200].sum() > first[:, :200].sum() + 400, "what was painted is in it"

    curator.press("u")
    until(lambda: np.array_equal(mask(collection, "moth1"), first))
    kept = [path.stem for path in (collection / "data/labels/masks").glob("*.png")]
    assert len(kept) == 2, "what was undone is not lost"
    assert listed(collection)["moth1"] in kept


@pytest.mark.browser
def test_by_keyboard_alone_a_mask_is_begun_and_withdrawn(page, server, collection):
    from selenium.webdriver.common.keys import Keys

    page.get(server[1] + "masks.html?image=moth2")
    curator = Curator(page)
    curator.works_on("moth2")
    curator.press("x")
    assert "No specimen" in curator.text("#said")
    curator.press("b", "]", Keys.ARROW_LEFT, " ", Keys.ARROW_UP, " ", Keys.ENTER)
    until(lambda: mask(collection, "moth2") is not None)
    small = mask(collection, "moth2")
    assert small is not None
    assert 300 < small.sum() < 4000, "two dabs of the brush"
    until(lambda: listed(collection).get("moth2"))
    curator.press("u")
    until(lambda: mask(collection, "moth2") is None)
    until(lambda: listed(collection) == {"moth2": ""})


@pytest.mark.browser
def test_after_a_reload_an_undo_opens_the_mask_that_holds_now(page, server, collection):
    from selenium.webdriver.common.keys import Keys

    page.get(server[1] + "masks.html?image=moth1")
    curator = Curator(page)
    curator.works_on("moth1")
    curator.press(Keys.ENTER, Keys.ENTER)
    until(lambda: mask(collection, "moth1") is not None)
    first = mask(collection, "moth1")
    page.get(server[1] + "masks.html?image=moth1")
    curator.works_on("moth1")
    curator.press("x", Keys.ENTER)
    until(lambda: not mask(collection, "moth1").any())

    page.get(server[1] + "masks.html?image=moth2")  # which has saved nothing yet
    curator.works_on("moth2")
    curator.press("u")
    curator.works_on("moth1")
    assert "Undone: a mask of moth1" in curator.text("#said")
    assert np.array_equal(mask(collection, "moth1"), first)
    curator.press(Keys.ENTER)
    assert "Nothing was changed" in curator.text("#said")
    curator.press(Keys.ENTER)
    until(lambda: len(journalled(collection)) == 4)
    assert np.array_equal(mask(collection, "moth1"), first), "what was seen is what was saved"


@pytest.mark.browser
def test_only_a_mask_of_somebody_else_is_one_that_came_meanwhile(page, server, collection):
    from selenium.webdriver.common.keys import Keys

    page.get(server[1] + "masks.html?image=moth1")
    curator = Curator(page)
    curator.works_on("moth1")
    page.execute_script(AWAY)
    curator.press("x", Keys.ENTER)
    until(lambda: curator.text("#image") not in ("", "moth1"))
    curator.press(Keys.BACKSPACE)
    curator.works_on("moth1")
    curator.press(Keys.ENTER, Keys.ENTER)
    until(lambda: curator.text("#image") not in ("", "moth1"))
    other = curator.text("#image")
    curator.works_on(other)
    assert journalled(collection) == []
    page.execute_script("away = false")
    until(lambda: len(journalled(collection)) == 2)
    until(lambda: curator.text("#count") == "1 of 4")
    until(lambda: not page.find_element("id", "away").is_displayed())
    assert "Meanwhile" not in curator.text("#said"), "both are of the same person"
    assert not mask(collection, "moth1").any(), "the one gone back to was shown as it was saved"

    answered(page)  # else the card may be fetched anew after Ada's save, and tell of it
    page.execute_async_script(SAVED_BY_ADA, other)
    curator.press(Keys.ENTER, Keys.ENTER)
    until(lambda: f"Meanwhile Ada had set a mask for {other}" in curator.text("#said"))


def test_a_click_changes_what_is_near_and_answers_at_once(server, collection):
    import base64
    import urllib.request

    black = collection / "black.png"
    Image.new("L", (400, 300)).save(black)
    click = {"x": INSIDE[0] / 400 * 1000, "y": INSIDE[1] / 300 * 1000, "inside": True}
    body = {"image": "moth1", "clicks": [click]}
    body["mask"] = base64.b64encode(black.read_bytes()).decode()
    origin = server[1].rstrip("/")
    request = urllib.request.Request(
        f"{origin}/api/masks/segment",
        json.dumps(body).encode(),
        {"Content-Type": "application/json", "Origin": origin},
    )
    took = []
    for _ in range(4):
        began = time.monotonic()
        with urllib.request.urlopen(request) as answer:
            found = json.load(answer)["mask"]
        took.append(time.monotonic() - began)
    path = collection / "found.png"
    path.write_bytes(base64.b64decode(found))
    inside = np.asarray(Image.open(path).convert("L")) > 127
    truth = np.asarray(Image.open(collection / "data/raw/moth1.jpg").convert("L")) < 180
    assert inside[INSIDE[1], INSIDE[0]]
    assert (inside & truth).sum() / (inside | truth).sum() > 0.8
    print(f"a click: {min(took) * 1000:.0f} ms")
