"""The map without the map, in a real browser: contents, list, and the way there by keyboard."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.viewer.conftest import make_map, record, served
from tests.viewer.test_filter import rows
from tests.viewer.visitor import AXE, NEEDS_A_BROWSER, By, Keys, Visitor

pytestmark = NEEDS_A_BROWSER


def contents(visitor: Visitor, state: str = "", size: tuple[int, int] = (1280, 800)) -> None:
    visitor.open(state, size)
    visitor.one("#contents-toggle").click()
    visitor.wait(lambda: visitor.driver.find_elements(By.CSS_SELECTOR, "[role=treeitem]"))


def said(visitor: Visitor) -> list[str]:
    """Return what the tree's items are called, from above."""
    script = (
        "return [...document.querySelectorAll('[role=treeitem]')].map((one) => one.textContent)"
    )
    return list(visitor.js(script))


def here(visitor: Visitor) -> str:
    """Return what the keyboard is on, as a screen reader would name it."""
    script = """const one = document.activeElement;
        return one.ariaLabel || (one.matches('section') ? one.id : one.textContent) || one.id"""
    return str(visitor.js(script))


def tab(visitor: Visitor, to: Callable[[], object], most: int = 40) -> None:
    """Press Tab until the keyboard is there."""
    for _ in range(most):
        if to():
            return
        visitor.press(Keys.TAB)
    raise AssertionError(f"not reached in {most} steps, but {here(visitor)}")


def test_the_contents_count_what_the_catalogue_says(visitor: Visitor, drawn_map: Path) -> None:
    contents(visitor)
    records = rows(drawn_map)
    families = Counter(row["family"] for row in records)
    assert said(visitor) == [f"{name}, family, {n}" for name, n in sorted(families.items())]
    visitor.one("[role=treeitem] .twist").click()
    genera = Counter(row["genus"] for row in records if row["family"] == "Drawnidae")
    expected = [f"{name}, genus, {n}" for name, n in sorted(genera.items())]
    assert said(visitor)[1:-1] == expected


def test_the_tree_is_walked_with_arrows_and_letters(visitor: Visitor) -> None:
    contents(visitor)
    tab(visitor, lambda: here(visitor).startswith("Drawnidae"))
    visitor.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    assert here(visitor).startswith("Genusa, genus")
    visitor.press(Keys.ARROW_RIGHT, Keys.ARROW_DOWN)
    assert here(visitor).startswith("Genusa alba, species")
    visitor.press(Keys.ARROW_LEFT)
    assert here(visitor).startswith("Genusa, genus")
    visitor.press("i")
    assert here(visitor).startswith("Inkidae")
    visitor.press(Keys.HOME)
    assert here(visitor).startswith("Drawnidae")
    visitor.press(Keys.END, Keys.ARROW_UP)
    assert here(visitor).startswith("Genuse, genus")
    visitor.press(Keys.ENTER)
    visitor.wait(lambda: visitor.text("#taxon h2") == "Genuse")
    assert visitor.js("return document.activeElement.id") == "taxon"
    visitor.one("#contents-toggle").click()
    visitor.wait(lambda: "Genuse" in visitor.text(".tree"))
    standing = """return document.querySelector("[role=treeitem][tabindex='0']").textContent"""
    assert str(visitor.js(standing)).startswith("Genuse, genus")
    visitor.press(Keys.ESCAPE)
    assert visitor.js("return document.activeElement.id") == "contents-toggle"


def test_the_contents_of_what_is_filtered(visitor: Visitor, drawn_map: Path) -> None:
    contents(visitor, "?sex=female")
    females = [row for row in rows(drawn_map) if row["sex"] == "female"]
    families = Counter(row["family"] for row in females)
    assert said(visitor) == [f"{name}, family, {n}" for name, n in sorted(families.items())]
    assert visitor.text("#chips .total") == f"{len(females)} of 90 specimens"


def test_those_of_no_family_stand_last_and_their_press_lists_them(
    visitor: Visitor, run_script: Callable, tmp_path: Path
) -> None:
    some = [record(number) for number in range(12)]
    to_order = dict.fromkeys(("family", "genus", "specificEpithet", "scientificName"), "")
    some[4] |= to_order
    some[5] |= to_order | {"order": ""}
    with served(make_map(tmp_path, some, run_script, "")) as address:
        visitor.address = address
        contents(visitor)
        told = ["Drawnidae, family, 5", "Inkidae, family, 5", "Without a family, 2"]
        assert said(visitor) == told
        visitor.one(".tree > li:last-child .name").click()
        items = "return [...document.querySelectorAll('.specimens a')].length"
        visitor.wait(lambda: visitor.js(items) == 2)
        contents(visitor, "?sex=female")
        assert said(visitor)[-1] == "Without a family, 1", "number 4"


def listed(visitor: Visitor, kind: str, state: str = "") -> None:
    visitor.open(state)
    visitor.one("#list-toggle").click()
    visitor.wait(lambda: visitor.text("#list .facts"))
    visitor.js("document.querySelector(`.kinds input[value=${arguments[0]}]`).click()", kind)


def test_the_list_of_all_grows_as_one_scrolls_and_is_in_order(
    visitor: Visitor, drawn_map: Path
) -> None:
    listed(visitor, "meant")
    items = "return [...document.querySelectorAll('.specimens i')].map((one) => one.textContent)"
    visitor.wait(lambda: len(visitor.js(items)) >= 40)
    scroll = "document.querySelector('#list').scrollTop = 1e6"
    visitor.wait(lambda: visitor.js(scroll) or len(visitor.js(items)) == 90)
    visitor.wait(lambda: not visitor.one("#list .more").is_displayed())
    plain = [name for name in visitor.js(items) if name.startswith("Genus")]
    expected = [row["scientificName"] for row in rows(drawn_map)]
    assert plain == sorted(name for name in expected if name.startswith("Genus"))
    links = "return [...document.querySelectorAll('.specimens a')].map((link) => link.href)"
    assert len(set(visitor.js(links))) == 90


def test_the_list_of_the_filtered_counts_truly_and_ticks_collect(
    visitor: Visitor, drawn_map: Path
) -> None:
    listed(visitor, "meant", "?genus=Genusb&sex=female")
    count = sum(row["genus"] == "Genusb" and row["sex"] == "female" for row in rows(drawn_map))
    visitor.wait(lambda: visitor.text("#list .facts") == f"{count} specimens")
    boxes = visitor.driver.find_elements(By.CSS_SELECTOR, ".specimens input")
    assert len(boxes) == count
    assert boxes[0].accessible_name.startswith("Collect: Genusb ")
    boxes[0].send_keys(Keys.SPACE)
    boxes[1].click()
    visitor.wait(lambda: visitor.text("#tray strong") == "2 collected")
    assert "selected=urn:cabinet:" in visitor.driver.current_url
    visitor.js("document.querySelector('.kinds input[value=collected]').click()")
    visitor.wait(lambda: visitor.text("#list .facts") == "2 specimens")
    visitor.one(".specimens input").click()
    visitor.wait(lambda: visitor.text("#tray strong") == "1 collected")
    assert len(visitor.driver.find_elements(By.CSS_SELECTOR, ".specimens li")) == 2
    visitor.js("document.querySelector('.kinds input[value=meant]').click()")
    visitor.wait(lambda: visitor.text("#list .facts") == f"{count} specimens")
    next(
        one
        for one in visitor.driver.find_elements(By.CSS_SELECTOR, "#list .status button")
        if one.text == "Collect all"
    ).click()
    visitor.wait(lambda: visitor.text("#tray strong") == f"{count} collected")


def test_a_species_is_found_opened_and_cited_without_a_pointer(visitor: Visitor) -> None:
    origin = visitor.address.rsplit("/", 1)[0]
    grant = {"origin": origin, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    visitor.driver.execute_cdp_cmd("Browser.grantPermissions", grant)
    visitor.open()
    visitor.press(Keys.TAB)
    assert here(visitor) == "Skip to the search"
    visitor.press(Keys.ENTER)
    tab(visitor, lambda: visitor.js("return document.activeElement.id") == "search", 2)
    for letter in "genusd ni":
        visitor.press(letter)
    visitor.wait(lambda: "Genusd nigra" in visitor.text("#results"))
    visitor.press(Keys.ENTER)
    visitor.wait(lambda: here(visitor).startswith("Lepidoptera") or visitor.text("#taxon h2"))
    tab(visitor, lambda: here(visitor) == "List them", 8)
    visitor.press(Keys.ENTER)
    visitor.wait(lambda: visitor.js("return document.activeElement.id") == "list")
    visitor.wait(lambda: visitor.text("#list .facts") == "5 specimens")
    tab(visitor, lambda: "Genusd nigra" in here(visitor), 8)
    visitor.press(Keys.ENTER)
    visitor.wait(lambda: visitor.text("#card h2") == "Genusd nigra Linnaeus, 1758")
    assert visitor.js("return document.activeElement.id") == "card"
    tab(visitor, lambda: here(visitor) == "Copy citation", 20)
    visitor.press(Keys.ENTER)
    visitor.wait(lambda: here(visitor) == "Copied")
    cited = visitor.driver.execute_async_script(
        "const done = arguments[0]; navigator.clipboard.readText().then(done, String)"
    )
    assert cited.startswith("Genusd nigra Linnaeus, 1758, NHMUK CAB-")
    assert "© The Trustees of the Natural History Museum, London, CC BY 4.0" in cited
    assert "specimen=urn:cabinet:" in cited
    visitor.press(Keys.ESCAPE)
    assert "Genusd nigra" in here(visitor)
    visitor.press(Keys.ESCAPE)
    assert visitor.js("return document.activeElement.id") == "list-toggle"


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: run `npm ci`")
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1440])
def test_axe_finds_no_barrier_in_contents_and_list(
    visitor: Visitor, width: int, theme: str
) -> None:
    contents(visitor, "?selected=urn:cabinet:003", (width, 800))
    visitor.js("document.documentElement.dataset.theme = arguments[0]", theme)
    visitor.one("[role=treeitem] .twist").click()
    assert visitor.js("return document.documentElement.scrollWidth") <= width
    assert visitor.barriers() == []
    visitor.press(Keys.ESCAPE)
    visitor.one("#list-toggle").click()
    visitor.wait(lambda: visitor.text("#list .facts"))
    visitor.wait(lambda: visitor.driver.find_elements(By.CSS_SELECTOR, ".specimens li"))
    assert visitor.barriers() == []
