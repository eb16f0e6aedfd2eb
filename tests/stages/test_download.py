"""Photographs come whole and once, and a run that was killed goes on where it was."""

import csv
import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PIL import Image

from cabinet.drawn.misbehaviour import Fault
from cabinet.drawn.museum import open_museum
from cabinet.museum import catalogue, texts
from cabinet.museum.specimens import COLUMNS

ROOT = Path(__file__).resolve().parents[2]


def jpeg(shade: int) -> bytes:
    file = io.BytesIO()
    Image.new("L", (64, 48), shade).save(file, "JPEG")
    return file.getvalue()


class Museum(BaseHTTPRequestHandler):
    """Serves /<n>.jpg; some are gone, some come at the second attempt of all runs."""

    asked: Counter[str]
    delay = 0.0

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.asked[self.path] += 1
        time.sleep(self.delay)
        number = int(self.path.strip("/").removesuffix(".jpg"))
        body = jpeg(number % 256)
        self.send_response(404 if number == 5 else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(b"<html>" + body[6:] if number == 7 else body)


@pytest.fixture
def museum() -> Iterator[tuple[str, type[Museum]]]:
    kind = type("Museum", (Museum,), {"asked": Counter()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", kind
    server.shutdown()
    thread.join()
    server.server_close()


def collection(folder: Path, address: str, count: int) -> Path:
    (folder / "data").mkdir()
    place = tuple(COLUMNS).index("identifier")
    rows = []
    for number in range(count):
        row = [f"image-{number:04}"] + [""] * (len(COLUMNS) - 1)
        row[place] = f"{address}/{number}.jpg"
        rows.append(row)
    catalogue.write(folder / "data" / "metadata.csv", [texts.table(tuple(COLUMNS), rows)])
    return folder


def test_each_photograph_comes_once(tmp_path: Path, run_script, museum) -> None:
    address, served = museum
    folder = collection(tmp_path, address, 150)
    made = run_script("download.py", "--collection", folder)
    assert made.returncode == 0, made.stderr
    assert "148 done, 2 rejected" in made.stdout
    raw = folder / "data" / "raw"
    assert len(list(raw.iterdir())) == 148
    assert (raw / "image-0009.jpg").read_bytes() == jpeg(9)
    assert max(served.asked.values()) == 1
    ledger = (folder / "data" / "failures" / "download.csv").read_text()
    assert "image-0005,rejected,the museum has no such photograph (404)" in ledger
    assert "image-0007,rejected,the server sent a page of text" in ledger
    (raw / "image-0003.jpg").unlink()
    assert "1 done" in run_script("download.py", "--collection", folder).stdout
    assert sum(served.asked.values()) == 151


FAULTS = {
    "404": "rejected",
    "410": "rejected",
    "html": "rejected",
    "loop": "rejected",
    "cut": "rejected",
    "shorter": "rejected",
    "500": "failed",
    "longer": "failed",
    "truncated": "failed",
}


def test_the_local_museum_in_every_bad_mood(tmp_path: Path, run_script) -> None:
    photographs = tmp_path / "photographs"
    photographs.mkdir()
    passing = ["429", "500", "503", "truncated", "html"]
    moods = {f"lasting-{kind}": Fault(kind) for kind in FAULTS}
    moods |= {f"passing-{kind}": Fault(kind, times=1) for kind in passing}
    for number, name in enumerate([*moods, "good"]):
        noise = Image.effect_noise((300, 200), 10 + number)
        noise.save(photographs / f"{name}.jpg", quality=95)
    with open_museum(photographs, misbehaviour=moods) as local:
        folder = named_collection(tmp_path, local.base, [*moods, "good"])
        made = run_script("download.py", "--collection", folder)
        assert made.returncode == 1, made.stderr
        busy = next(asked.time for asked in local.log if asked.status == 429)
        # What was on its way when the museum said wait may still come in at once after it.
        assert not [one for one in local.log if busy + 0.2 < one.time < busy + 0.95]
    with (folder / "data" / "failures" / "download.csv").open(newline="") as file:
        ledger = {row[1]: row[2] for row in csv.reader(file)}
    wanted = {f"lasting-{kind}": outcome for kind, outcome in FAULTS.items()}
    assert ledger == wanted | {"passing-html": "rejected"}
    whole = {path.stem for path in (folder / "data" / "raw").iterdir()}
    assert whole == {"good", "passing-429", "passing-500", "passing-503", "passing-truncated"}


def named_collection(folder: Path, address: str, names: list[str]) -> Path:
    (folder / "data").mkdir()
    blank = [""] * len(COLUMNS)
    place = tuple(COLUMNS).index("identifier")
    rows = [
        [name, *blank[1:place], f"{address}/media/{name}", *blank[place + 1 :]] for name in names
    ]
    catalogue.write(folder / "data" / "metadata.csv", [texts.table(tuple(COLUMNS), rows)])
    return folder


def test_a_killed_run_leaves_nothing_half_and_goes_on(tmp_path: Path, run_script, museum) -> None:
    address, served = museum
    served.delay = 0.02
    folder = collection(tmp_path, address, 200)
    command = [sys.executable, ROOT / "download.py", "--collection", folder]
    raw = folder / "data" / "raw"
    for count in (1, 80):
        killed = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        while killed.poll() is None and sum(served.asked.values()) < count:
            time.sleep(0.01)
        os.kill(killed.pid, signal.SIGKILL)
        killed.wait()
        for path in raw.glob("image*.jpg"):
            assert path.read_bytes() == jpeg(int(path.stem[-4:]) % 256)
    served.delay = 0.0
    assert run_script("download.py", "--collection", folder).returncode == 0
    assert len([path for path in raw.iterdir() if path.name[0] != "."]) == 198
    assert not [path for path in raw.iterdir() if path.name[0] == "."]


def test_a_photograph_that_is_not_in_the_catalogue_fails(
    tmp_path: Path, run_script, museum
) -> None:
    folder = collection(tmp_path, museum[0], 3)
    made = run_script("download.py", "--collection", folder, "image-0001", "unheard-of")
    assert made.returncode == 1
    assert (folder / "data" / "raw" / "image-0001.jpg").exists()
    assert "not in the catalogue" in (folder / "data" / "failures" / "download.csv").read_text()


def test_a_size_that_does_not_exist_is_said(tmp_path: Path, run_script, museum) -> None:
    folder = collection(tmp_path, museum[0], 1)
    made = run_script("download.py", "--collection", folder, "--photograph-size", "huge")
    assert made.returncode == 1
    ledger = (folder / "data" / "failures" / "download.csv").read_text()
    assert "photograph_size is original, preview or iiif:!W,H in pixels, not huge" in ledger


def test_an_interruption_ends_the_run_well(tmp_path: Path, museum) -> None:
    address, served = museum
    served.delay = 0.05
    folder = collection(tmp_path, address, 300)
    command = [sys.executable, ROOT / "download.py", "--collection", folder]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    while sum(served.asked.values()) < 10:
        time.sleep(0.01)
    run.send_signal(signal.SIGINT)
    out, err = run.communicate(timeout=20)
    assert run.returncode == 130
    assert "interrupted; run it again to go on" in err
    assert "Traceback" not in err
    assert "left" in out
