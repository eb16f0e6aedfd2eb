"""The desk of the local museum: takes each request, answers it or misbehaves, and notes it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qsl, unquote, urlsplit

from cabinet.drawn.holdings import PREVIEW_WIDTH, THUMBNAIL_WIDTH, Answer, Holdings
from cabinet.drawn.misbehaviour import FAULTS, Fault
from cabinet.drawn.occurrences import Occurrences

IIIF_PARTS = 4


@dataclass(frozen=True)
class Request:
    """One request as the museum saw it: id, path, time.monotonic() seconds, status sent."""

    image: str
    path: str
    time: float
    status: int


@dataclass
class Museum:
    """A running museum: its address, what it holds, what goes wrong, what was asked."""

    holdings: Holdings
    records: Occurrences | None = None
    misbehaviour: dict[str, Fault] = field(default_factory=dict)
    log: list[Request] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    asked: dict[str, int] = field(default_factory=dict)
    base: str = ""

    def fault(self, image: str) -> Fault | None:
        """Give the fault that this request for an id meets, and count the request."""
        with self.lock:
            before = self.asked.get(image, 0)
            self.asked[image] = before + 1
        fault = self.misbehaviour.get(image)
        return None if fault is None or fault.is_over(before) else fault


class Desk(BaseHTTPRequestHandler):
    """Answers one connection; the server carries the museum."""

    protocol_version = "HTTP/1.1"
    server_version = "CabinetMuseum/1"
    museum: Museum

    def do_GET(self) -> None:
        """Route a request."""
        address = urlsplit(self.path)
        parts = [unquote(part) for part in address.path.strip("/").split("/")]
        if parts[:3] == ["v1", "occurrence", "search"]:
            self._search(dict(parse_qsl(address.query)))
        elif parts[0] == "media" and len(parts) > 1:
            self._media(parts[1:])
        else:
            self.refuse(404)

    def do_HEAD(self) -> None:
        """Answer as to GET, without the body."""
        self.do_GET()

    def _search(self, query: dict[str, str]) -> None:
        if self.museum.records is None:
            self.refuse(404)
            return
        fault = self.museum.fault("search")
        if fault is not None and FAULTS[fault.kind](self, fault, Answer(b"{}", "application/json")):
            return
        try:
            found = self.museum.records.search(query)
        except ValueError:
            self.refuse(400)
            return
        self.deliver(Answer(json.dumps(found).encode(), "application/json"), "")

    def _media(self, parts: list[str]) -> None:
        image = parts[0]
        if image == "mam" and len(parts) > 1:
            self._redirect(parts[1])
            return
        fault = self.museum.fault(image)
        try:
            answer = self._answer(image, parts[1:])
        except KeyError:
            answer = None
        except (ValueError, OSError):
            self.refuse(400, image)
            return
        if fault is not None and FAULTS[fault.kind](self, fault, answer):
            return
        if answer is None:
            self.refuse(404, image)
        else:
            self.deliver(answer, image)

    def _answer(self, image: str, rest: list[str]) -> Answer:
        holdings = self.museum.holdings
        if image not in holdings.files:
            raise KeyError(image)
        if rest in ([], ["preview"]):
            return holdings.at_most(image, PREVIEW_WIDTH)
        if rest == ["thumbnail"]:
            return holdings.at_most(image, THUMBNAIL_WIDTH)
        if rest == ["original"]:
            return holdings.original(image)
        if rest == ["info.json"]:
            about = holdings.information(image, f"{self.museum.base}/media/{image}")
            return Answer(json.dumps(about).encode(), "application/json")
        if len(rest) == IIIF_PARTS:
            return holdings.iiif(image, (rest[0], rest[1], rest[2], rest[3]))
        raise ValueError("no such form")

    def _redirect(self, old: str) -> None:
        image = self.museum.holdings.old_ids.get(old)
        if image is None:
            self.refuse(404)
            return
        self.begin(301, image, {"Location": f"/media/{image}", "Content-Length": "0"})

    def deliver(self, answer: Answer, image: str) -> None:
        """Send an answer, or 304 where the client has it."""
        headers = {"Content-Type": answer.media_type, "Content-Length": str(len(answer.body))}
        if image:
            tag, changed = self.museum.holdings.tag(image)
            headers |= {"ETag": tag, "Last-Modified": formatdate(changed, usegmt=True)}
            if self.headers.get("If-None-Match") == tag:
                self.begin(304, image, {"ETag": tag})
                return
        if answer.name:
            headers["Content-Disposition"] = f'attachment; filename="{answer.name}"'
        self.begin(200, image, headers)
        self.put(answer.body)

    def refuse(
        self, status: int, image: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        """Send a status with a short body."""
        body = f"{status}\n".encode()
        lines = {"Content-Type": "text/plain", "Content-Length": str(len(body))}
        self.begin(status, image, lines | dict(headers or {}))
        self.put(body)

    def begin(self, status: int, image: str, headers: Mapping[str, str]) -> None:
        """Note the request and send the head of the answer."""
        with self.museum.lock:
            self.museum.log.append(Request(image, self.path, time.monotonic(), status))
        self.send_response(status)
        self.send_header("Access-Control-Allow-Origin", "*")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def put(self, body: bytes) -> None:
        """Send a body, unless only the head was asked for or the client has gone."""
        if self.command != "HEAD":
            try:
                self.wfile.write(body)
                self.wfile.flush()
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the museum keeps a log of its own."""
