"""How often a museum's server may be asked: a rate for each host, which its answers set.

Additive increase, multiplicative decrease: the rate grows a little with every window of good
answers and is halved on trouble. A server that says when to come back is not asked before.
"""

import re
import threading
import time
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from statistics import median

VERSION = "0.1"
WINDOW = 10  # good answers in a row before the rate grows
SLOWER = 1.5  # a server whose answers take so many times its best is not asked more often
LONGEST_WAIT = 3600.0  # seconds: a server that asks for more is left for another run
MISSES = 8  # in a row, before a host can be taken to be away
SETTLING = 2.0  # seconds in which further trouble is taken for the same trouble


class NotNow(Exception):  # noqa: N818 - a passing state
    """The host asks to be left alone for longer than a run should wait."""


@dataclass
class Host:
    """The politeness owed to one host, shared by all threads that ask it.

    Rates are requests per second: `rate` now, which grows by `step` up to `highest`. A host that
    gave nothing but trouble for `patience` seconds is away: this process asks it no more.
    """

    rate: float
    step: float
    highest: float
    lowest: float
    connections: threading.Semaphore
    patience: float = 1800.0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _ready: float = 0.0  # on the monotonic clock: when the next request may be sent
    _halved: float = float("-inf")
    _latencies: list[float] = field(default_factory=list)
    _best: float = float("inf")
    _misses: int = 0
    _good: float = field(default_factory=time.monotonic)

    def wait(self, stopped: threading.Event) -> None:
        """Return when a request may be sent, now; raises NotNow for far too long a wait."""
        while not stopped.is_set():
            with self._lock:
                now = time.monotonic()
                if self._misses >= MISSES and now - self._good > self.patience:
                    raise NotNow(f"the server gave {self._misses} times nothing but trouble")
                left = self._ready - now
                if left <= 0:
                    self._ready = now + 1 / self.rate
                    return
            if left > LONGEST_WAIT:
                raise NotNow(f"the server asks to be left alone for {left / 3600:.1f} hours")
            # Looked at again after the wait: another thread may have been told to wait meanwhile.
            stopped.wait(left)
        raise NotNow("interrupted")

    def fine(self, latency: float) -> None:
        """Note a good answer that came after so many seconds."""
        with self._lock:
            self._misses, self._good = 0, time.monotonic()
            self._latencies.append(latency)
            if len(self._latencies) < WINDOW:
                return
            typical = median(self._latencies)
            self._latencies.clear()
            self._best = min(self._best, typical)
            if typical <= SLOWER * self._best + 0.01:
                self.rate = min(self.highest, self.rate + self.step)

    def trouble(self, sent: float, pause: float = 0.0) -> None:
        """Note trouble with a request sent at a monotonic time; ask nothing for `pause` seconds."""
        with self._lock:
            now = time.monotonic()
            self._misses += 1
            self._good = max(self._good, now + pause) if pause else self._good
            self._ready = max(self._ready, now + pause)
            self._latencies.clear()
            # Requests that were on their way together fail together: that is one trouble.
            if sent > self._halved and now - self._halved > min(SETTLING, 2 / self.rate):
                self._halved = now
                self.rate = max(self.lowest, self.rate / 2)


def pause_of(retry_after: str) -> float:
    """Return the seconds that a Retry-After header asks for, given as seconds or as a date."""
    text = retry_after.strip()
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (TypeError, ValueError):
        return 0.0


def user_agent(contact: str) -> str:
    """Return how the client names itself, with the address at which its user can be reached."""
    safe = re.sub(r"[^ -~]", "", contact).strip()
    return f"Cabinet/{VERSION} (museum specimen maps; contact: {safe or 'not given'})"
