"""Beyond this machine: a token is asked for, once in the address, then as a cookie."""

import http.client
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def address(collection: Path) -> Iterator[str]:
    """Return what a server prints that listens to another address than 127.0.0.1."""
    command = [sys.executable, "labels_server.py", "--collection", str(collection)]
    with subprocess.Popen(
        [*command, "--host", "127.0.0.2", "--port", "0", "--no-browser"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().split()[0]
        process.kill()


def ask(address: str, path: str, body: object = None, **headers: str):
    """Return status, headers and answer."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    connection.request("POST" if body else "GET", path, json.dumps(body) if body else None, headers)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer.status, answer.headers, text


def test_only_who_holds_the_token_can_read_or_write(address: str, collection: Path) -> None:
    url = urlsplit(address)
    token = url.query.removeprefix("token=")
    assert len(token) >= 32
    for path in ("/", "/api/rotations/next", "/image/specimen1.png", "/?token=", "/?token=x"):
        assert ask(address, path)[0] == 403, path
    assert ask(address, "/", Cookie="cabinet-labels=wrong; =;\\")[0] == 403

    status, headers, _ = ask(address, f"/?{url.query}")
    cookie = headers["Set-Cookie"]
    assert status == 200
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    held = {"Cookie": cookie.partition(";")[0]}
    assert ask(address, "/api/rotations/next", **held)[0] == 200

    body = {"save": "12345678-a", "image": "specimen0", "rotation": 1.0}
    sent = {"Content-Type": "application/json", "Origin": f"http://{url.netloc}"}
    assert ask(address, "/api/rotations", body, **sent)[0] == 403
    assert ask(address, "/api/rotations", body, **held)[0] == 403, "a foreign page"
    assert not (collection / "data/labels/rotations.jsonl").read_text()
    assert ask(address, "/api/rotations", body, **held, **sent)[0] == 200


def test_the_token_is_never_given_to_who_does_not_hold_it(address: str) -> None:
    _, headers, text = ask(address, "/")
    token = urlsplit(address).query.removeprefix("token=")
    assert "Set-Cookie" not in headers
    assert token not in text.decode() + str(headers)
