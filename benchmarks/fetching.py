"""Download from a museum on this machine: Cabinet beside a requests loop, img2dataset and aria2c.

    python -m benchmarks fetching

The museum (a process of its own) thinks 20 ms before each answer. First all are timed on a museum
without faults, at four connections, the loop at its one; then each has a museum where one
photograph in ten meets a fault: busy (429, Retry-After 1 s), 500, 503, torn, cut short, a web page.
Counted are files that are not the museum's to the byte, and requests sent while told to wait.
At last 716,000 photographs are there already, and the stage is started again.
"""

import contextlib
import hashlib
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import requests

from benchmarks import samples
from benchmarks.sidebyside import Row, absent, child, faster, in_turns, main, threads
from cabinet.drawn import desk as desks
from cabinet.drawn.misbehaviour import Fault
from cabinet.drawn.museum import _Server
from cabinet.museum import fetching

COUNT, THINKING, CONNECTIONS = 300, 0.02, 4
KINDS = ("429", "500", "503", "truncated", "cut", "html")
WORK = "download, 20 ms latency"
FULL = 716_000


class Thinking(desks.Desk):
    """A desk that takes its time, and notes when a request came and when its answer left."""

    notes: Path

    def do_GET(self) -> None:  # noqa: N802 - its name in the standard library
        """Note, think, answer."""
        come = time.monotonic()
        time.sleep(THINKING)
        before = len(self.museum.log)
        super().do_GET()
        busy = any(one.status == 429 for one in self.museum.log[before:])
        with self.notes.open("a") as file:
            file.write(f"{come} {time.monotonic()} {int(busy)}\n")


def serve(folder: Path, notes: Path, faults: bool, told: "multiprocessing.Queue[str]") -> None:
    """Be a museum until the process is ended."""
    holdings = desks.Holdings(folder)
    names = sorted(holdings.files)
    wrong = {
        name: Fault(KINDS[number // 10 % len(KINDS)], times=1)
        for number, name in enumerate(names)
        if faults and number % 10 == 0
    }
    museum = desks.Museum(holdings, None, wrong)
    desk = type("Here", (Thinking,), {"museum": museum, "notes": notes})
    server = _Server(("127.0.0.1", 0), desk)
    museum.base = f"http://127.0.0.1:{server.server_address[1]}"
    told.put(museum.base)
    server.serve_forever()


@contextlib.contextmanager
def museum(folder: Path, notes: Path, *, faults: bool) -> Iterator[dict[str, str]]:
    """Open a museum; yield the address of each photograph's original."""
    told: multiprocessing.Queue[str] = multiprocessing.Queue()
    process = multiprocessing.Process(target=serve, args=(folder, notes, faults, told), daemon=True)
    process.start()
    base = told.get()
    try:
        yield {path.stem: f"{base}/media/{path.stem}/original" for path in folder.glob("*.jpg")}
    finally:
        process.terminate()
        process.join()


def cabinet(addresses: dict[str, str], into: Path) -> None:
    """Fetch as download.py does: batches of 32, one client."""
    client = fetching.Client("Cabinet benchmark", connections=CONNECTIONS)
    names = list(addresses)
    into.mkdir(exist_ok=True)
    for first in range(0, len(names), 32):
        some = names[first : first + 32]
        places = {name: (addresses[name], into / f".{name}.part") for name in some}
        errors = client.fetch_all(places)
        for item, (_, partly) in places.items():
            if item not in errors:
                partly.replace(into / f"{item}.jpg")


def stage(addresses: dict[str, str], into: Path) -> None:
    """Run download.py itself, twice: what fails for want of luck is tried again by the next run."""
    (into / "data").mkdir(parents=True)
    lines = (f"{name},{address}\n" for name, address in addresses.items())
    (into / "data/metadata.csv").write_text("image,identifier\n" + "".join(lines))
    for _ in range(2):
        child(sys.executable, "download.py", "--collection", into, "--photograph-size", "original")


def loop(addresses: dict[str, str], into: Path) -> None:
    """Fetch one after the other, as the ancestor does."""
    into.mkdir(exist_ok=True)
    for name, address in addresses.items():
        with contextlib.suppress(requests.RequestException):
            (into / f"{name}.jpg").write_bytes(requests.get(address, timeout=30).content)


def aria2c(addresses: dict[str, str], into: Path) -> None:
    """Let aria2c fetch a list."""
    into.mkdir(exist_ok=True)
    listed = into / "list.txt"
    lines = (f"{address}\n  out={name}.jpg\n" for name, address in addresses.items())
    listed.write_text("".join(lines))
    child("aria2c", "-q", "-i", listed, "-j", CONNECTIONS, "-x", 1, "-d", into, "-m", 5,
          "--retry-wait=1", "--allow-overwrite=true", "--auto-file-renaming=false")  # fmt: skip


def img2dataset(addresses: dict[str, str], into: Path) -> None:
    """Let img2dataset fetch a list, without resizing."""
    listed = into.with_suffix(".txt")
    listed.write_text("\n".join(addresses.values()) + "\n")
    os.environ["NO_ALBUMENTATIONS_UPDATE"] = "1"
    child("img2dataset", f"--url_list={listed}", f"--output_folder={into}", "--processes_count=1",
          f"--thread_count={CONNECTIONS}", "--resize_mode=no", "--output_format=files",
          "--retries=5", "--encode_quality=95", "--skip_reencode=True")  # fmt: skip


def wrong(into: Path, folder: Path) -> tuple[int, int]:
    """Return how many files are not the museum's, and how many are missing; names do not count."""
    true = {hashlib.sha256(path.read_bytes()).digest() for path in folder.glob("*.jpg")}
    found = [path.read_bytes() for path in into.rglob("*") if path.suffix in (".jpg", ".jpeg")]
    right = {hashlib.sha256(data).digest() for data in found} & true
    return sum(hashlib.sha256(data).digest() not in true for data in found), len(true) - len(right)


def impatient(notes: Path) -> int:
    """Return how many requests came while the museum had said to wait; 10 ms are on the way."""
    rows = [tuple(map(float, line.split())) for line in notes.read_text().splitlines()]
    waits = [(left + 0.01, left + 1 - 0.01) for _, left, busy in rows if busy]
    return sum(any(low < come < high for low, high in waits) for come, _, _ in rows)


def again() -> Row:
    """Start download.py where 716,000 photographs are there."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "data/raw")
        folder.mkdir(parents=True)
        catalogue = folder.parent / "metadata.csv"
        with catalogue.open("w") as file:
            file.write("image,identifier\n")
            for number in range(FULL):
                file.write(f"i{number:032x},https://data.nhm.ac.uk/media/i{number:032x}\n")
        for number in range(FULL):
            os.close(os.open(folder / f"i{number:032x}.jpg", os.O_CREAT))
        command = (sys.executable, "download.py", "--collection", name)
        runs = [child(*command) for _ in range(3)]
        best = min(runs, key=lambda run: run["wall"])
        assert best["status"] == 0
    told = f"{best['wall']:.1f} s ({best['processor']:.1f} s of a processor), {best['peak']:.2f} GB"
    return Row("download, started again", "716,000 done", "≤ 5 s", told, best["wall"] <= 5)


def rows() -> Iterator[Row]:
    """Compare, time, and yield the rows."""
    threads(1)
    sides: dict[str, Callable[[dict[str, str], Path], None]] = {"Cabinet": cabinet, "loop": loop}
    peers = {"img2dataset": img2dataset, "aria2c": aria2c}
    sides |= {name: side for name, side in peers.items() if shutil.which(name)}
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        held = here / "held"
        held.mkdir()
        frames = samples.frames(40)
        for number in range(COUNT):
            data = frames[number % len(frames)][0].read_bytes()
            tail = b"\xff\xfe\x00\x08" + f"{number:06d}".encode()  # a comment: each differs
            (held / f"photograph{number:04d}.jpg").write_bytes(data[:20] + tail + data[20:])
        with museum(held, here / "calm.txt", faults=False) as addresses:
            taken = in_turns({side: partial(fetch, addresses, here / f"calm-{side}")
                              for side, fetch in sides.items()})  # fmt: skip
        told = {}
        for side, fetch in sides.items():
            notes = here / f"{side}.notes"
            with museum(held, notes, faults=True) as addresses:
                (stage if side == "Cabinet" else fetch)(addresses, here / f"faulty-{side}")
            others, missing = wrong(here / f"faulty-{side}", held)
            told[side] = f"wrong {others}, missing {missing}, too early {impatient(notes)}"
            print(f"  with faults: {side:<20} {told[side]}", flush=True)
    for side, against in (("loop", "requests loop"), ("img2dataset", ""), ("aria2c", "")):
        if side not in sides:
            yield absent(WORK, side, "-")
            continue
        yield faster(WORK, against or side, ours=taken["Cabinet"], theirs=taken[side],
                     least=3.5 if side == "loop" else None,
                     beside=f"{COUNT} files; theirs with faults: {told[side]}")  # fmt: skip
    good = told["Cabinet"].startswith("wrong 0") and told["Cabinet"].endswith("too early 0")
    yield Row("download, with faults", "-", "wrong 0, too early 0", told["Cabinet"], good)
    yield again()


if __name__ == "__main__":
    main(rows)
