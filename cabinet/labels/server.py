"""The labels server's HTTP: a page, cutouts, and a task's questions, to this machine alone.

The standard library's `ThreadingHTTPServer` speaks it. FastAPI with uvicorn would bring a dozen
packages for five routes, and its /docs page loads scripts from other people's servers; what it
would check (the shape of four small bodies) is a page of code in the tasks. Tasks know no HTTP, so
another server can take this one's place.

A foreign web page that the same browser has open can neither read nor write labels: the Host must
be this machine (DNS rebinding), a write must come from this page's own Origin as JSON, and no
answer permits another origin anything.
"""

import json
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qsl, unquote, urlsplit

from cabinet.labels.rotations import Refused, Rotations

PAGE = Path(__file__).resolve().parents[2] / "labels"
LONGEST_BODY = 16_384  # bytes
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
GUARDS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class LabelsServer(ThreadingHTTPServer):
    """Serves the page in `labels/` and one task, to this machine."""

    daemon_threads = True

    def __init__(self, port: int, task: Rotations) -> None:
        """Take a port (0: any free one). Raises OSError if it is taken."""
        self.task = task
        self.page = {f"/{_web(path)}": path for path in PAGE.rglob("*") if path.suffix in KINDS}
        self.page["/"] = PAGE / "index.html"
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    server: LabelsServer
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "Cabinet", ""
    disable_nagle_algorithm = True  # or each answer waits 40 ms for an acknowledgement
    timeout: ClassVar[float] = 60  # seconds that a silent connection holds a thread

    def do_GET(self) -> None:
        """Answer with a file, a cutout, or what the task says."""
        self._answer(self._get)

    do_HEAD = do_GET  # noqa: N815

    def do_POST(self) -> None:
        """Hand a checked body to the task."""
        self._answer(self._post)

    def _answer(self, what: Any) -> None:
        try:
            self._check_host()
            what(urlsplit(self.path))
        except Refused as refusal:
            self.close_connection = True  # its body may be unread
            self._send_json({"refused": str(refusal)}, refusal.status)
        except (ConnectionError, TimeoutError):
            self.close_connection = True
        except OSError as error:  # a full disk: the page keeps the save and sends it again
            self.close_connection = True
            self.log_error("%s", error)
            self._send_json({"failed": f"It could not be written: {error.strerror}."}, 507)

    def _check_host(self) -> None:
        host = urlsplit(f"//{self.headers.get('Host', '')}").hostname
        if host not in ("127.0.0.1", "localhost"):
            raise Refused(403, "This server answers to 127.0.0.1 and localhost only.")

    def _get(self, url: Any) -> None:
        path = unquote(url.path)
        if path in self.server.page:
            self._send_file(self.server.page[path])
        elif path.startswith("/image/") and path.endswith(".png"):
            name = path.removeprefix("/image/").removesuffix(".png")
            self._send_file(self.server.task.picture(name))
        else:
            self._ask("GET", path, dict(parse_qsl(url.query)))

    def _post(self, url: Any) -> None:
        if self.headers.get("Origin") != f"http://{self.headers['Host']}":
            raise Refused(403, "Labels are taken from this server's own page only.")
        if self.headers.get_content_type() != "application/json":
            raise Refused(415, "A label is sent as application/json.")
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal():
            raise Refused(411, "The length of the body must be given.")
        if int(length) > LONGEST_BODY:
            raise Refused(413, "A label is smaller than that.")
        try:
            fields = json.loads(self.rfile.read(int(length)))
        except (ValueError, RecursionError) as error:
            raise Refused(400, "The body is not JSON.") from error
        if not isinstance(fields, dict):
            raise Refused(400, "The body must be a JSON object.")
        self._ask("POST", url.path, fields)

    def _ask(self, method: str, path: str, fields: dict[str, Any]) -> None:
        answer = self.server.task.routes.get((method, path))
        if answer is None:
            raise Refused(404, "There is nothing here.")
        self._send_json(answer(fields))

    def _send_json(self, value: Any, status: int = 200) -> None:
        data = json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
        self._send(data, status, {"Content-Type": "application/json", "Cache-Control": "no-store"})

    def _send_file(self, path: Path) -> None:
        stat = path.stat()
        tag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
        headers = {"ETag": tag, "Cache-Control": "no-cache"}
        headers["Content-Type"] = KINDS.get(path.suffix, "image/png")
        headers["Last-Modified"] = formatdate(stat.st_mtime, usegmt=True)
        if self.headers.get("If-None-Match") == tag:
            self._send(b"", 304, headers)
        else:
            self._send(path.read_bytes(), 200, headers)

    def _send(self, data: bytes, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in (headers | GUARDS).items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(data)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_request(self, *_: object) -> None:
        """Stay silent about what went well."""


def _web(path: Path) -> str:
    return path.relative_to(PAGE).as_posix()
