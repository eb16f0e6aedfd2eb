import contextlib
import csv
import http.client
import json
import os
import random
import socket
import threading
import time
import uuid
from pathlib import Path
from urllib.parse import quote

import pytest

JOURNAL = Path("data/labels/rotations.jsonl")
# CABINET_CHAOS=1000,20 python -m pytest tests/cabinet/labels/test_server.py -k fail
#     runs the long form
CHAOS = tuple(map(int, os.environ.get("CABINET_CHAOS", "200,8").split(",")))


def journalled(collection: Path) -> list[dict]:
    path = collection / JOURNAL
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def rotations(collection: Path) -> dict[str, float]:
    with (collection / "data/rotations.csv").open(newline="") as file:
        return {row["image"]: float(row["rotation"]) for row in csv.DictReader(file)}


def test_a_first_run_saves_undoes_and_writes_the_csv(start, collection):
    server = start()
    status, answer, _ = server.request("GET", "/api/rotations/next?count=9")
    assert (status, len(answer["cards"]), answer["labelled"], answer["all"]) == (200, 5, 0, 5)
    assert answer["cards"][0]["proposal"] is None
    first, second = (card["image"] for card in answer["cards"][:2])

    status, answer, _ = server.save(first, 372.25, user=" Ann\n Lee ")
    assert (status, answer["labelled"]) == (200, 1)
    assert answer["entry"]["value"] == 12.25
    assert answer["entry"]["user"] == "Ann Lee"
    server.save(second, -90)
    assert server.end() == 0
    assert rotations(collection) == {first: 12.25, second: -90.0}

    server = start()
    status, answer, _ = server.undo()
    assert (status, answer["card"]["image"], answer["card"]["value"]) == (200, second, None)
    waiting = server.request("GET", "/api/rotations/next?count=9")[1]["cards"]
    assert second in [card["image"] for card in waiting]
    assert first not in [card["image"] for card in waiting]
    server.end()
    assert rotations(collection) == {first: 12.25}


def test_names_and_proposals_come_with_the_card(start, collection):
    data = collection / "data"
    (data / "metadata.csv").write_text("image,scientificName\nspecimen3,<b>Aglais io</b>\n")
    (data / "rotations_calculated.csv").write_text(
        "image,rotation,confidence\nspecimen1,5,0.8\nspecimen3,-170,0.1\n"
    )
    server = start()
    time.sleep(0.2)
    card = server.request("GET", "/api/rotations/next")[1]["cards"][0]
    assert card["image"] == "specimen3"
    assert card["terms"] == {"scientificName": "<b>Aglais io</b>"}
    assert card["proposal"] == {"rotation": -170.0, "confidence": 0.1}


HOSTILE = [
    "../specimen0",
    "..%2fspecimen0",
    "/etc/passwd",
    "../../data/images_alpha/specimen0",
    "nobody",
    "",
    "a" * 300,
    "specimen0/",
    "specimen0\0",
    ".specimen0",
    "sub/inside",
]


def test_no_id_leads_out_of_the_collection(start, collection):
    (collection / "data/secret.png").write_bytes(b"secret")
    (collection / "data/images_alpha/sub").mkdir()
    (collection / "data/images_alpha/sub/inside.png").write_bytes(b"secret")
    server = start()
    for image in HOSTILE:
        assert server.save(image, 1)[0] in (400, 404), image
        for path in (f"/image/{quote(image)}.png", f"/image/{quote(image, safe='')}.png"):
            assert server.request("GET", path)[0] in (400, 404), path
    assert server.request("GET", "/image/../secret.png")[0] == 404
    assert not journalled(collection)


def test_the_page_is_served_and_nothing_beside_it(start):
    server = start()
    for path, kind in (
        ("/", "text/html"),
        ("/?specimen1", "text/html"),
        ("/labels.css", "text/css"),
        ("/js/rotations.js", "text/javascript"),
        ("/image/specimen1.png", "image/png"),
    ):
        status, _, headers = server.request("GET", path)
        assert (status, headers.get_content_type()) == (200, kind), path
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "Access-Control-Allow-Origin" not in headers
        again = server.request("GET", path, **{"If-None-Match": headers["ETag"]})
        assert again[:2] == (304, b"")
    for path in ("/labels_server.py", "/../config.py", "/%2e%2e/config.py", "/js/", "/js/../../x"):
        status, body, headers = server.request("GET", path)
        assert (status, headers.get_content_type()) == (404, "text/html")
        assert b'href="/"' in body, "the way back"


def test_a_foreign_page_can_neither_read_nor_write(start, collection):
    server = start()
    body = {"save": "12345678", "image": "specimen0", "rotation": 1}
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": server.address.replace("http:", "https:")},
        {"Origin": "http://127.0.0.1:1"},
        {"Host": "evil.example"},
        {"Host": "evil.example", "Origin": "http://evil.example"},
        {"Host": "127.0.0.1.evil.example", "Origin": "http://127.0.0.1.evil.example"},
    ):
        assert server.request("POST", "/api/rotations", body, **headers)[0] == 403, headers
    plain = {"Content-Type": "text/plain"}
    assert server.request("POST", "/api/rotations", body, **plain)[0] == 415
    assert server.request("GET", "/api/rotations/next", Host="evil.example:5000")[0] == 403
    assert server.request("OPTIONS", "/api/rotations")[0] == 405
    assert not journalled(collection)
    assert server.request("POST", "/api/rotations", body)[0] == 200


def test_a_rotation_is_a_number(start, collection):
    server = start()
    for rotation in ["5", None, True, float("nan"), float("inf"), 1e9, [1], {}]:
        assert server.save("specimen0", rotation)[0] == 400, rotation
    assert not journalled(collection)


def test_bodies_that_are_not_labels_are_refused(start):
    server = start()
    post = ("POST", "/api/rotations")
    assert server.request(*post, b" " * 200_000)[0] == 413
    for body in (b"", b"{", b"[1]", b"\xff\xfe", b"[" * 9000):
        assert server.request(*post, body)[0] == 400
    assert server.save("specimen0", 1, save="../../etc")[0] == 400
    assert server.save("specimen0", 1, save="short")[0] == 400
    assert server.request("GET", "/api/rotations/next?count=-1")[0] == 400
    assert server.request("GET", "/api/rotations/next?count=100000")[0] == 200
    assert server.undo("nobody")[0] == 409
    assert server.save("specimen0", 1)[0] == 200, "it still works"


def test_only_this_machine_is_listened_to(start):
    port = int(start().host.rpartition(":")[2])
    with socket.socket() as outside:
        outside.settimeout(2)
        with pytest.raises(ConnectionRefusedError):
            outside.connect(("127.0.0.2", port))


def cut(server, image: str, value: float, save: str) -> None:
    """Send a save, and cut the connection before the answer can be read."""
    body = json.dumps({"save": save, "user": "Ann", "image": image, "rotation": value})
    head = f"POST /api/rotations HTTP/1.1\r\nHost: {server.host}\r\nOrigin: {server.address}\r\n"
    head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    name, _, port = server.host.partition(":")
    with contextlib.suppress(OSError), socket.create_connection((name, int(port)), 2) as line:
        line.sendall((head + body).encode())


@pytest.mark.parametrize("chaos", [CHAOS])
def test_no_save_is_lost_or_doubled_when_server_and_network_fail_again_and_again(
    start, collection, chaos
):
    """Saves by a page that sends each one again until it is answered; SIGKILLs; cut connections."""
    count, kills = chaos
    chance = random.Random(1)
    saves = [
        (f"specimen{chance.randrange(5)}", float(number), str(uuid.UUID(int=number)))
        for number in range(count)
    ]
    running = [start()]
    ended = threading.Event()

    def kill() -> None:
        for _ in range(kills):
            time.sleep(chance.uniform(0.02, 0.15))
            running[0].kill()
            running[0] = start()
        ended.set()

    killer = threading.Thread(target=kill)
    killer.start()
    sent = 0
    while sent < len(saves) or not ended.is_set():
        image, value, save = saves[min(sent, len(saves) - 1)]
        if sent % (count // kills) == 7:  # the answer is lost on the way: the save has arrived
            cut(running[0], image, value, save)
        try:
            status = running[0].save(image, value, save=save)[0]
        except (OSError, ValueError, http.client.HTTPException):  # also half an answer
            time.sleep(0.01)
            continue
        assert status == 200
        sent += 1
        time.sleep(0.005)
    killer.join()
    running[0].end()

    kept = journalled(collection)
    assert [(e["image"], e["save"]) for e in kept] == [(image, save) for image, _, save in saves]
    assert [e["time"] for e in kept] == sorted(e["time"] for e in kept)
    last = {image: 180 - (180 - value) % 360 for image, value, _ in saves}
    assert rotations(collection) == last
    assert not list((collection / "data").glob(".*.part*"))
