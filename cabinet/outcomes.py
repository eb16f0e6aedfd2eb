"""What can become of an item: done, rejected, failed."""

import errno


class Rejected(Exception):  # noqa: N818 - a result, not an error
    """The item has no output and never will: there is no specimen in the photograph."""


Outcome = tuple[str, str, str]  # the item, what became of it, and why

DONE, REJECTED, FAILED, FULL = "done", "rejected", "failed", "full"


def outcome_of(item: str, error: Exception | None) -> Outcome:
    """Return the outcome that an exception stands for; a full disk is one that stops the run."""
    if error is None:
        return item, DONE, ""
    if isinstance(error, Rejected):
        return item, REJECTED, str(error)
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return item, FULL, str(error)
    return item, FAILED, f"{type(error).__name__}: {error}"
