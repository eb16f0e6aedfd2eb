"""The box page in a real browser."""

import csv
from pathlib import Path

import pytest

from tests.labels.curator import Curator, until


def boxes(collection: Path) -> dict[str, dict[str, str]]:
    path = collection / "data/boxes.csv"
    if not path.exists():
        return {}
    with path.open(newline="") as file:
        return {row.pop("image"): row for row in csv.DictReader(file)}


@pytest.mark.browser
def test_a_box_is_drawn_moved_named_excluded_and_undone(page, server, collection):
    from selenium.webdriver import ActionChains
    from selenium.webdriver.common.keys import Keys

    page.get(server[1] + "boxes.html?image=moth1")
    curator = Curator(page)
    curator.works_on("moth1")
    board = page.find_element("id", "desk")
    wide, high = board.size["width"], board.size["height"]
    hand = ActionChains(page).move_to_element_with_offset(board, -wide // 4, -high // 4)
    hand.click_and_hold().move_by_offset(wide // 2, high // 2).release().perform()
    curator.press(Keys.ARROW_RIGHT)
    kind = page.find_element("id", "kind")
    kind.clear()
    kind.send_keys("moth <b>", Keys.ENTER)
    curator.press(Keys.ENTER)
    until(lambda: "moth1" in boxes(collection))
    drawn = boxes(collection)["moth1"]
    assert drawn["class"] == "moth <b>"
    assert drawn["exclude"] == "0"
    sides = {side: int(drawn[side]) for side in "xywh"}
    wanted = {"x": 110, "y": 75, "w": 200, "h": 150}
    assert all(abs(sides[side] - wanted[side]) <= 4 for side in wanted), sides

    until(lambda: curator.text("#image") not in ("", "moth1"))
    other = curator.text("#image")
    curator.works_on(other)
    curator.press("x", "1", Keys.ENTER)
    until(lambda: other in boxes(collection))
    assert boxes(collection)[other]["exclude"] == "1"
    assert boxes(collection)[other]["class"] == "moth <b>"
    curator.press("u", "u")
    until(lambda: not any(row["w"] or row["exclude"] for row in boxes(collection).values()))
    assert set(boxes(collection)) == {"moth1", other}, "the chain knows that it must look again"


@pytest.mark.browser
def test_the_digits_are_the_nine_classes_used_last_the_latest_first(page, server):
    from selenium.webdriver.common.keys import Keys

    page.get(server[1] + "boxes.html?image=moth1")
    curator = Curator(page)
    for kind in [*range(1, 12), 5]:
        curator.works_on("moth1")
        page.execute_script("document.getElementById('kind').value = arguments[0]", f"class {kind}")
        curator.press("a", Keys.ENTER)
        until(lambda: curator.text("#image") not in ("", "moth1"))
        curator.press("u")
    digits = page.execute_script(
        "return [...document.getElementById('digits').children].map((one) => one.textContent)"
    )
    latest = [5, 11, 10, 9, 8, 7, 6, 4, 3]
    assert digits == [f"{n} class {kind}" for n, kind in enumerate(latest, 1)]
    curator.works_on("moth1")
    curator.press("9")
    assert page.execute_script("return document.getElementById('kind').value") == "class 3"
