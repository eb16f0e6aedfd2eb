"""Hostile texts in every field of a catalogue: shown, searched, filtered, taken, never run."""

import csv
import io
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cabinet.museum.specimens import COLUMNS
from tests.viewer.conftest import make_map, record, served
from tests.viewer.test_selection import taken
from tests.viewer.visitor import NEEDS_A_BROWSER, PHONE, By, Visitor, webdriver

pytestmark = NEEDS_A_BROWSER
CORPUS: list[str] = json.loads(Path(__file__).with_name("hostile.json").read_text())
TERMS = list(COLUMNS)[1:]
RANKS = {"order": 5, "family": 8, "genus": 12}  # so few different ones that each has several


def hostile_record(number: int) -> dict[str, str]:
    """Return a record that is hostile in all its fields; over all records each text is in each."""
    row = {"image": record(number)["image"]}
    for at, term in enumerate(TERMS):
        row[term] = CORPUS[(number % RANKS.get(term, len(CORPUS)) + 7 * at) % len(CORPUS)]
    if number % 3:  # or there would be no species, no dates and no places at all
        row |= {"decimalLatitude": "-10.3", "decimalLongitude": "150.4", "eventDate": "1921-05-17"}
    return row


@pytest.fixture(scope="module")
def person(
    browser: webdriver.Chrome, tmp_path_factory: pytest.TempPathFactory, run_script: Callable
) -> Iterator[Visitor]:
    """A person at a map all of whose texts are hostile, its title and its tours too."""
    rows = [hostile_record(number) for number in range(len(CORPUS))]
    title = f"title = {json.dumps(CORPUS[10])}\n"
    folder = make_map(tmp_path_factory.mktemp("hostile"), rows, run_script, title)
    steps = [{"state": f"?taxon={text}", "title": text, "text": {"en": text}} for text in CORPUS]
    tours = {"tours": [{"name": CORPUS[0], "title": CORPUS[10], "steps": steps}]}
    (folder / "tours.json").write_text(json.dumps(tours))
    with served(folder) as address:
        visitor = Visitor(browser, address)
        visitor.prefer("prefers-reduced-motion", "reduce")
        visitor.complaints()
        yield visitor


def unharmed(visitor: Visitor) -> None:
    """Nothing ran, nothing became an element, and no link leads into a script."""
    script = r"""return {
        harmed: window.harmed ?? null,
        handlers: [...document.querySelectorAll('*')].flatMap((one) =>
          one.getAttributeNames().filter((name) => name.startsWith('on'))),
        strange: [...document.body.querySelectorAll(
          'script, iframe, object, embed, base, meta, link, style, img:not(.leaflet-tile), video, audio, math, marquee, [style*=inset]'
        )].map((one) => one.outerHTML.slice(0, 200)).filter((html) => !html.includes('elementtiming')),
        links: [...document.querySelectorAll('a')].map((one) => one.href).filter((href) => !/^https?:\/\//.test(href)),
        hosts: [...document.querySelectorAll('a')].filter((one) => !one.rel.includes('noopener') && one.host !== location.host).map((one) => one.href),
      }"""  # noqa: E501
    found = visitor.js(script)
    assert found == {"harmed": None, "handlers": [], "strange": [], "links": [], "hosts": []}


def test_every_text_is_in_every_field() -> None:
    assert len(set(CORPUS)) == len(CORPUS) >= 40
    rows = [hostile_record(number) for number in range(len(CORPUS))]
    for term in set(TERMS) - set(RANKS) - {"decimalLatitude", "decimalLongitude", "eventDate"}:
        assert {row[term] for row in rows} == set(CORPUS), term


def test_what_became_an_element_would_be_seen(person: Visitor) -> None:
    person.open()
    person.js("document.getElementById('hover').innerHTML = arguments[0]", CORPUS[10])
    with pytest.raises(AssertionError):
        unharmed(person)
    person.wait(lambda: any("Security Policy" in one for one in person.complaints()))


def test_a_long_text_leaves_the_page_as_wide_as_the_phone(person: Visitor) -> None:
    longest = max(range(len(CORPUS)), key=lambda number: len(CORPUS[number]))
    for term in ("scientificName", "locality", "recordedBy"):
        number = next(n for n in range(len(CORPUS)) if hostile_record(n)[term] == CORPUS[longest])
        person.open(f"?specimen=specimen-{number:03}", PHONE)
        person.wait(lambda: person.text("#card h2"))
        assert person.js("return document.documentElement.scrollWidth") <= PHONE[0]
        wide = "const card = document.getElementById('card'); return card.scrollWidth"
        assert person.js(wide) <= PHONE[0]


def test_all_cards_show_hostile_texts_as_texts(person: Visitor) -> None:
    person.open()
    script = """const [ids, done] = arguments;
        const shown = [];
        const show = async () => {
          for (const id of ids) {
            const before = document.querySelector('#card h2');
            history.pushState(null, '', `?specimen=${id}`);
            dispatchEvent(new PopStateEvent('popstate'));
            for (let wait = 0; wait < 200 && document.querySelector('#card h2') === before; wait++)
              await new Promise((wake) => setTimeout(wake, 10));
            shown.push(document.querySelector('#card').innerText);
          }
          done(shown);
        };
        show();"""
    ids = [f"specimen-{number:03}" for number in range(len(CORPUS))]
    texts = person.driver.execute_async_script(script, ids)
    assert len(set(texts)) == len(CORPUS)
    names = " ".join(texts)
    assert "<img src=x onerror=window.harmed=1>" in names
    assert "<svg onload=window.harmed=1>" in names
    unharmed(person)
    person.js("document.querySelector('#card button.plain').focus()")
    unharmed(person)


def test_contents_lists_and_filters_of_hostile_texts(person: Visitor) -> None:
    person.open()
    person.one("#contents-toggle").click()
    person.wait(lambda: person.driver.find_elements(By.CSS_SELECTOR, ".tours button"))
    for _ in range(3):
        closed = "document.querySelectorAll('[aria-expanded=false] > .twist')"
        person.js(f"{closed}.forEach((one) => one.click())")
    assert len(person.driver.find_elements(By.CSS_SELECTOR, "[role=treeitem]")) > 40
    unharmed(person)
    person.one("#list-toggle").click()
    person.wait(lambda: person.text("#list .facts"))
    person.js("document.querySelector('.kinds input[value=meant]').click()")
    person.wait(lambda: len(person.driver.find_elements(By.CSS_SELECTOR, ".specimens li")) > 39)
    person.js("document.querySelector('#list').scrollTop = 1e6")
    person.js("document.querySelector('#filter-toggle').click()")
    person.wait(lambda: person.driver.find_elements(By.CSS_SELECTOR, ".facet"))
    person.js("document.querySelectorAll('.facet').forEach((one) => (one.open = true))")
    person.wait(lambda: len(person.driver.find_elements(By.CSS_SELECTOR, ".facet .plain")) > 3)
    person.js("document.querySelectorAll('.facet .plain').forEach((one) => one.click())")
    unharmed(person)
    for name in ("family", "genus", "sex", "country", "typeStatus", "source", "years"):
        script = """const select = document.querySelector('#filter select');
            select.value = arguments[0]; select.dispatchEvent(new Event('change'))"""
        person.js(script, name)
        person.wait(lambda: person.driver.find_elements(By.CSS_SELECTOR, ".legend li"))
        unharmed(person)
    ticks = "document.querySelectorAll('.facet').forEach(one => one.querySelector('input').click())"
    person.js(ticks.replace("'input'", "'li input'"))
    person.js("document.querySelector('#filter .close').click()")
    person.wait(lambda: person.text("#chips"))
    unharmed(person)


def test_searching_for_hostile_texts(person: Visitor) -> None:
    person.open()
    script = """const [texts, done] = arguments;
        const input = document.getElementById('search');
        const type = async () => {
          for (const text of texts) {
            input.value = text.slice(0, 60);
            input.dispatchEvent(new Event('input'));
            await new Promise((wake) => setTimeout(wake, 10));
          }
          await new Promise((wake) => setTimeout(wake, 600));
          done(document.querySelectorAll('#results li').length);
        };
        type();"""
    assert person.driver.execute_async_script(script, [*CORPUS, "window"]) > 0
    unharmed(person)
    person.js("document.querySelector('#results li').click()")
    time.sleep(0.3)
    unharmed(person)


def test_collecting_and_taking_along_hostile_texts(person: Visitor, tmp_path: Path) -> None:
    person.open()
    person.one("#list-toggle").click()
    person.wait(lambda: person.text("#list .facts"))
    person.js("document.querySelector('#list .status button').click()")
    person.wait(lambda: "collected" in person.text("#tray strong"))
    person.js("document.querySelector('#list .close').click()")
    unharmed(person)
    text = taken(person, tmp_path, "Table (CSV)", "specimens.csv").decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text)))
    assert len(table) > 10
    cells = [cell for row in table for cell in row.values()]
    numbers = {"decimalLatitude", "decimalLongitude"}
    assert not [
        cell
        for row in table
        for term, cell in row.items()
        if term not in numbers and cell[:1] in ("=", "+", "-", "@")
    ]
    assert any("<svg onload" in cell for cell in cells)
    assert taken(person, tmp_path, "Plate (PNG)", "plate.png")[:4] == b"\x89PNG"
    assert taken(person, tmp_path, "Pictures (ZIP)", "specimens.zip")[:2] == b"PK"
    person.js("document.querySelector('#tray .bar .plain').click()")
    person.wait(lambda: person.driver.find_elements(By.CSS_SELECTOR, "#compare li"))
    unharmed(person)


def test_addresses_and_tours_of_hostile_texts(person: Visitor) -> None:
    keys = ("specimen", "taxon", "family", "sex", "years", "box", "words", "colour", "selected")
    for at in range(0, len(CORPUS), 20):
        query = {key: CORPUS[(at + place) % len(CORPUS)] for place, key in enumerate(keys)}
        query |= {"tour": CORPUS[0], "lang": CORPUS[at], "kiosk": CORPUS[1]}
        state = person.js("return '?' + new URLSearchParams(arguments[0])", query)
        person.open(f"{state}#{CORPUS[at][:8]}/0/0")
        person.wait(lambda: person.text("#tour .facts"))
        unharmed(person)
    for _ in range(12):
        person.js("document.querySelector('#tour .next').click()")
        time.sleep(0.05)
    unharmed(person)


def test_the_page_about_hostile_rights(person: Visitor) -> None:
    person.driver.get(person.address.replace("index.html", "about.html"))
    person.wait(lambda: person.driver.find_elements(By.CSS_SELECTOR, "#about-credits tbody tr"))
    assert person.js("return window.harmed") is None
    links = person.js("return [...document.querySelectorAll('a')].map((one) => one.href)")
    assert all(link.startswith("http") for link in links)


def test_the_policy_had_nothing_to_refuse(person: Visitor) -> None:
    complaints = person.complaints()
    assert [one for one in complaints if "Security Policy" in one] == []
    assert [one for one in complaints if "Uncaught" in one] == []
