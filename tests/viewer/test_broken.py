"""Files that are missing, cut or of nonsense: a quiet sign, and the rest goes on working."""

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.viewer.visitor import NEEDS_A_BROWSER, Visitor, webdriver

pytestmark = NEEDS_A_BROWSER


class Breaking(http.server.SimpleHTTPRequestHandler):
    """A server of files of which some are broken, by a part of their address."""

    broken: dict[str, str]

    def do_GET(self) -> None:
        """Answer with a file, with half of it, with nonsense, or not at all."""
        ways = [way for part, way in self.broken.items() if part in self.path]
        if not ways:
            return super().do_GET()
        if ways[0] == "missing":
            return self.send_error(404)
        if ways[0] == "down":
            return self.close_connection_now()
        whole = Path(self.translate_path(self.path)).read_bytes()
        body = whole[: len(whole) // 2] if ways[0] == "cut" else b"\x1f\x8bnonsense"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None

    def close_connection_now(self) -> None:
        """Let go of the line without a word, as a server does that is gone."""
        self.close_connection = True
        self.connection.close()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def broken(drawn_map: Path, browser: webdriver.Chrome) -> Iterator[tuple[Visitor, dict[str, str]]]:
    """A person at a map whose files can be broken, and what is broken of them."""
    ways: dict[str, str] = {}
    kind = type("Handler", (Breaking,), {"broken": ways})
    handler = functools.partial(kind, directory=str(drawn_map))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        person = Visitor(browser, f"http://127.0.0.1:{server.server_address[1]}/index.html")
        person.prefer("prefers-reduced-motion", "reduce")
        yield person, ways
        server.shutdown()


def tiles(person: Visitor) -> int:
    """Return how many tiles are on the screen."""
    return int(str(person.js("return document.querySelectorAll('img.leaflet-tile-loaded').length")))


@pytest.mark.parametrize("way", ["missing", "cut"])
@pytest.mark.parametrize("part", ["/drawers/", "/taxa.json", "/labels.json", "/tiles/1/0/0"])
def test_one_broken_file_leaves_the_map(
    broken: tuple[Visitor, dict[str, str]], part: str, way: str
) -> None:
    person, ways = broken
    ways[part] = way
    person.open("#1/0/0")
    person.wait(lambda: tiles(person) > 0)
    person.wait(lambda: "90 specimens" in person.text("#size"))
    if "labels" not in part and "tiles" not in part:
        person.wait(lambda: person.text("#notice"))


@pytest.mark.parametrize("way", ["missing", "cut"])
@pytest.mark.parametrize("part", ["/columns/sex", "/columns/lon", "/facets.json"])
def test_a_filter_whose_data_are_broken_leaves_the_map(
    broken: tuple[Visitor, dict[str, str]], part: str, way: str
) -> None:
    person, ways = broken
    ways[part] = way
    person.open("?sex=female&box=100,-30,160,0")
    person.wait(lambda: tiles(person) > 0)
    person.wait(lambda: "could not be loaded" in person.text("#notice"))
    person.complaints()
    person.one("#filter-toggle").click()
    person.wait(lambda: "could not be loaded" in person.text("#notice"))
    ways.clear()
    person.wait(
        lambda: (
            person.one("#filter").is_displayed() or person.one("#filter-toggle").click() or False
        )
    )
    assert [one for one in person.complaints() if "Uncaught" in one] == []


def test_a_map_without_its_description_says_so(
    broken: tuple[Visitor, dict[str, str]],
) -> None:
    person, ways = broken
    ways["map.json"] = "cut"
    person.driver.get(person.address)
    person.wait(lambda: person.text("#notice"))


def test_a_server_gone_in_between_is_asked_again(
    broken: tuple[Visitor, dict[str, str]],
) -> None:
    person, ways = broken
    person.open()
    ways["/data/"] = "down"
    person.js("location.hash = '#3/0.2/0.2'; dispatchEvent(new PopStateEvent('popstate'))")
    person.wait(lambda: person.text("#notice"))
    ways.clear()
    person.js("location.hash = '#3/-0.2/0.2'; dispatchEvent(new PopStateEvent('popstate'))")
    person.wait(lambda: tiles(person) > 2)
