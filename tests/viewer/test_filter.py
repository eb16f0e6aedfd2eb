"""Filters in a real browser: true counts at every zoom, shown on the map, kept in the address."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from tests.viewer.visitor import AXE, NEEDS_A_BROWSER, By, Keys, Visitor

pytestmark = NEEDS_A_BROWSER


def rows(drawn_map: Path) -> list[dict[str, str]]:
    """Return the catalogue that the map was made from."""
    with (drawn_map.parent / "data/metadata.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def opened(visitor: Visitor, state: str = "") -> None:
    visitor.open(state)
    visitor.one("#filter-toggle").click()
    visitor.wait(lambda: visitor.one("#filter").is_displayed())


def total(visitor: Visitor) -> str:
    """Return how many are meant, as the open panel says it or else the chips."""
    return visitor.text("#filter .facts") or visitor.text("#chips .total")


def section(visitor: Visitor, name: str):
    """Open a section of the filter and return it."""
    for one in visitor.driver.find_elements(By.CSS_SELECTOR, ".facet"):
        summary = one.find_element(By.TAG_NAME, "summary")
        if summary.text == name:
            if not one.get_attribute("open"):
                summary.click()
            visitor.wait(lambda one=one: one.find_elements(By.CSS_SELECTOR, "label"))
            return one
    raise AssertionError(name)


def counts(one) -> dict[str, int]:
    """Return what a section says: value and count."""
    labels = [label.text.split("\n") for label in one.find_elements(By.CSS_SELECTOR, "label")]
    return {name: int(count) for name, count in labels}


def tick(one, name: str) -> None:
    for label in one.find_elements(By.CSS_SELECTOR, "label"):
        if label.text.split("\n")[0] == name:
            label.click()
            return
    raise AssertionError(name)


def test_counts_are_those_of_the_catalogue_whatever_is_ticked(
    visitor: Visitor, drawn_map: Path
) -> None:
    records = rows(drawn_map)
    opened(visitor, "#4/0.3/0.3")
    families = section(visitor, "Family")
    assert counts(families) == Counter(row["family"] for row in records)
    tick(families, "Inkidae")
    inkidae = [row for row in records if row["family"] == "Inkidae"]
    visitor.wait(lambda: visitor.text("#filter .facts") == f"{len(inkidae)} of 90 specimens")
    sexes = counts(section(visitor, "Sex"))
    expected = Counter(row["sex"] or "not stated" for row in inkidae)
    assert {name: n for name, n in sexes.items() if name in ("male", "female", "not stated")} == {
        name: n for name, n in expected.items() if name in ("male", "female", "not stated")
    }
    assert counts(section(visitor, "Family")) == Counter(row["family"] for row in records)
    tick(section(visitor, "Sex"), "female")
    both = sum(row["sex"] == "female" for row in inkidae)
    visitor.wait(lambda: total(visitor) == f"{both} of 90 specimens")


def test_the_address_brings_the_filter_back_and_tells_what_it_does_not_know(
    visitor: Visitor,
) -> None:
    visitor.open("?sex=female&genus=Genusa|Genusz&colour=family")
    visitor.wait(lambda: "Genusz" in visitor.text("#notice"))
    assert "Genusa" in visitor.text("#filter")
    visitor.one("#filter .close").click()
    assert "Female" in visitor.text("#chips").title()
    total = visitor.text("#chips .total")
    visitor.one("#chips button[aria-label*='Sex']").click()
    visitor.wait(lambda: visitor.text("#chips .total") != total)
    visitor.wait(lambda: "sex=" not in visitor.driver.current_url)
    assert "genus=Genusa" in visitor.driver.current_url
    visitor.driver.refresh()
    visitor.wait(lambda: "Genusa" in visitor.text("#filter"))


def test_every_picture_that_is_meant_has_a_bar_in_the_colour_of_its_value(
    visitor: Visitor,
) -> None:
    seen = """const canvas = document.getElementById('marks');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        const found = new Set();
        for (let at = 0; at < data.length; at += 4)
          if (data[at + 3] === 255) found.add([data[at], data[at + 1], data[at + 2]].join());
        return arguments[0].map((colour) => found.has(colour))"""
    blue, orange = "0,114,178", "213,94,0"
    visitor.open("?colour=family")
    visitor.wait(lambda: visitor.js(seen, [blue, orange]) == [True, True])
    visitor.open("?colour=family&family=Inkidae")
    visitor.wait(lambda: sum(visitor.js(seen, [blue, orange])) == 1)


def test_the_keyboard_filters_years_and_ticks(visitor: Visitor, drawn_map: Path) -> None:
    opened(visitor)
    low = visitor.one(".timeline input")
    assert low.get_attribute("aria-label") == "From year"
    low.send_keys(Keys.END)
    late = sum(row["eventDate"].startswith("1921") for row in rows(drawn_map))
    visitor.wait(lambda: total(visitor) == f"{late} of 90 specimens")
    visitor.wait(lambda: "years=1921..1921" in visitor.driver.current_url)
    low.send_keys(Keys.HOME)
    visitor.wait(lambda: total(visitor) == "90 specimens")
    box = section(visitor, "Family").find_element(By.TAG_NAME, "input")
    box.send_keys(Keys.SPACE)
    visitor.wait(lambda: "of 90" in total(visitor))
    assert visitor.js("return document.activeElement.type") == "checkbox"
    visitor.press(Keys.ESCAPE)
    visitor.wait(lambda: not visitor.one("#filter").is_displayed())
    visitor.wait(lambda: visitor.one("#chips").is_displayed())
    assert visitor.js("return document.activeElement.id") == "filter-toggle"


def test_a_place_is_searched_as_one_types_and_shown_on_the_map(
    visitor: Visitor, drawn_map: Path
) -> None:
    visitor.open()
    visitor.one("#search").send_keys("miln")
    visitor.wait(lambda: "Milne" in visitor.text("#results"))
    found = next(
        one
        for one in visitor.driver.find_elements(By.CSS_SELECTOR, "#results li")
        if "Milne" in one.text
    )
    count = sum("Milne Bay" in row["locality"] for row in rows(drawn_map))
    assert found.text.split("\n") == ["Milne", "Place", str(count)]
    found.click()
    visitor.wait(lambda: visitor.text("#chips .total") == f"{count} of 90 specimens")
    visitor.wait(lambda: "words=Milne" in visitor.driver.current_url)
    visitor.driver.refresh()
    visitor.wait(lambda: visitor.text("#chips .total") == f"{count} of 90 specimens")
    visitor.one("#search").send_keys("CAB-0042")
    visitor.wait(lambda: "catalogue number" in visitor.text("#results"))
    visitor.press(Keys.ENTER)
    visitor.wait(lambda: "CAB-0042" in visitor.text("#card"))


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: run `npm ci`")
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1440])
def test_axe_finds_no_barrier_in_the_filter(visitor: Visitor, width: int, theme: str) -> None:
    visitor.open("?sex=female&colour=genus", (width, 800))
    visitor.js("document.documentElement.dataset.theme = arguments[0]", theme)
    if width < 1000:  # where there is room, colours come with their legend
        visitor.one("#filter-toggle").click()
    visitor.wait(lambda: visitor.one("#filter").is_displayed())
    section(visitor, "Family")
    visitor.wait(lambda: "Genusb" in visitor.text(".legend"))
    visitor.wait(lambda: visitor.text(".world legend"))
    assert visitor.barriers() == []
