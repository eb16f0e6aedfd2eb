"""Fetching from a museum that misbehaves in every way museums do."""

import errno
import io
import struct
import threading
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from cabinet.museum.fetching import TRIES, Client, Passing
from cabinet.outcomes import Rejected


def jpeg() -> bytes:
    file = io.BytesIO()
    Image.effect_noise((200, 150), 40).save(file, "JPEG")
    return file.getvalue()


def bomb() -> bytes:
    """Return a PNG of 60,000 x 60,000 pixels in some sixty bytes."""
    picture = b"\x89PNG\r\n\x1a\n"
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    for body in (b"IHDR" + head, b"IDAT" + zlib.compress(bytes(9)), b"IEND"):
        picture += struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return picture


WHOLE = jpeg()


class Museum(ThreadingHTTPServer):
    """A museum on this machine; what it does is in the first part of the path."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Counter_)
        self.asked: list[tuple[float, str]] = []
        self.counts: Counter[str] = Counter()
        self.agents: set[str] = set()
        self.closed_until = 0.0
        self.told: list[float] = []
        self.at_once = self.most_at_once = 0
        self.lock = threading.Lock()

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{path}"


class Counter_(BaseHTTPRequestHandler):  # noqa: N801 - the museum's counter
    server: Museum
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def answer(self, status: int, body: bytes = b"", length: int | None = None, **headers: str):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)
        if length is not None and length > len(body):
            self.close_connection = True

    def do_GET(self) -> None:
        museum, what = self.server, self.path.split("/")[1]
        with museum.lock:
            museum.asked.append((time.monotonic(), self.path))
            museum.counts[self.path] += 1
            museum.agents.add(self.headers["User-Agent"])
            museum.at_once += 1
            museum.most_at_once = max(museum.most_at_once, museum.at_once)
        try:
            getattr(self, what)()
        except OSError:
            pass
        finally:
            with museum.lock:
                museum.at_once -= 1

    def good(self) -> None:
        self.answer(200, WHOLE, Content_Type="image/jpeg")

    def slow(self) -> None:
        time.sleep(0.03)
        self.good()

    def gone(self) -> None:
        self.answer(int(self.path.split("/")[2]))

    def busy(self) -> None:
        now = time.monotonic()
        with self.server.lock:
            if not self.server.told:
                self.server.closed_until = now + 1.0
            closed = now < self.server.closed_until
            if closed:
                self.server.told.append(now)
        if closed:
            self.answer(429, Retry_After="1")
        else:
            self.good()

    def flaky(self) -> None:
        if self.server.counts[self.path] < 3:
            self.answer(500)
        else:
            self.good()

    def broken(self) -> None:
        self.answer(500)

    def stall(self) -> None:
        if self.server.counts[self.path] < 2:
            time.sleep(1.0)
        self.good()

    def short(self) -> None:
        self.answer(200, WHOLE[:-500], len(WHOLE))

    def cut(self) -> None:
        """Break off without having announced a length; the second time all is well."""
        if self.server.counts[self.path] > 1:
            self.good()
            return
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(WHOLE[:-500])
        self.close_connection = True

    def damaged(self) -> None:
        self.answer(200, WHOLE[: len(WHOLE) // 2], Content_Type="image/jpeg")

    def page(self) -> None:
        self.answer(200, b"<!DOCTYPE html><html>We are moving</html>", Content_Type="text/html")

    def rubbish(self) -> None:
        self.answer(200, bytes(range(256)) * 10, Content_Type="image/jpeg")

    def empty(self) -> None:
        self.answer(200)

    def bomb(self) -> None:
        self.answer(200, bomb(), Content_Type="image/png")

    def hop(self) -> None:
        self.answer(302, Location="/good/hop")

    def circle(self) -> None:
        self.answer(302, Location=self.path)

    def spiral(self) -> None:
        self.answer(302, Location=self.path + "1")

    def outside(self) -> None:
        self.answer(302, Location="file:///etc/passwd")


@pytest.fixture
def museum() -> Iterator[Museum]:
    server = Museum()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def client() -> Client:
    return Client("Cabinet (contact: test)", timeout=(2.0, 0.4))


@pytest.mark.parametrize("path", ["good/1", "flaky/1", "stall/1", "cut/1", "hop/1"])
def test_passing_trouble_is_overcome(
    museum: Museum, client: Client, tmp_path: Path, path: str
) -> None:
    client.fetch(museum.address(path), tmp_path / "a.jpg")
    assert (tmp_path / "a.jpg").read_bytes() == WHOLE
    assert museum.agents == {"Cabinet (contact: test)"}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("gone/404", "no such photograph"),
        ("gone/410", "no such photograph"),
        ("gone/400", "refuses"),
        ("page/1", "page of text"),
        ("rubbish/1", "cannot be decoded"),
        ("damaged/1", "cannot be decoded"),
        ("empty/1", "empty"),
        ("bomb/1", "too large|pixels"),
        ("circle/1", "circle"),
        ("spiral/1", "circle"),
        ("outside/1", "not a web address"),
    ],
)
def test_what_will_never_come_is_rejected_after_one_attempt(
    museum: Museum, client: Client, tmp_path: Path, path: str, words: str
) -> None:
    with pytest.raises(Rejected, match=words):
        client.fetch(museum.address(path), tmp_path / "a.jpg")
    assert max(museum.counts.values()) == 1
    assert len(museum.asked) <= 6


@pytest.mark.parametrize("path", ["broken/1", "short/1"])
def test_what_may_come_yet_fails_after_a_few_attempts(
    museum: Museum, client: Client, tmp_path: Path, path: str
) -> None:
    with pytest.raises(Passing, match=f"{TRIES} attempts"):
        client.fetch(museum.address(path), tmp_path / "a.jpg")
    assert museum.counts[f"/{path}"] == TRIES


def test_a_barred_way_is_not_tried_again_in_this_run(
    museum: Museum, client: Client, tmp_path: Path
) -> None:
    with pytest.raises(Passing, match="bars the way"):
        client.fetch(museum.address("gone/403"), tmp_path / "a.jpg")
    assert len(museum.asked) == 1


def test_nobody_asks_while_the_museum_says_wait(
    museum: Museum, client: Client, tmp_path: Path
) -> None:
    wanted = {
        str(number): (museum.address(f"busy/{number}"), tmp_path / f"{number}.jpg")
        for number in range(40)
    }
    assert client.fetch_all(wanted) == {}
    assert all(path.read_bytes() == WHOLE for _, path in wanted.values())
    # The three others that were on their way when the first 429 came back may still arrive.
    told = museum.told[0]
    early = [when for when, _ in museum.asked if told < when < told + 0.95]
    assert len(early) <= 3
    assert len(museum.told) <= 4


def test_no_more_connections_than_allowed(museum: Museum, client: Client, tmp_path: Path) -> None:
    wanted = {
        str(number): (museum.address(f"slow/{number}"), tmp_path / f"{number}.jpg")
        for number in range(40)
    }
    assert client.fetch_all(wanted) == {}
    assert museum.most_at_once <= 4


def test_a_remote_host_is_asked_once_a_second_at_first(
    museum: Museum, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cabinet.museum.fetching.is_loopback", lambda _: False)
    wanted = {
        str(number): (museum.address(f"good/{number}"), tmp_path / f"{number}.jpg")
        for number in range(3)
    }
    assert client.fetch_all(wanted) == {}
    times = [when for when, _ in museum.asked]
    # A request that a busy machine delays on its way comes nearer to the next one.
    assert all(later - sooner > 0.5 for sooner, later in pairwise(times))
    assert times[-1] - times[0] > 1.8, "two seconds, but for what the first one was delayed"


def test_one_photograph_never_spoils_the_others(
    museum: Museum, client: Client, tmp_path: Path
) -> None:
    paths = ["good/1", "gone/404", "page/1", "flaky/2", "circle/3", "good/2"]
    wanted = {path: (museum.address(path), tmp_path / path.replace("/", "-")) for path in paths}
    wanted["nothing"] = ("", tmp_path / "nothing")
    wanted["odd"] = ("http://[::1/x", tmp_path / "odd")
    errors = client.fetch_all(wanted)
    assert set(errors) == {"gone/404", "page/1", "circle/3", "nothing", "odd"}
    assert all(isinstance(error, Rejected) for error in errors.values())


def test_a_full_disk_comes_back_as_what_it_is(museum: Museum, client: Client) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    errors = client.fetch_all({"a": (museum.address("good/1"), full)})
    error = errors["a"]
    assert isinstance(error, OSError)
    assert error.errno == errno.ENOSPC


def test_a_museum_that_is_not_there_is_passing_trouble(client: Client, tmp_path: Path) -> None:
    with pytest.raises(Passing, match="ConnectionError"):
        client.fetch("http://127.0.0.1:9/a", tmp_path / "a")
