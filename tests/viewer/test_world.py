"""The map of places in a real browser: a box that filters, by mouse, finger and keyboard."""

from pathlib import Path

import pytest

from tests.viewer.test_filter import opened, rows, section, tick, total
from tests.viewer.visitor import NEEDS_A_BROWSER, PHONE, By, Keys, Visitor

pytestmark = NEEDS_A_BROWSER


def within(drawn_map: Path, west: float, south: float, east: float, north: float) -> list[dict]:
    """Return the records of the catalogue whose place is in a box."""
    found = []
    for row in rows(drawn_map):
        if not row["decimalLatitude"]:
            continue
        lon, lat = float(row["decimalLongitude"]), float(row["decimalLatitude"])
        across = west <= lon <= east if west <= east else lon >= west or lon <= east
        if across and south <= lat <= north:
            found.append(row)
    return found


def shown(visitor: Visitor) -> None:
    opened(visitor)
    visitor.wait(lambda: visitor.text(".world legend"))


def type_box(visitor: Visitor, *sides: str) -> None:
    """Fill the four fields: west, east, south, north."""
    fields = visitor.driver.find_elements(By.CSS_SELECTOR, ".sides input")
    for field, side in zip(fields, sides, strict=True):
        field.send_keys(Keys.CONTROL, "a", Keys.NULL, side or Keys.DELETE, Keys.TAB)


def point(visitor: Visitor, lon: float, lat: float) -> tuple[float, float]:
    """Return where a place lies on the screen; the map spans 360 degrees from 169 west."""
    script = """const [lon, lat, done] = arguments;
        const address = new URL("js/filter/projection.js", location.href);
        import(address).then(({ framed, project, WORLD }) => {
          const canvas = document.querySelector('.world canvas');
          canvas.scrollIntoView({ block: 'center' });
          const frame = canvas.getBoundingClientRect();
          const { x, y } = project(framed(WORLD, 300), lon, lat);
          done([frame.left + x * frame.width / 300, frame.top + y * frame.width / 300]);
        })"""
    x, y = visitor.driver.execute_async_script(script, lon, lat)
    return x, y


def counted(visitor: Visitor, count: int) -> None:
    visitor.wait(lambda: total(visitor) == f"{count} of 90 specimens")


def test_typed_boxes_count_what_the_catalogue_says(visitor: Visitor, drawn_map: Path) -> None:
    shown(visitor)
    placeless = sum(not row["decimalLatitude"] for row in rows(drawn_map))
    assert visitor.text(".world .facts") == f"{placeless} without a place"
    for west, south, east, north in ((100, -30, 160, 0), (170, -20, -170, 0), (-90, 0, 10, 60)):
        type_box(visitor, *map(str, (west, east, south, north)))
        records = within(drawn_map, west, south, east, north)
        assert 0 < len(records) < 45
        counted(visitor, len(records))
        visitor.wait(
            lambda box=f"box={west},{south},{east},{north}": box in visitor.driver.current_url
        )
    tick(section(visitor, "Sex"), "female")
    counted(visitor, sum(row["sex"] == "female" for row in records))
    type_box(visitor, "", "", "", "")
    counted(visitor, sum(row["sex"] == "female" for row in rows(drawn_map)))


def test_a_box_over_the_date_line_comes_back_and_is_taken_away(
    visitor: Visitor, drawn_map: Path
) -> None:
    visitor.open("?box=170,-20,-170,0&genus=Genusa")
    both = [row for row in within(drawn_map, 170, -20, -170, 0) if row["genus"] == "Genusa"]
    counted(visitor, len(both))
    assert "Where: 170° E – 170° W, 20° S – 0°" in visitor.text("#chips")
    visitor.one("#chips button[aria-label*='Where']").click()
    visitor.wait(lambda: "box=" not in visitor.driver.current_url)
    assert "genus=Genusa" in visitor.driver.current_url
    visitor.open("?box=1,2,3")
    visitor.wait(lambda: "1,2,3" in visitor.text("#notice"))


def test_a_box_is_drawn_moved_and_dropped_with_the_mouse(visitor: Visitor, drawn_map: Path) -> None:
    shown(visitor)

    def drag(start: tuple[float, float], end: tuple[float, float]) -> None:
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
        steps = (("mousePressed", start), ("mouseMoved", middle), ("mouseMoved", end))
        for kind, (x, y) in (*steps, ("mouseReleased", end)):
            event = {"type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1}
            visitor.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)

    drag(point(visitor, 140, 10), point(visitor, 165, -25))
    counted(visitor, len(within(drawn_map, 140, -25, 165, 10)))
    drag(point(visitor, 152, 0), point(visitor, 179, 0))
    moved = within(drawn_map, 168, -25, -169, 9)
    assert {row["decimalLongitude"] for row in moved} == {"178.1", "-170.7"}
    counted(visitor, len(moved))
    drag(point(visitor, 0, 0), point(visitor, 0.5, 0.5))
    visitor.wait(lambda: total(visitor) == "90 specimens")


def test_a_finger_draws_a_box(visitor: Visitor, drawn_map: Path) -> None:
    visitor.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True})
    try:
        visitor.open("", PHONE)
        visitor.one("#filter-toggle").click()
        visitor.wait(lambda: visitor.text(".world legend"))
        start, end = point(visitor, -100, 30), point(visitor, -50, -20)
        for kind, at in (("touchStart", start), ("touchMove", end), ("touchEnd", None)):
            points = [{"x": at[0], "y": at[1]}] if at else []
            event = {"type": kind, "touchPoints": points}
            visitor.driver.execute_cdp_cmd("Input.dispatchTouchEvent", event)
        counted(visitor, len(within(drawn_map, -100, -20, -50, 30)))
    finally:
        visitor.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})


def test_arrow_keys_in_a_field_move_its_side(visitor: Visitor, drawn_map: Path) -> None:
    shown(visitor)
    west = visitor.one(".sides input")
    assert west.get_attribute("placeholder") == "-180"
    west.send_keys(Keys.SHIFT, Keys.ARROW_UP, Keys.ARROW_UP, Keys.NULL, Keys.ARROW_UP)
    visitor.wait(lambda: "box=-159,-90,180,90" in visitor.driver.current_url)
    counted(visitor, len(within(drawn_map, -159, -90, 180, 90)))
    assert visitor.js("return document.activeElement.placeholder") == "-180"


@pytest.mark.parametrize("missing", ["coast.json"])
def test_without_coasts_the_map_of_places_still_filters(visitor: Visitor, missing: str) -> None:
    blocked = {"urls": [f"*{missing}*"]}
    visitor.driver.execute_cdp_cmd("Network.enable", {})
    visitor.driver.execute_cdp_cmd("Network.setBlockedURLs", blocked)
    try:
        shown(visitor)
    finally:
        visitor.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})
