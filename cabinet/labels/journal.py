"""An append-only journal of labels: one JSON object a line, on the disk before it is answered.

What holds is derived from the journal: an image's last entry that nobody has withdrawn. A second
correction wins over the first, an undo withdraws an entry by adding another, and all of them stay
to be read. Whoever sends a save again (its answer was lost) sends the same save id and gets the
entry that is there. `time` never runs backwards within a journal, and save ids are unique, so
journals can be merged later.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import Any

from cabinet.labels.lines import Lines


@dataclass(frozen=True)
class Entry:
    """One line: `user` gave `image` a `value` at `time` (UTC), where `previous` held before.

    `save` is the id that whoever saved gave it. An undo names in `undoes` the save it withdraws;
    its `value` is what holds from then on (None: no label).
    """

    time: str
    user: str
    image: str
    value: Any
    previous: Any
    save: str
    undoes: str | None = None


class Journal:
    """The entries of one kind of label, in memory and in a file that only ever grows."""

    def __init__(self, path: Path) -> None:
        """Open or begin a journal. Raises InUse if another server has it open."""
        self.lock = RLock()
        self.unreadable = 0  # lines that a crash cut short: passed over, never removed
        self._saves: dict[str, Entry] = {}
        self._withdrawn: set[str] = set()
        self._of_image: dict[str, list[Entry]] = {}
        self._of_user: dict[str, list[Entry]] = {}
        self._lines = Lines(path)
        for line in self._lines.read():
            entry = _parsed(line)
            if entry:
                self._take(entry)
            elif line.strip():
                self.unreadable += 1
        self._last = max((entry.time for entry in self._saves.values()), default="")

    def close(self) -> None:
        """Let go of the file; everything is on the disk already."""
        with self.lock:
            self._lines.close()

    def set(self, *, save: str, user: str, image: str, value: Any) -> Entry:
        """Add a label, and return its entry once it is on the disk; the same save adds nothing."""
        with self.lock:
            if save not in self._saves:
                self._append([self._entry(save, user, image, value)])
            return self._saves[save]

    def set_all(self, user: str, labels: Iterable[tuple[str, str, Any]]) -> list[Entry]:
        """Add labels (save, image, value) that are new with one write; return their entries."""
        with self.lock:
            entries = [
                self._entry(save, user, image, value)
                for save, image, value in labels
                if save not in self._saves
            ]
            if entries:
                self._append(entries)
            return entries

    def undo(self, *, save: str, user: str, undoes: str | None = None) -> Entry | None:
        """Withdraw a user's save (default: the last one that holds); None if there is none."""
        with self.lock:
            if save in self._saves:
                return self._saves[save]
            target = self._last_of(user) if undoes is None else self._saves.get(undoes)
            if target is None or not self._can_undo(target, user):
                return None
            entry = self._undoing(target, save)
            self._append([entry])
            return entry

    def undo_batch(self, *, save: str, user: str, undoes: str | None = None) -> list[Entry]:
        """Withdraw all that one save of several images said (default: a user's last); [] if none.

        The saves of a batch are named `batch-0`, `batch-1` and so on; so are those of its undo.
        """
        with self.lock:
            if f"{save}-0" in self._saves:
                return []
            last = None if undoes else self._last_of(user)
            batch = undoes or (last.save.rpartition("-")[0] if last else "")
            targets = [one for one in self._of_user.get(user, ()) if _batch(one) == batch]
            found = [one for one in targets if batch and self._can_undo(one, user)]
            entries = [self._undoing(one, f"{save}-{n}") for n, one in enumerate(found)]
            if entries:
                self._append(entries)
            return entries

    def _can_undo(self, target: Entry, user: str) -> bool:
        return not target.undoes and target.user == user and target.save not in self._withdrawn

    def _undoing(self, target: Entry, save: str) -> Entry:
        after = self._holding(target.image, without=target.save)
        return Entry(
            time=self._now(),
            user=target.user,
            image=target.image,
            value=after.value if after else None,
            previous=self.value(target.image),
            save=save,
            undoes=target.save,
        )

    def holding(self, image: str) -> Entry | None:
        """Return the entry that gives the image its label now."""
        with self.lock:
            return self._holding(image)

    def value(self, image: str) -> Any:
        """Return the image's label now, or None."""
        entry = self.holding(image)
        return entry.value if entry else None

    def values(self) -> dict[str, Any]:
        """Return all labels that hold, in the order in which the images were first labelled."""
        with self.lock:
            holding = {image: self._holding(image) for image in self._of_image}
        return {image: entry.value for image, entry in holding.items() if entry}

    def labelled_ever(self) -> list[str]:
        """Return all images that anything was ever said about, in that order."""
        with self.lock:
            return list(self._of_image)

    def history(self, image: str) -> list[Entry]:
        """Return all that was ever said about an image, oldest first, undone or not."""
        with self.lock:
            return list(self._of_image.get(image, ()))

    def withdrawn(self, entry: Entry) -> bool:
        """Whether an entry has been undone."""
        return entry.save in self._withdrawn

    def _entry(self, save: str, user: str, image: str, value: Any) -> Entry:
        return Entry(self._now(), user, image, value, self.value(image), save)

    def _holding(self, image: str, without: str = "") -> Entry | None:
        for entry in reversed(self._of_image.get(image, [])):
            gone = entry.undoes or entry.save in self._withdrawn or entry.save == without
            if not gone:
                return entry
        return None

    def _last_of(self, user: str) -> Entry | None:
        mine = reversed(self._of_user.get(user, []))
        return next((one for one in mine if one.save not in self._withdrawn), None)

    def _now(self) -> str:
        now = datetime.now(UTC)
        if self._last and _stamp(now) <= self._last:  # the clock was set back
            now = datetime.fromisoformat(self._last) + timedelta(microseconds=1)
        self._last = _stamp(now)
        return self._last

    def _take(self, entry: Entry) -> None:
        if entry.save in self._saves:
            return
        self._saves[entry.save] = entry
        self._of_image.setdefault(entry.image, []).append(entry)
        if entry.undoes:
            self._withdrawn.add(entry.undoes)
        else:
            self._of_user.setdefault(entry.user, []).append(entry)

    def _append(self, entries: list[Entry]) -> None:
        self._lines.append(json.dumps(_line(one), ensure_ascii=False) for one in entries)
        for entry in entries:
            self._take(entry)


def _line(entry: Entry) -> dict[str, Any]:
    line = asdict(entry)
    if entry.undoes is None:
        del line["undoes"]
    return line


def _parsed(line: bytes) -> Entry | None:
    try:
        entry = Entry(**json.loads(line))
    except (ValueError, TypeError):
        return None
    texts = (entry.time, entry.user, entry.image, entry.save)
    return entry if all(isinstance(text, str) for text in texts) else None


def _batch(entry: Entry) -> str:
    return entry.save.rpartition("-")[0]


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")
