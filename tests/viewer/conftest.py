"""A small map made by the chain's own stages, a web server for it, and browsers to look at it."""

import contextlib
import csv
import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.viewer.visitor import Visitor, webdriver

ROOT = Path(__file__).resolve().parents[2]
COUNT = 90
PLACES = [
    ("-10.3", "150.4"),
    ("-17.7", "178.1"),
    ("-14.3", "-170.7"),
    ("51.5", "-0.1"),
    ("4.6", "-74.1"),
]
HOSTILE = [
    "<img src=x onerror=window.harmed=1>",
    '"><script>window.harmed=1</script>',
    "{{constructor.constructor('window.harmed=1')()}}",
    "javascript:window.harmed=1",
    "a\u202eb\u0000c' onmouseover='window.harmed=1",
]


def sprite(number: int) -> Image.Image:
    """Return a simple moth of four wings whose colour tells its genus."""
    image = Image.new("RGBA", (256, 256))
    pen = ImageDraw.Draw(image)
    genus = number % 6
    colour = [
        (150, 60, 40),
        (60, 90, 140),
        (200, 160, 60),
        (70, 110, 70),
        (90, 80, 75),
        (180, 120, 140),
    ]
    for side in (-1, 1):
        wing = [(128, 110), (128 + side * 110, 50 + 4 * genus), (128 + side * 96, 130), (128, 140)]
        pen.polygon(wing, (*colour[genus], 255))
        pen.ellipse(sorted_box(128 + side * 8, 130, 128 + side * 76, 200), (*colour[genus], 230))
    pen.ellipse((120, 90, 136, 180), (40, 30, 25, 255))
    return image


def sorted_box(x0: int, y0: int, x1: int, y1: int) -> tuple[int, int, int, int]:
    """Return a box whose corners are in the order that Pillow wants."""
    return min(x0, x1), y0, max(x0, x1), y1


def record(number: int) -> dict[str, str]:
    """Return the record of a drawn specimen; every eleventh is hostile in all its texts."""
    genus, epithet = f"Genus{'abcdef'[number % 6]}", ("alba", "nigra", "rubra")[number // 6 % 3]
    lat, lon = PLACES[number // 2 % len(PLACES)] if number % 2 == 0 else ("", "")
    fields = {
        "image": f"specimen-{number:03}",
        "occurrenceID": f"urn:cabinet:{number:03}",
        "catalogNumber": f"CAB-{number:04}",
        "scientificName": f"{genus} {epithet}",
        "scientificNameAuthorship": "Linnaeus, 1758",
        "order": "Lepidoptera",
        "family": ("Drawnidae", "Inkidae")[number % 2],
        "genus": genus,
        "specificEpithet": epithet,
        "sex": ("male", "female", "")[number % 3],
        "typeStatus": "Holotype" if number == 0 else "",
        "country": "Papua New Guinea",
        "locality": "Milne Bay",
        "decimalLatitude": lat,
        "decimalLongitude": lon,
        "eventDate": ("1899-12", "1921-05-17", "1903")[number % 3],
        "recordedBy": "A. S. Meek",
        "institutionCode": "NHMUK",
        "license": "http://creativecommons.org/licenses/by/4.0/legalcode",
        "rightsHolder": "The Trustees of the Natural History Museum, London",
        "identifier": f"https://museum.invalid/media/{number}",
    }
    if number % 11 == 10:
        texts = ("scientificName", "locality", "recordedBy", "references", "sex")
        fields |= dict(zip(texts, HOSTILE, strict=True))
    return fields


def make_map(folder: Path, rows: list[dict[str, str]], run_script: Callable, settings: str) -> Path:
    """Make a map of records by the real stages; return its web folder."""
    from cabinet.map import arrays, kin, neighbours
    from tests.cabinet.map.map_samples import save

    (folder / "data/sprites").mkdir(parents=True)
    for number, row in enumerate(rows):
        save(sprite(number), folder / "data/sprites" / f"{row['image']}.jpg")
    with (folder / "data/metadata.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(key for row in rows for key in row)))
        writer.writeheader()
        writer.writerows(rows)
    random = np.random.default_rng(1)
    images = np.array([row["image"] for row in rows], "S64")
    centres = random.normal(size=(6, 128)) * 4
    codes = centres[np.arange(len(rows)) % 6] + random.normal(size=(len(rows), 128))
    places = codes[:, :2] + random.normal(size=(len(rows), 2)) * 0.3
    code_table = arrays.table(arrays.CODES, image=images, code=codes.astype(np.float32))
    arrays.save(folder / "data/latent_codes.npy", code_table)
    near, _ = neighbours.nearest(code_table["code"], 8)
    kin.keeper(folder / "data/kin.npy", images)(near)
    place_table = arrays.table(arrays.EMBEDDING, image=images, x=places[:, 0], y=places[:, 1])
    arrays.save(folder / "data/embedding.npy", place_table)
    (folder / "config.toml").write_text(settings, encoding="utf-8")
    for script in ("move_points.py", "create_tiles.py", "create_json.py"):
        run = run_script(script, "--collection", folder)
        assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]
    return folder / "server"


@pytest.fixture(scope="session")
def drawn_map(tmp_path_factory: pytest.TempPathFactory, run_script: Callable) -> Path:
    """Return the web folder of a map of COUNT drawn specimens."""
    rows = [record(number) for number in range(COUNT)]
    fix = 'labels_address = "http://127.0.0.1:5000/?image={image}"\n'
    return make_map(tmp_path_factory.mktemp("viewer"), rows, run_script, fix)


class Handler(http.server.SimpleHTTPRequestHandler):
    """What `python -m http.server` does, without its log."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine and give the address of the map."""
    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/index.html"
        server.shutdown()


@pytest.fixture(scope="session")
def address(drawn_map: Path) -> Iterator[str]:
    """The address of the map."""
    with served(drawn_map) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    """A headless Chromium without graphics card."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    flags = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
    for flag in (*flags, "--window-size=1300,900", "--lang=en", "--disable-background-networking"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.ChromeService(shutil.which("chromedriver"))
    driver = webdriver.Chrome(options=options, service=service)
    yield driver
    driver.quit()


@pytest.fixture
def visitor(browser: webdriver.Chrome, address: str) -> Visitor:
    """A person who wants no motion, so that everything is there at once."""
    person = Visitor(browser, address)
    person.prefer("prefers-reduced-motion", "reduce")
    person.requests()
    person.complaints()
    return person
