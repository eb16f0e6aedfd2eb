"""Time the labels server on a collection of 716,000 ids: start, first card, saves, first sheet.

    python benchmarks/labels.py [--count 716000] [--photographs FOLDER]

The collection is made of empty files with real names (the server lists them, and opens only what a
page shows) and of lists of full length. With `--photographs`, a folder of photographs with masks
(`media/`, `masks/`), clicks on the outline page are timed as well: a fifth of each specimen is
taken off its mask, one click is made in what is missing, and the IoU before and after is told.
"""

import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
FAMILIES = ("Papilionidae", "Pieridae", "Nymphalidae", "Lycaenidae", "Noctuidae")
SAVES = 200


def made(folder: Path, count: int) -> list[str]:
    """Make a collection of empty cutouts, thumbnails and photographs, and full lists."""
    images = [f"{number:08d}_0123456789abcdef" for number in range(count)]
    for place, suffix in (("images_alpha", ".png"), ("images_rotated_128", ".jpg")):
        (folder / "data" / place).mkdir(parents=True)
        for image in images:
            os.close(os.open(folder / "data" / place / f"{image}{suffix}", os.O_CREAT))
    with (folder / "data/metadata.csv").open("w") as file:
        file.write("image,scientificName,scientificNameAuthorship,family,genus,sex,country\n")
        for number, image in enumerate(images):
            family = FAMILIES[number % 5]
            name = f"Genus{number % 3000} species{number % 30000}"
            file.write(f'{image},{name},"Linnaeus, 1758",{family},Genus{number % 3000},female,UK\n')
    with (folder / "data/rotations_calculated.csv").open("w") as file:
        file.write("image,rotation,confidence\n")
        file.writelines(
            f"{image},{n % 360 - 180},{n * 37 % 1000 / 1000}\n" for n, image in enumerate(images)
        )
    return images


class Server:
    """A labels server, and questions to it."""

    def __init__(self, folder: Path) -> None:
        began = time.monotonic()
        command = [sys.executable, "labels_server.py", "--collection", str(folder)]
        self.process = subprocess.Popen(
            [*command, "--port", "0", "--no-browser"], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().split()[0].rstrip("/")
        self.host = self.address.removeprefix("http://")
        self.get("/rotations.html")
        self.started = time.monotonic() - began

    def get(self, path: str) -> tuple[float, bytes]:
        """Return how long an answer took, in seconds, and the answer."""
        return self.ask("GET", path, None)

    def ask(self, method: str, path: str, body: Any) -> tuple[float, bytes]:
        """Return how long an answer took, in seconds, and the answer."""
        connection = http.client.HTTPConnection(self.host, timeout=120)
        sent = {"Origin": self.address, "Content-Type": "application/json"}
        began = time.monotonic()
        connection.request(method, path, json.dumps(body) if body else None, sent)
        answer = connection.getresponse()
        text = answer.read()
        took = time.monotonic() - began
        assert answer.status == 200, text[:300]
        connection.close()
        return took, text


def server_figures(count: int) -> None:
    """Print the figures of a collection of so many ids."""
    with tempfile.TemporaryDirectory() as folder:
        images = made(Path(folder), count)
        server = Server(Path(folder))
        try:
            print(f"{count:,} ids; load {os.getloadavg()[0]:.1f}")
            show("start until a page is served (goal 3)", server.started)
            show("first card: reads all lists", server.get("/api/rotations/next")[0])
            show("next cards", usual(server, "/api/rotations/next?count=8"))
            took = saves(server, images)
            show("a save, durable, median (goal 1)", statistics.median(took))
            show("a save, durable, 95th percentile", sorted(took)[int(SAVES * 0.95)])
            sheet = "/api/quality/items?count=200"
            show("first sheet of thumbnails: reads all lists", server.get(sheet)[0])
            show("further sheets", usual(server, f"{sheet}&offset=4000"))
            show("a name looked for", usual(server, f"{sheet}&text=genus77"))
        finally:
            server.process.terminate()
            server.process.wait(20)


def saves(server: Server, images: list[str]) -> list[float]:
    """Return how long each of SAVES saves took until the server said that it is on the disk."""
    took = []
    for number in range(SAVES):
        body = {"save": str(uuid.uuid4()), "user": "Ann", "image": images[number * 7]}
        took.append(server.ask("POST", "/api/rotations", body | {"rotation": 12.5})[0])
    return took


def usual(server: Server, path: str) -> float:
    """Return the median of five answers, in seconds."""
    return statistics.median(server.get(path)[0] for _ in range(5))


def show(what: str, seconds: float) -> None:
    """Print a figure."""
    print(f"  {what:<44} {seconds:8.3f} s")


def click_figures(folder: Path, count: int = 40) -> None:
    """Print how long a click takes, and what it mends."""
    import cv2
    import numpy as np

    from cabinet.labels.pictures import SIDE
    from cabinet.labels.segmenting import corrected

    took, before, after = [], [], []
    for path in sorted((folder / "masks").glob("*.png"))[:count]:
        photograph = cv2.imread(str(folder / "media" / f"{path.stem}.jpg"))
        mask = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
        if photograph is None or not (mask > 127).any():
            continue
        scale = SIDE / max(photograph.shape[:2])
        photograph = cv2.cvtColor(
            cv2.resize(photograph, None, fx=scale, fy=scale), cv2.COLOR_BGR2RGB
        )
        whole = cv2.resize(mask, photograph.shape[1::-1]) > 127
        known = whole.copy()
        known[:, : int(np.percentile(np.nonzero(whole)[1], 20))] = False
        depth = cv2.distanceTransform((whole & ~known).astype(np.uint8), cv2.DIST_L2, 5)
        y, x = np.unravel_index(depth.argmax(), depth.shape)
        click = (x / whole.shape[1] * 1000, y / whole.shape[0] * 1000, True)
        began = time.monotonic()
        found = corrected(photograph, np.where(known, 255, 0).astype(np.uint8), [click]) > 127
        took.append(time.monotonic() - began)
        before.append((known & whole).sum() / (known | whole).sum())
        after.append((found & whole).sum() / (found | whole).sum())
    print(
        f"a click on {len(took)} photographs: median {statistics.median(took) * 1000:.0f} ms "
        f"(goal 200), longest {max(took) * 1000:.0f} ms; "
        f"IoU {np.mean(before):.3f} before, {np.mean(after):.3f} after"
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=716_000)
    parser.add_argument("--photographs", type=Path)
    options = parser.parse_args()
    server_figures(options.count)
    if options.photographs:
        click_figures(options.photographs)


if __name__ == "__main__":
    main()
