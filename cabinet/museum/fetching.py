"""Fetch photographs from museums: whole, once, and at the pace their servers set.

One client serves a process: its threads share the rate and the waits of every host.
"""

import random
import threading
import time
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter

from cabinet.museum.addresses import host_of, is_loopback
from cabinet.museum.inspection import Truncated, inspect
from cabinet.museum.politeness import Host, NotNow, pause_of, user_agent
from cabinet.outcomes import Rejected

TRIES = 5
REDIRECTS = 5
TIMEOUT = (10.0, 30.0)  # seconds to connect, and between two packets
LONGEST = 600.0  # seconds for one photograph
LARGEST = 1_000_000_000  # bytes of one photograph
PIECE = 1 << 16  # bytes
THREADS = 16  # of all hosts together

GONE = {404, 410}
BARRED = {401, 403, 407}  # perhaps for today only: the next run tries again, this one does not
PASSING = {408, 425, 429, *range(500, 600)}


class Passing(Exception):  # noqa: N818 - a passing state
    """Trouble that another attempt may be spared: a busy server, a broken line."""


@lru_cache(1)
def client(contact: str, rate: float, connections: int) -> "Client":
    """Return this process's client: what it has learnt of hosts survives from batch to batch."""
    return Client(user_agent(contact), rate=rate, connections=connections)


class Client:
    """Fetches photographs; `rate` requests a second to a host at first, so many `connections`."""

    def __init__(
        self,
        agent: str,
        *,
        rate: float = 1.0,
        connections: int = 4,
        timeout: tuple[float, float] = TIMEOUT,
    ) -> None:
        self.agent, self.rate, self.connections, self.timeout = agent, rate, connections, timeout
        self._hosts: dict[str, Host] = {}
        self._lock = threading.Lock()
        self._own = threading.local()
        self._stopped = threading.Event()
        self._threads = ThreadPoolExecutor(max(THREADS, connections), "fetching")

    def fetch_all(self, wanted: Mapping[str, tuple[str, Path]]) -> dict[str, Exception]:
        """Fetch `{item: (address, path)}`; return the exceptions of those that came to nothing.

        A full disk comes back as the OSError it is. Ctrl-C ends all waiting.
        """
        begun = {item: self._threads.submit(self.fetch, *place) for item, place in wanted.items()}
        try:
            errors = {item: future.exception() for item, future in begun.items()}
        except BaseException:
            self._stopped.set()
            self._threads.shutdown(cancel_futures=True)
            client.cache_clear()
            raise
        return {item: error for item, error in errors.items() if isinstance(error, Exception)}

    def fetch(self, address: str, path: Path) -> None:
        """Write the photograph at an address to a path; raises Rejected, Passing or OSError."""
        pause = 0.05 if is_loopback(address) else 1.0
        for attempt in range(TRIES):
            try:
                return self._follow(address, path)
            except NotNow as why:
                raise Passing(str(why)) from why
            except (Passing, Truncated) as why:
                if attempt == TRIES - 1 or self._stopped.is_set():
                    raise Passing(f"{why} ({attempt + 1} attempts)") from why
            self._stopped.wait(random.uniform(0, pause * 2**attempt))
        return None

    def host(self, address: str) -> Host:
        """Return the politeness owed to an address's host; every port is a host of its own."""
        name = urlsplit(address).netloc.lower()
        with self._lock:
            if name not in self._hosts:
                limit = threading.Semaphore(self.connections)
                if is_loopback(address):
                    self._hosts[name] = Host(200.0, 50.0, 1000.0, 5.0, limit, 5.0)
                else:
                    self._hosts[name] = Host(self.rate, 0.5, 10 * self.rate, 0.05, limit)
            return self._hosts[name]

    def _follow(self, address: str, path: Path) -> None:
        """Get a photograph, through redirects; each host on the way is asked at its own pace."""
        seen: set[str] = set()
        here = is_loopback(address)
        while True:
            if address in seen or len(seen) > REDIRECTS:
                raise Rejected("the server redirects in a circle, or too often")
            if not address.lower().startswith(("http://", "https://")) or not host_of(address):
                raise Rejected(f"not a web address: {address[:80]!r}")
            if is_loopback(address) and not here:
                raise Rejected("the server redirects to this machine")
            seen.add(address)
            host = self.host(address)
            with host.connections:
                onward = self._ask(address, host, path)
            if not onward:
                return
            address = urljoin(address, onward)

    def _ask(self, address: str, host: Host, path: Path) -> str:
        """Send one request; write the photograph, or return where a redirect leads."""
        host.wait(self._stopped)
        sent = time.monotonic()
        try:
            with self._session(address).get(
                address, stream=True, allow_redirects=False, timeout=self.timeout
            ) as answer:
                if answer.is_redirect:
                    onward = answer.headers["Location"]
                else:
                    onward = ""
                    self._heed(answer, host, sent)
                    self._save(answer, path, sent)
                host.fine(time.monotonic() - sent)
                return onward
        except (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema) as error:
            raise Rejected(f"not a web address: {error}") from error
        except requests.RequestException as error:
            host.trouble(sent)
            raise Passing(f"{type(error).__name__}: {error}") from error
        except (Passing, Truncated):
            host.trouble(sent)
            raise

    def _heed(self, answer: requests.Response, host: Host, sent: float) -> None:
        """Raise for an answer without photograph, and hold back everybody if the server says so."""
        status = answer.status_code
        if status == 200:
            return
        if status in GONE:
            host.fine(time.monotonic() - sent)
            raise Rejected(f"the museum has no such photograph ({status})")
        if status in PASSING:
            host.trouble(sent, pause_of(answer.headers.get("Retry-After", "")))
            raise Passing(f"the server answered {status}")
        if status in BARRED:
            raise NotNow(f"the server bars the way ({status})")
        raise Rejected(f"the server refuses the request ({status})")

    def _save(self, answer: requests.Response, path: Path, sent: float) -> None:
        """Write the body to a path and see that it is a whole photograph."""
        announced = answer.headers.get("Content-Length", "")
        coded = answer.headers.get("Content-Encoding", "identity") != "identity"
        length = 0
        with path.open("wb") as file:
            for piece in answer.iter_content(PIECE):
                file.write(piece)
                length += len(piece)
                if length > LARGEST:
                    raise Rejected(f"the file is larger than {LARGEST:,} bytes")
                if time.monotonic() - sent > LONGEST:
                    raise Passing(f"{length:,} bytes came in {LONGEST:.0f} s")
        known = announced.isdecimal() and not coded
        if known and length != int(announced):
            raise Truncated(f"{length:,} of {int(announced):,} bytes came")
        inspect(path, answer.headers.get("Content-Type", ""), whole=known)

    def _session(self, address: str) -> requests.Session:
        """Return this thread's session; no proxy stands between a machine and itself."""
        name = "here" if is_loopback(address) else "away"
        session: requests.Session | None = getattr(self._own, name, None)
        if session is None:
            session = requests.Session()
            session.trust_env = name == "away"
            session.headers.update({"User-Agent": self.agent, "Accept-Encoding": "identity"})
            for scheme in ("http://", "https://"):
                session.mount(scheme, HTTPAdapter(pool_connections=8, pool_maxsize=2))
            setattr(self._own, name, session)
        return session


def _taking_turns(wanted: Mapping[str, tuple[str, Path]]) -> list[str]:
    """Return the items in an order in which their hosts take turns: none waits for another."""
    turns: Counter[str] = Counter()
    ranked = []
    for number, (item, (address, _)) in enumerate(wanted.items()):
        host = host_of(address)
        ranked.append((turns[host], number, item))
        turns[host] += 1
    return [item for _, _, item in sorted(ranked)]
