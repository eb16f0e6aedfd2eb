"""The viewer in a real browser, on a map made by the chain's own stages."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cabinet.map.reading import Published
from tests.viewer.conftest import make_map, record, served
from tests.viewer.visitor import AXE, DESKTOP, NEEDS_A_BROWSER, PHONE, By, Keys, Visitor

pytestmark = NEEDS_A_BROWSER


@pytest.fixture(scope="module")
def jpeg_map(tmp_path_factory: pytest.TempPathFactory, run_script: Callable) -> Path:
    rows = [record(number) for number in range(12)]
    return make_map(tmp_path_factory.mktemp("jpeg"), rows, run_script, 'tile_format = "jpeg"\n')


def ids(drawn_map: Path) -> dict[str, list[float]]:
    """Return where each specimen lies, as the map's own files say."""
    return {
        one["occurrenceID"]: [one["x"], one["y"], one["first"]]
        for one in Published(drawn_map).records()
    }


def test_the_map_opens_without_complaint_and_asks_nobody_else(visitor: Visitor) -> None:
    visitor.open()
    visitor.wait(
        lambda: visitor.js("return document.querySelectorAll('img.leaflet-tile-loaded').length")
    )
    assert visitor.complaints() == []
    hosts = {url.split("/")[2] for url in visitor.requests() if url.startswith("http")}
    assert hosts == {visitor.address.split("/")[2]}
    assert "90 specimens" in visitor.text("#size")
    assert "CC BY 4.0" in visitor.text("#credits")
    assert "Not endorsed" in visitor.text("#credits")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_map_of_tiles_without_alpha_lies_on_white(
    theme: str, jpeg_map: Path, visitor: Visitor
) -> None:
    with served(jpeg_map) as visitor.address:
        visitor.prefer("prefers-color-scheme", theme)
        visitor.open()
        visitor.wait(
            lambda: visitor.js("return document.querySelectorAll('img.leaflet-tile-loaded').length")
        )
        assert visitor.complaints() == []
        script = "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]"
        assert visitor.js(script, "#map", "backgroundColor") == "rgb(255, 255, 255)"
        assert visitor.js(script, "#labels", "color") == "rgb(34, 30, 24)", "dark on white"
        assert visitor.js(script, "#map .tile img", "filter") == "none"


def test_only_files_that_exist_are_asked_for(visitor: Visitor, drawn_map: Path) -> None:
    for state in ("#3/0/0", "#4/-0.5/0.5", "#1/0.9/0.9"):
        visitor.open(state)
        time.sleep(0.3)
    paths = [
        url.split("/", 3)[3].split("?")[0] for url in visitor.requests() if url.startswith("http")
    ]
    assert sum(path.endswith(".webp") for path in paths) > 5
    assert [path for path in paths if not (drawn_map / path).exists()] == []


def test_a_click_opens_the_card_of_the_specimen_that_is_there(
    visitor: Visitor, drawn_map: Path
) -> None:
    x, y, first = ids(drawn_map)["urn:cabinet:001"]
    zoom = max(3, first)
    visitor.open(f"#{zoom}/{x}/{y}")
    visitor.click(DESKTOP[0] / 2, DESKTOP[1] / 2)
    visitor.wait(lambda: visitor.text("#card h2"))
    assert visitor.text("#card h2") == "Genusb alba Linnaeus, 1758"
    card = visitor.text("#card")
    for words in (
        "Inkidae",
        "female",
        "Milne Bay, Papua New Guinea",
        "17 May 1921",
        "CAB-0001",
        "A. S. Meek",
    ):
        assert words in card
    assert "© The Trustees of the Natural History Museum, London · CC BY 4.0" in card
    assert visitor.js("return document.activeElement.id") == "card"
    fix = visitor.one("#card .links a[href*='5000']")
    assert fix.get_attribute("href") == "http://127.0.0.1:5000/?image=specimen-001"
    assert "specimen=urn:cabinet:001" in visitor.driver.current_url
    visitor.press(Keys.ESCAPE)
    assert not visitor.one("#card").is_displayed()
    assert "specimen=" not in visitor.driver.current_url


def test_the_card_shows_who_looks_most_like_it_and_leads_there(
    visitor: Visitor, drawn_map: Path
) -> None:
    from cabinet.map import arrays

    known = arrays.load(drawn_map.parent / "data/kin.npy", arrays.KIN)
    row = arrays.names(known).index("specimen-004")
    first = arrays.names(known)[known["rows"][row, 0]]
    visitor.open("?specimen=urn:cabinet:004")
    visitor.wait(lambda: "Looks most like" in visitor.text("#card"))
    links = visitor.js(
        "return [...document.querySelectorAll('#card .neighbours a')].map((link) => link.href)"
    )
    assert len(links) == 5
    assert first.replace("specimen-", "urn:cabinet:") in links[0]


def test_the_picture_on_the_card_is_the_specimens_own(visitor: Visitor) -> None:
    visitor.open("?specimen=urn:cabinet:001")
    script = """const canvas = document.querySelector('#card canvas');
        const at = [canvas.width * 0.36, canvas.height * 0.45].map(Math.round);
        return [...canvas.getContext('2d').getImageData(...at, 1, 1).data]"""
    visitor.wait(lambda: visitor.js(script)[3] > 200)
    red, green, blue, _ = visitor.js(script)
    assert abs(red - 60) < 40
    assert abs(green - 90) < 40
    assert abs(blue - 140) < 40


def test_pointing_at_a_specimen_names_it(visitor: Visitor, drawn_map: Path) -> None:
    x, y, first = ids(drawn_map)["urn:cabinet:002"]
    visitor.open(f"#{max(3, first)}/{x}/{y}")
    middle = {"type": "mouseMoved", "x": DESKTOP[0] / 2, "y": DESKTOP[1] / 2}
    visitor.driver.execute_cdp_cmd("Input.dispatchMouseEvent", middle)
    visitor.wait(lambda: visitor.text("#hover") == "Genusc alba")


def test_a_click_on_a_name_shows_that_group_alone(visitor: Visitor) -> None:
    visitor.open()
    script = """const [label] = document.querySelectorAll('.label');
        const frame = label.getBoundingClientRect();
        return [label.textContent, frame.x + frame.width / 2, frame.y + frame.height / 2]"""
    visitor.wait(lambda: visitor.driver.find_elements(By.CSS_SELECTOR, ".label.shown"))
    name, x, y = visitor.js(script)
    visitor.click(x, y)
    visitor.wait(lambda: visitor.text("#taxon h2") == name)
    assert f"taxon={name}" in visitor.driver.current_url
    visitor.one("#taxon .close").click()
    assert "taxon=" not in visitor.driver.current_url


def test_wheel_zooms_about_the_pointer(visitor: Visitor) -> None:
    visitor.prefer("prefers-reduced-motion", "no-preference")
    visitor.open("#3/0/0")
    wheel = {"type": "mouseWheel", "x": 900, "y": 300, "deltaX": 0, "deltaY": -240}
    visitor.driver.execute_cdp_cmd("Input.dispatchMouseEvent", wheel)
    visitor.wait(lambda: "#4/" in visitor.driver.current_url)
    _, x, y = map(float, visitor.driver.current_url.split("#")[1].split("/")[:3])
    assert x == pytest.approx((900 - DESKTOP[0] / 2) / 1024 / 2, abs=0.003)
    assert y == pytest.approx((300 - DESKTOP[1] / 2) / 1024 / 2, abs=0.003)


def test_an_address_brings_the_specimen_back(visitor: Visitor) -> None:
    visitor.open("?specimen=urn:cabinet:042")
    visitor.wait(lambda: "CAB-0042" in visitor.text("#card"))
    visitor.wait(lambda: "#" in visitor.driver.current_url)
    address = visitor.driver.current_url
    visitor.driver.get("about:blank")
    visitor.driver.get(address)
    visitor.wait(lambda: "CAB-0042" in visitor.text("#card"))
    assert visitor.driver.current_url == address


def test_an_unknown_specimen_is_told_of(visitor: Visitor) -> None:
    visitor.open("?specimen=nobody")
    visitor.wait(lambda: "nobody" in visitor.text("#notice"))


def test_back_and_forward_walk_through_what_was_opened(visitor: Visitor) -> None:
    visitor.open("?specimen=urn:cabinet:001")
    visitor.wait(lambda: "CAB-0001" in visitor.text("#card"))
    time.sleep(0.6)
    visitor.one("#card .neighbours a").click()
    visitor.wait(lambda: "CAB-0001" not in visitor.text("#card dl"))
    other = visitor.text("#card dl")
    visitor.driver.back()
    visitor.wait(lambda: "CAB-0001" in visitor.text("#card dl"))
    visitor.driver.forward()
    visitor.wait(lambda: visitor.text("#card dl") == other)


def test_search_finds_names_with_slips_and_numbers(visitor: Visitor) -> None:
    visitor.open()
    visitor.one("#search").send_keys("genuscc")
    visitor.wait(lambda: "Genusc" in visitor.text("#results"))
    visitor.press(Keys.ENTER)
    visitor.wait(lambda: visitor.text("#taxon h2") == "Genusc")
    assert "genus · 15 specimens" in visitor.text("#taxon")
    assert "taxon=Genusc" in visitor.driver.current_url
    visitor.one("#search").send_keys("urn:cabinet:007")
    visitor.wait(lambda: "specimen" in visitor.text("#results"))
    visitor.press(Keys.ENTER)
    visitor.wait(lambda: "CAB-0007" in visitor.text("#card"))


def test_the_keyboard_alone_is_enough(visitor: Visitor) -> None:
    visitor.open()
    visitor.js("document.querySelector('#map').focus()")
    visitor.press(Keys.ENTER)
    visitor.wait(lambda: visitor.text("#card h2"))
    visitor.press(Keys.ESCAPE)
    assert visitor.js("return document.activeElement.id") == "map"
    visitor.press(Keys.ENTER)
    first = visitor.text("#card dl")
    visitor.js("document.querySelector('#map').focus()")
    for key in (Keys.ARROW_LEFT, Keys.ARROW_RIGHT, Keys.ARROW_UP):
        visitor.press(key)
    assert visitor.text("#card dl") != first
    assert visitor.js("return document.activeElement.id") == "map"


def test_the_list_holds_what_the_map_shows(visitor: Visitor) -> None:
    visitor.open()
    visitor.one("#list-toggle").click()
    visitor.wait(lambda: visitor.text("#list .facts"))
    count = int(visitor.text("#list .facts").split()[0])
    visitor.wait(
        lambda: visitor.js("return document.querySelectorAll('#list li').length") == min(40, count)
    )
    visitor.one("#list li a").click()
    visitor.wait(lambda: visitor.text("#card h2"))


def test_hostile_texts_stay_texts(visitor: Visitor) -> None:
    for number in (10, 21, 32):
        visitor.open(f"?specimen=urn:cabinet:{number:03}")
        visitor.wait(lambda number=number: f"CAB-{number:04}" in visitor.text("#card"))
        assert "<img src=x" in visitor.text("#card h2")
        links = visitor.js("return [...document.querySelectorAll('a')].map((a) => a.href)")
        assert all(link.startswith("http") for link in links)
    assert visitor.js("return window.harmed") is None


def test_a_small_phone_shows_everything(visitor: Visitor) -> None:
    visitor.open("?specimen=urn:cabinet:001", size=PHONE)
    visitor.wait(lambda: "CAB-0001" in visitor.text("#card"))
    assert visitor.js("return document.documentElement.scrollWidth") <= PHONE[0]
    card = visitor.js("return document.querySelector('#card').getBoundingClientRect().toJSON()")
    assert card["left"] >= 0
    assert card["right"] <= PHONE[0]
    assert card["bottom"] <= PHONE[1] + 1
    assert visitor.one("#search").is_displayed()


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: run `npm ci`")
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, (768, 1024), (1440, 900)], ids=str)
def test_axe_finds_no_barrier(visitor: Visitor, size: tuple[int, int], theme: str) -> None:
    states = {
        "?taxon=Genusa": lambda: visitor.text("#taxon h2"),
        "?specimen=urn:cabinet:001": lambda: visitor.text("#card h2"),
    }
    for state, there in states.items():
        visitor.open(state, size)
        visitor.wait(there)
        visitor.js("document.documentElement.dataset.theme = arguments[0]", theme)
        time.sleep(0.4)
        assert visitor.barriers() == []
    visitor.one("#search").send_keys("genus")
    visitor.wait(lambda: visitor.text("#results"))
    assert visitor.barriers() == []


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: run `npm ci`")
@pytest.mark.parametrize("page", ["about.html", "about.de.html"])
def test_the_page_about_the_map_names_its_sources(visitor: Visitor, page: str) -> None:
    visitor.driver.get(visitor.address.replace("index.html", page))
    visitor.wait(lambda: "Trustees" in visitor.text("#about-credits"))
    assert visitor.barriers() == []
    assert visitor.complaints() == []
