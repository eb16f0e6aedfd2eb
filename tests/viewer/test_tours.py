"""Tours and kiosk in a real browser: shown, steered, given up, and without a proper file."""

import json
import os
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.viewer.visitor import AXE, NEEDS_A_BROWSER, Keys, Visitor

pytestmark = NEEDS_A_BROWSER
SECONDS = count(int(time.time()))
TOUR = {
    "name": "wings",
    "title": {"en": "Wings", "de": "Flügel"},
    "steps": [
        {"state": "?", "title": "Everything", "text": {"en": "All of it.", "de": "Alles."}},
        {"state": "https://a.example/?taxon=Genusa", "text": "One genus.", "seconds": 0},
        {"state": "?specimen=urn:cabinet:007&sex=female", "text": "<b>One</b> specimen."},
    ],
}


@pytest.fixture
def write(drawn_map: Path) -> Iterator[Callable[[object], None]]:
    """Write the curators' file, and put back what was there."""
    path = drawn_map / "tours.json"
    before = path.read_text()

    def written(file: object) -> None:
        path.write_text(file if isinstance(file, str) else json.dumps(file))
        # A browser asks for what is newer, by the second: two tests write within one.
        os.utime(path, (seconds := next(SECONDS), seconds))

    yield written
    written(before)


def at(visitor: Visitor, place: str) -> None:
    visitor.wait(lambda: visitor.text("#tour .facts") == place)


def test_a_tour_is_steered_with_keys_and_named_in_the_address(
    visitor: Visitor, write: Callable[[object], None]
) -> None:
    write({"tours": [TOUR]})
    visitor.open("?tour=wings")
    at(visitor, "Wings · 1 of 3")
    assert "All of it." in visitor.text("#tour .text")
    assert (
        visitor.one("#tour .pause").get_attribute("aria-label") == "Go on"
    )  # as motion is unwanted
    visitor.one("#tour .next").send_keys(Keys.ENTER)
    visitor.wait(lambda: visitor.text("#taxon h2") == "Genusa")
    assert visitor.js("return document.activeElement.classList.contains('next')")
    visitor.press(Keys.ARROW_RIGHT)
    visitor.wait(lambda: "CAB-0007" in visitor.text("#card"))
    at(visitor, "Wings · 3 of 3")
    assert visitor.text("#tour .text") == "<b>One</b> specimen."
    visitor.wait(lambda: "sex=female" in visitor.driver.current_url)
    assert "tour=wings" in visitor.driver.current_url
    assert visitor.js("return document.getElementById('tour').contains(document.activeElement)")
    visitor.press(Keys.ARROW_LEFT)
    visitor.wait(lambda: visitor.text("#taxon h2") == "Genusa")
    assert not visitor.one("#card").is_displayed()
    visitor.press(Keys.ESCAPE)
    visitor.wait(lambda: not visitor.one("#tour").is_displayed())
    assert "tour=" not in visitor.driver.current_url
    assert visitor.js("return document.activeElement.id") == "map"


def test_a_tour_goes_on_by_itself_until_the_map_is_touched(
    visitor: Visitor, write: Callable[[object], None]
) -> None:
    visitor.prefer("prefers-reduced-motion", "no-preference")
    write({"tours": [{**TOUR, "steps": [{**step, "seconds": 2} for step in TOUR["steps"]]}]})
    visitor.open("?tour=wings&lang=de")
    at(visitor, "Flügel · 1 von 3")
    at(visitor, "Flügel · 2 von 3")
    assert visitor.one("#tour .pause").get_attribute("aria-label") == "Anhalten"
    visitor.click(700, 300)
    assert visitor.one("#tour .pause").get_attribute("aria-label") == "Fortsetzen"


@pytest.mark.parametrize(
    ("file", "sign"),
    [
        ("{broken", "could not be read"),
        (None, "404"),
        ({"tours": [TOUR]}, "no tour “fins”"),
        ([], ""),
    ],
)
def test_without_a_proper_file_there_is_a_quiet_sign(
    visitor: Visitor,
    drawn_map: Path,
    write: Callable[[object], None],
    file: object,
    sign: str,
) -> None:
    write("" if file is None else file)
    if file is None:
        (drawn_map / "tours.json").unlink()
    visitor.open("?tour=fins")
    visitor.wait(lambda: sign in visitor.text("#notice"))
    assert not visitor.one("#tour").is_displayed()


def test_a_kiosk_returns_to_its_first_view_and_plays(
    visitor: Visitor, write: Callable[[object], None]
) -> None:
    write({"idle": 2, "tours": [TOUR]})
    visitor.open("?kiosk=1")
    for hidden in ("#theme-toggle", "#lasso-toggle"):
        assert not visitor.one(hidden).is_displayed()
    visitor.one("#search").send_keys("genusc", Keys.ENTER)
    visitor.wait(lambda: visitor.text("#taxon h2") == "Genusc")
    at(visitor, "Wings · 1 of 3")
    assert not visitor.one("#taxon").is_displayed()
    assert visitor.one("#tour .pause").get_attribute("aria-label") == "Pause"
    visitor.one("#tour .next").click()
    visitor.wait(lambda: visitor.text("#taxon h2") == "Genusa")
    visitor.click(700, 300)
    visitor.wait(lambda: not visitor.one("#tour").is_displayed())
    visitor.js("document.querySelector('#credits a').click()")
    assert "kiosk=1" in visitor.driver.current_url


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: run `npm ci`")
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1440])
def test_axe_finds_no_barrier_in_a_tour(
    visitor: Visitor, write: Callable[[object], None], width: int, theme: str
) -> None:
    write({"tours": [TOUR]})
    visitor.open("?tour=wings", (width, 800))
    visitor.js("document.documentElement.dataset.theme = arguments[0]", theme)
    at(visitor, "Wings · 1 of 3")
    assert visitor.js("return document.documentElement.scrollWidth") <= width
    assert visitor.barriers() == []
