"""The three pages on a sheet of thumbnails in a real browser: quality, identification, review."""

import csv
from pathlib import Path

import pytest

from tests.labels.curator import NAME, Curator, until

LATE = """
    window.late = [];
    const asked = fetch;
    window.fetch = async (url, how) => {
      const answer = await asked(url, how);
      if (/text=(moth0|nowhere)/.test(url)) await new Promise((go) => late.push(go));
      return answer;
    };
"""  # the answers to two questions wait until a test lets them go
TOUCH = """
    const touch = (element, what) => element.dispatchEvent(new PointerEvent(what, {
      bubbles: true, pointerType: "touch", pointerId: 7, clientX: 100, clientY: 300,
    }));
    const cell = document.querySelector('[data-place="1"]');
    for (const what of arguments[0]) touch(cell, what);
    for (const what of arguments[1]) touch(cell.closest("#desk"), what);
"""


def labels(collection: Path, kind: str) -> dict[str, dict[str, str]]:
    path = collection / f"data/{kind}.csv"
    if not path.exists():
        return {}
    with path.open(newline="") as file:
        return {row.pop("image"): row for row in csv.DictReader(file)}


def shown(page) -> list[str]:
    """Return the images of the cells, in their order."""
    script = """return [...document.querySelectorAll('.cell')]
        .sort((a, b) => a.dataset.place - b.dataset.place)
        .map((cell) => cell.title.split('\\n')[0])"""
    return page.execute_script(script)


def chosen(page) -> list[int]:
    """Return the places of the cells that are chosen."""
    script = """return [...document.querySelectorAll('.cell[aria-selected=true]')]
        .map((cell) => Number(cell.dataset.place)).sort()"""
    return page.execute_script(script)


@pytest.mark.browser
def test_one_key_grades_one_or_many_and_undo_takes_all_back(page, server, collection):
    from selenium.webdriver.common.keys import Keys

    page.get(server[1] + "quality.html")
    curator = Curator(page)
    until(lambda: len(shown(page)) == 4)
    first, second, third, last = shown(page)
    curator.press("1")
    until(lambda: labels(collection, "quality") == {first: {"quality": "good"}})
    curator.press(Keys.ARROW_RIGHT, held=Keys.SHIFT)
    curator.press("3")
    graded = {first: "good", second: "bad", third: "bad"}
    until(lambda: {i: row["quality"] for i, row in labels(collection, "quality").items()} == graded)
    until(lambda: curator.text("#count") == "3 of 4")
    page.refresh()
    until(lambda: len(shown(page)) == 4)
    curator.press("u")
    until(lambda: set(labels(collection, "quality")) == {first})
    curator.press("a", held=Keys.CONTROL)
    curator.press("p")
    until(lambda: len(labels(collection, "quality")) == 4)
    assert labels(collection, "quality")[last] == {"quality": "partial"}


@pytest.mark.browser
def test_names_tags_and_exclusions_are_labels_that_can_be_undone(page, server, collection):
    from selenium.webdriver.common.keys import Keys

    page.get(server[1] + "identifications.html")
    curator = Curator(page)
    until(lambda: len(shown(page)) == 4)
    assert shown(page)[0] == "moth3", "the most suspicious name first"
    assert "Vanessa atalanta" in curator.text("#probable")
    curator.press("y")
    until(lambda: "moth3" in labels(collection, "identifications"))
    assert labels(collection, "identifications")["moth3"]["scientificName"] == "Vanessa atalanta"

    page.find_element("id", "text").send_keys("URTICAE")
    until(lambda: sorted(shown(page)) == ["moth1", "moth2", "moth3"])
    page.find_element("id", "desk").send_keys(Keys.HOME)
    curator.press(Keys.END, held=Keys.SHIFT)
    curator.press("a", held=Keys.CONTROL)
    page.find_element("id", "tag").send_keys("GENUS_Aglais", Keys.ENTER)
    until(lambda: len(labels(collection, "identifications")) == 3)
    row = labels(collection, "identifications")["moth3"]
    assert row["tags"] == "GENUS_Aglais"
    assert row["scientificName"] == "Vanessa atalanta", "what is not named stays"

    page.get(server[1] + "identifications.html?image=moth0")
    until(lambda: shown(page) == ["moth0"])
    assert NAME in page.find_element("css selector", ".cell .named").text
    curator.press("x")
    until(lambda: labels(collection, "identifications").get("moth0", {}).get("excluded") == "1")
    assert (collection / "data/images_rotated_128/moth0.jpg").exists(), "nothing is deleted"
    curator.press("u")
    until(lambda: labels(collection, "identifications")["moth0"]["excluded"] == "")
    assert page.title == "Identify · Cabinet"


@pytest.mark.browser
def test_what_is_suspicious_comes_with_its_reason_and_a_way_to_put_it_right(
    page, server, collection
):
    from selenium.webdriver.common.keys import Keys

    page.get(server[1] + "review.html")
    curator = Curator(page)
    until(lambda: len(shown(page)) == 4)
    kinds = page.execute_script(
        "return [...document.querySelectorAll('.cell b')].map((b) => b.textContent)"
    )
    assert any("name" in kind for kind in kinds)
    assert any("rotation" in kind for kind in kinds)
    first = shown(page)[0]
    curator.press("f")
    until(lambda: labels(collection, "review") == {first: {"verdict": "fine"}})
    curator.press(Keys.ENTER)
    until(lambda: ".html?image=" in page.current_url and "review" not in page.current_url)


@pytest.mark.browser
def test_a_late_answer_to_an_earlier_question_is_passed_over(page, server):
    page.get(server[1] + "quality.html")
    until(lambda: len(shown(page)) == 4)
    page.execute_script(LATE)
    field = page.find_element("id", "text")
    for number, text in enumerate(("moth0", "nowhere"), 1):
        field.clear()
        field.send_keys(text)
        until(lambda number=number: page.execute_script("return late.length") == number)
    field.clear()
    field.send_keys("moth2")
    until(lambda: shown(page) == ["moth2"])
    for _ in range(2):
        page.execute_async_script("late.shift()(); setTimeout(arguments[0], 100)")
        assert shown(page) == ["moth2"]
        assert Curator(page).text("#found") == "1"
        assert not page.find_element("id", "empty").is_displayed()


@pytest.mark.browser
def test_a_hand_that_scrolls_or_lets_go_elsewhere_chooses_nothing_more(page, server):
    from selenium.webdriver import ActionChains

    page.get(server[1] + "quality.html")
    until(lambda: len(shown(page)) == 4)
    tap = ["pointerdown", "pointerup"]
    page.execute_script(TOUCH, tap, [])
    assert chosen(page) == [1]
    page.execute_script(TOUCH, ["pointerdown", "pointercancel"], tap)
    assert chosen(page) == [1], "the finger scrolled, and then tapped beside the cells"

    cells = page.find_elements("css selector", ".cell")
    hand = ActionChains(page).move_to_element(cells[0]).click_and_hold().move_to_element(cells[1])
    hand.move_to_element(page.find_element("id", "count")).release().perform()
    before = chosen(page)
    assert before
    assert 3 not in before
    ActionChains(page).move_to_element(cells[2]).move_to_element(cells[3]).perform()
    assert chosen(page) == before, "the button is not held any more"
