"""A small collection, and a labels server that runs as a person runs it."""

import http.client
import json
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """Five cutouts and nothing else: what a first run has."""
    folder = tmp_path / "data" / "images_alpha"
    folder.mkdir(parents=True)
    for number in range(5):
        Image.new("RGBA", (8, 8), (number, 0, 0, 255)).save(folder / f"specimen{number}.png")
    return tmp_path


class Running:
    """A server process, and requests to it as its own page sends them."""

    def __init__(self, collection: Path) -> None:
        command = [sys.executable, "labels_server.py", "--collection", str(collection)]
        self.process = subprocess.Popen(
            [*command, "--port", "0", "--no-browser"], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().split()[0].rstrip("/")
        self.host = self.address.removeprefix("http://")

    def request(self, method: str, path: str, body: object = None, **headers: str):
        """Return status, answer (decoded JSON, else bytes) and headers."""
        connection = http.client.HTTPConnection(self.host, timeout=10)
        try:
            sent = {"Origin": self.address, "Content-Type": "application/json"} | headers
            data = body if body is None or isinstance(body, bytes) else json.dumps(body)
            connection.request(method, path, data, sent)
            answer = connection.getresponse()
            text = answer.read()
            if answer.headers.get_content_type() == "application/json":
                return answer.status, json.loads(text), answer.headers
            return answer.status, text, answer.headers
        finally:
            connection.close()

    def save(self, image: str, rotation: object, *, user: str = "Ann", save: str = ""):
        body = {"save": save or str(uuid.uuid4()), "user": user, "image": image}
        return self.request("POST", "/api/rotations", body | {"rotation": rotation})

    def undo(self, user: str = "Ann", **more: str):
        body = {"save": str(uuid.uuid4()), "user": user} | more
        return self.request("POST", "/api/rotations/undo", body)

    def end(self) -> int:
        """Ask the server to end, as a service manager does."""
        self.process.terminate()
        return self.process.wait(10)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(10)


@pytest.fixture
def start(collection: Path) -> Iterator[Callable[[], Running]]:
    started: list[Running] = []

    def begin() -> Running:
        started.append(Running(collection))
        return started[-1]

    yield begin
    for server in started:
        server.kill()
