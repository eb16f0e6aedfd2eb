"""What can go wrong at a museum, told to the local one id by id.

`Fault(kind, times)` holds for the first `times` requests of an id, or for all (None). Kinds: "404",
"410", "429" (with Retry-After), "500", "503", "stall" (half a body, then silence), "truncated"
(the connection ends early), "cut" (half a file with the length of a half), "html" (a page with
200), "longer" and "shorter" (a Content-Length that is wrong), "loop" (redirects to itself).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cabinet.drawn.holdings import Answer

if TYPE_CHECKING:
    from cabinet.drawn.desk import Desk

PAGE = b"<!DOCTYPE html>\n<html><body><h1>We will be back soon</h1></body></html>\n"


@dataclass(frozen=True)
class Fault:
    """A fault: its kind, for how many first requests it holds, seconds to wait or be silent."""

    kind: str
    times: int | None = None
    seconds: float = 1.0

    def __post_init__(self) -> None:
        if self.kind not in FAULTS:
            raise ValueError(f"no fault {self.kind!r}; there are {sorted(FAULTS)}")

    def is_over(self, before: int) -> bool:
        """Tell whether the fault has passed after `before` requests."""
        return self.times is not None and before >= self.times


Reaction = Callable[["Desk", Fault, Answer | None], bool]


def _status(status: int) -> Reaction:
    def react(desk: Desk, fault: Fault, answer: Answer | None) -> bool:  # noqa: ARG001
        desk.refuse(status, _image(desk))
        return True

    return react


def _busy(desk: Desk, fault: Fault, answer: Answer | None) -> bool:  # noqa: ARG001
    desk.refuse(429, _image(desk), {"Retry-After": f"{fault.seconds:.0f}"})
    return True


def _page(desk: Desk, fault: Fault, answer: Answer | None) -> bool:  # noqa: ARG001
    length = str(len(PAGE))
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Length": length}
    desk.begin(200, _image(desk), headers)
    desk.put(PAGE)
    return True


def _loop(desk: Desk, fault: Fault, answer: Answer | None) -> bool:  # noqa: ARG001
    desk.begin(302, _image(desk), {"Location": desk.path, "Content-Length": "0"})
    return True


def _broken(share: float, claim: float, *, silent: bool = False) -> Reaction:
    """Send `share` of a body under a Content-Length of `claim` of it, then hang up."""

    def react(desk: Desk, fault: Fault, answer: Answer | None) -> bool:
        if answer is None:
            return False
        length = str(int(len(answer.body) * claim))
        headers = {"Content-Type": answer.media_type, "Content-Length": length}
        desk.begin(200, _image(desk), headers)
        desk.put(answer.body[: int(len(answer.body) * share)])
        if silent:
            desk.museum.closing.wait(fault.seconds)
        desk.close_connection = True
        return True

    return react


def _image(desk: Desk) -> str:
    return desk.path.split("?")[0].strip("/").split("/")[1]


FAULTS: dict[str, Reaction] = {
    "404": _status(404),
    "410": _status(410),
    "429": _busy,
    "500": _status(500),
    "503": _status(503),
    "stall": _broken(0.5, 1.0, silent=True),
    "truncated": _broken(0.5, 1.0),
    "cut": _broken(0.5, 0.5),
    "html": _page,
    "longer": _broken(1.0, 1.3),
    "shorter": _broken(1.0, 0.7),
    "loop": _loop,
}
