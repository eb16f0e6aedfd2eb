"""A small collection that the whole chain has worked on, a labels server, a browser."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, PngImagePlugin

from tests.labels.curator import NAME, begin

CHROMIUM, DRIVER = Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")
WING = [(60, 200), (120, 30), (180, 200)]  # in a square of 240
LEFT, TOP = 80, 40  # where it lies in the photograph of 400 by 300


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """Four tilted specimens, the network's proposals, and a name that is markup."""
    for folder in ("images_alpha", "raw", "images_rotated_128"):
        (tmp_path / "data" / folder).mkdir(parents=True)
    for number in range(4):
        _specimen(tmp_path / "data", f"moth{number}", -20 - number)
    named = {
        "rotations_calculated.csv": [
            "image,rotation,confidence",
            *(f"moth{number},{-20 - number},0.{number + 1}" for number in range(4)),
        ],
        "metadata.csv": [
            "image,scientificName,family",
            f"moth0,{NAME},Nymphalidae",
            *(f"moth{number},Aglais urticae,Nymphalidae" for number in (1, 2, 3)),
        ],
        "suspects.csv": [
            "image,reason,score,written,probable",
            "moth3,nearest are others,0.9,Aglais urticae,Vanessa atalanta",
        ],
    }
    for name, lines in named.items():
        (tmp_path / "data" / name).write_text("\n".join(lines) + "\n")
    return tmp_path


def _specimen(data: Path, image: str, tilt: int) -> None:
    cutout = Image.new("RGBA", (240, 240), (255, 255, 255, 0))
    ImageDraw.Draw(cutout).polygon(WING, fill=(150, 80, 40, 255))
    photograph = Image.new("RGB", (400, 300), (235, 232, 225))
    photograph.paste(cutout, (LEFT, TOP), cutout)
    photograph.save(data / f"raw/{image}.jpg", quality=95)
    box = [LEFT + 60, TOP + 30, 121, 171]  # of the wing, in the photograph
    square = Image.new("RGBA", (192, 192), (255, 255, 255, 0))
    inside = cutout.crop((60, 30, 181, 201))
    square.paste(inside, ((192 - box[2]) // 2, (192 - box[3]) // 2))
    note = PngImagePlugin.PngInfo()
    note.add_text("Comment", json.dumps({"box": box, "confidence": 0.98, "others": 0}))
    turned = square if image == "moth1" else cutout.rotate(tilt)
    turned.save(data / f"images_alpha/{image}.png", pnginfo=note)
    small = Image.new("RGB", (128, 128), "white")
    small.paste(square.resize((128, 128)), mask=square.resize((128, 128)))
    small.save(data / f"images_rotated_128/{image}.jpg")


@pytest.fixture
def server(collection: Path) -> Iterator[list]:
    """A process and its address; a test may put another process in its place."""
    running = list(begin(collection))
    yield running
    running[0].kill()
    running[0].wait(10)


@pytest.fixture
def page() -> Iterator[object]:
    webdriver = pytest.importorskip("selenium.webdriver")
    if not (CHROMIUM.exists() and DRIVER.exists()):
        pytest.skip("there is no Chromium with its driver in /usr/bin")
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,900"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(str(DRIVER)))
    yield driver
    driver.quit()
