"""Who may ask: the rules that every request passes before anything else sees it.

A foreign web page that the same browser has open can neither read nor write labels: the Host must
be this machine (DNS rebinding), a write must come from this server's own pages as JSON of bearable
length, and no answer permits another origin anything. Where the server listens to more than this
machine, whoever asks must hold its token: once in the address, from then on in a cookie.
"""

import hmac
import json
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders

from cabinet.labels.asked import LARGEST_MASK, Refused

Scope = MutableMapping[str, Any]
App = Callable[[Scope, Any, Any], Awaitable[None]]

LONGEST_BODY = 131_072  # bytes; 500 images with names of 200 letters
LONGEST_MASK = LARGEST_MASK + 65_536
HERE = ("127.0.0.1", "localhost")
COOKIE = "cabinet-labels"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors "
)
NOTEBOOKS = "http://localhost:* http://127.0.0.1:*"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Guard:
    """Stands before an application (ASGI), and adds what every answer must carry."""

    def __init__(self, app: App, *, token: str = "", framed: bool = False) -> None:
        """`token`: what must be shown ("": this machine only); `framed`: notebooks may show it."""
        self.app, self.token = app, token
        policy = POLICY + (NOTEBOOKS if framed else "'none'")
        self.headers = HEADERS | {"Content-Security-Policy": policy}

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Scope) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message), scope)
            await send(message)

        try:
            self._check(scope)
        except Refused as refusal:
            await _refuse(guarded, refusal)
            return
        await self.app(scope, receive, guarded)

    def _add(self, headers: MutableHeaders, scope: Scope) -> None:
        for name, value in self.headers.items():
            headers[name] = value
        headers.setdefault("Cache-Control", "no-cache")
        if self.token and _given(scope) == self.token:
            headers.append("Set-Cookie", f"{COOKIE}={self.token}; HttpOnly; SameSite=Strict")

    def _check(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        if self.token:
            if not any(hmac.compare_digest(one, self.token) for one in _shown(scope, headers)):
                raise Refused(403, "Open the address that the server printed: its token is needed.")
        elif urlsplit(f"//{headers.get('host', '')}").hostname not in HERE:
            raise Refused(403, "This server answers to 127.0.0.1 and localhost only.")
        if scope["method"] == "POST":
            _check_write(headers, scope["path"])


def _check_write(headers: Headers, path: str) -> None:
    if headers.get("origin") != f"http://{headers['host']}":
        raise Refused(403, "Labels are taken from this server's own pages only.")
    if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise Refused(415, "A label is sent as application/json.")
    length = headers.get("content-length", "")
    if not length.isdecimal():
        raise Refused(411, "The length of the body must be given.")
    if int(length) > (LONGEST_MASK if path.startswith("/api/masks") else LONGEST_BODY):
        raise Refused(413, "A label is smaller than that.")


def _given(scope: Scope) -> str:
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    return asked.get("token", [""])[0]


def _shown(scope: Scope, headers: Headers) -> list[str]:
    try:
        kept = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        kept = None
    shown = [_given(scope), kept.value if kept else ""]
    return [one for one in shown if one.isascii()]


async def _refuse(send: Any, refusal: Refused) -> None:
    body = json.dumps({"refused": str(refusal)}).encode()
    kind = [(b"content-type", b"application/json"), (b"connection", b"close")]
    length = [(b"content-length", str(len(body)).encode())]
    await send(
        {"type": "http.response.start", "status": refusal.status, "headers": [*kind, *length]}
    )
    await send({"type": "http.response.body", "body": body})
