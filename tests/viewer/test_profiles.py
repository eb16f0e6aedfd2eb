"""The same way through the map on five screens; what they showed is kept in artefacts/viewer."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.viewer.test_viewer import ids
from tests.viewer.visitor import NEEDS_A_BROWSER, ROOT, Keys, Visitor

pytestmark = NEEDS_A_BROWSER
ARTEFACTS = ROOT / "artefacts" / "viewer"


@dataclass(frozen=True)
class Profile:
    """A screen as people have it."""

    name: str
    size: tuple[int, int]
    scale: float = 1
    touch: bool = False
    theme: str = "light"


PROFILES = [
    Profile("phone-portrait", (390, 844), 3, True),
    Profile("phone-landscape", (844, 390), 3, True, "dark"),
    Profile("tablet", (820, 1180), 2, True),
    Profile("desktop", (1440, 900), theme="dark"),
    Profile("desktop-retina", (1728, 1117), 2),
]


@pytest.fixture(params=PROFILES, ids=lambda profile: profile.name)
def profile(request: pytest.FixtureRequest, visitor: Visitor) -> Iterator[Profile]:
    """A visitor has this screen, and the tests after it have theirs again."""
    chosen: Profile = request.param
    visitor.screen = {"deviceScaleFactor": chosen.scale, "mobile": chosen.touch}
    touch = {"enabled": chosen.touch, "maxTouchPoints": 1}
    visitor.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", touch)
    yield chosen
    visitor.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})


def looked_at(visitor: Visitor, profile: Profile, name: str) -> None:
    """Keep a picture; everything is on the screen, nothing too small for a finger."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    how = {"format": "jpeg", "quality": 85}
    taken = visitor.driver.execute_cdp_cmd("Page.captureScreenshot", how)["data"]
    (ARTEFACTS / f"{profile.name}-{name}.jpg").write_bytes(base64.b64decode(taken))
    script = """const seen = (one) => one.checkVisibility() && one.getClientRects().length;
        const frame = (one) => one.getBoundingClientRect();
        return {
          wide: document.documentElement.scrollWidth - innerWidth,
          outside: ['top', 'card', 'list', 'tray', 'tour'].filter((id) => {
            const one = document.getElementById(id);
            const { left, right, top, bottom } = frame(one);
            return seen(one) && (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1);
          }),
          small: [...document.querySelectorAll('button')].filter((one) =>
            seen(one) && (frame(one).width < 24 || frame(one).height < 24)).map((one) => one.outerHTML),
          map: frame(document.getElementById('map')).height,
        }"""  # noqa: E501
    found = visitor.js(script)
    assert found == {"wide": 0, "outside": [], "small": [], "map": profile.size[1]}


def test_the_way_through_the_map(visitor: Visitor, profile: Profile, drawn_map: Path) -> None:
    x, y, first = ids(drawn_map)["urn:cabinet:001"]
    visitor.open("", profile.size)
    visitor.js("document.documentElement.dataset.theme = arguments[0]", profile.theme)
    visitor.wait(
        lambda: visitor.js("return document.querySelectorAll('img.leaflet-tile-loaded').length")
    )
    looked_at(visitor, profile, "1-map")
    visitor.one("#search").send_keys("genusc")
    visitor.wait(lambda: visitor.text("#results"))
    looked_at(visitor, profile, "2-search")
    visitor.press(Keys.ENTER)
    visitor.wait(lambda: visitor.text("#taxon h2") == "Genusc")
    looked_at(visitor, profile, "3-group")
    visitor.js("document.querySelector('#taxon .close').click()")
    visitor.js(f"location.hash = '#{max(3, first)}/{x}/{y}'; dispatchEvent(new Event('popstate'))")
    point = (profile.size[0] / 2, profile.size[1] / 2)
    visitor.wait(
        lambda: (
            (visitor.tap if profile.touch else visitor.click)(*point)
            or visitor.text("#card h2").startswith("Genusb")
        )
    )
    looked_at(visitor, profile, "4-card")
    visitor.js("document.querySelector('#card .close').click()")
    visitor.js("document.getElementById('filter-toggle').click()")
    visitor.wait(lambda: visitor.text(".world legend"))
    script = """const select = document.querySelector('#filter select');
        select.value = 'genus'; select.dispatchEvent(new Event('change'))"""
    visitor.js(script)
    visitor.wait(lambda: "Genusa" in visitor.text(".legend"))
    looked_at(visitor, profile, "5-filter")
    visitor.js("document.querySelector('#filter .close').click()")
    visitor.js("document.getElementById('contents-toggle').click()")
    visitor.wait(lambda: "Inkidae" in visitor.text(".tree"))
    looked_at(visitor, profile, "6-contents")
    visitor.js("document.querySelector('#contents .close').click()")
    visitor.js("document.getElementById('list-toggle').click()")
    visitor.wait(lambda: visitor.text(".specimens"))
    visitor.js("document.querySelectorAll('.specimens input').forEach((one) => one.click())")
    visitor.wait(lambda: visitor.js("return document.body.classList.contains('collecting')"))
    looked_at(visitor, profile, "7-list")
    visitor.js("document.querySelector('#list .close').click()")
    visitor.wait(lambda: visitor.text("#tray strong"))
    looked_at(visitor, profile, "8-collected")
    assert visitor.complaints() == []
