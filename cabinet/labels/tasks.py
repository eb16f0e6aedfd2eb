"""The six tasks of a collection, each opened when it is first asked for."""

from threading import RLock
from typing import Any

from cabinet.labels.boxes import Boxes
from cabinet.labels.collection import CUTOUTS, PHOTOGRAPHS, THUMBNAILS, Collection
from cabinet.labels.identifications import Identifications
from cabinet.labels.lines import Lines
from cabinet.labels.masks import Masks
from cabinet.labels.quality import Grades
from cabinet.labels.review import Suspects
from cabinet.labels.rotations import Rotations
from cabinet.labels.sheet import Sheet
from cabinet.labels.task import Task

NEEDS: dict[type[Task], tuple[str, str]] = {  # a folder, and the stage that fills it
    Rotations: (CUTOUTS, "create_images.py"),
    Masks: (PHOTOGRAPHS, "download.py"),
    Grades: (THUMBNAILS, "scale_images.py"),
    Identifications: (THUMBNAILS, "scale_images.py"),
    Boxes: (PHOTOGRAPHS, "download.py"),
    Suspects: (PHOTOGRAPHS, "download.py"),
}


class Tasks:
    """All tasks: a large collection's lists are read only for the pages that are opened."""

    kinds = tuple(NEEDS)

    def __init__(self, collection: Collection) -> None:
        """Keep other servers out of this collection. Raises `InUse` if one is at work on it."""
        self.collection = collection
        self._claim = Lines(collection.path("data/labels/server.lock"))
        self._lock = RLock()
        self._open: dict[type[Task], Task] = {}

    def of(self, kind: type[Task]) -> Task:
        """Return a task; it is opened now if it was not."""
        with self._lock:
            if kind not in self._open:
                self._open[kind] = kind(self.collection)
            return self._open[kind]

    def sheet(self, kind: type[Task]) -> Sheet:
        """Return a task on a sheet of thumbnails."""
        task = self.of(kind)
        assert isinstance(task, Sheet)
        return task

    def told(self, kind: type[Task]) -> dict[str, Any]:
        """Return what the first page tells of a task, and why it cannot be begun yet."""
        place, stage = NEEDS[kind]
        ready = self.collection.path(place, "x").parent.is_dir()
        about = {"kind": kind.kind, "ready": ready, "needs": "" if ready else stage}
        return about | (self.of(kind).progress() if ready else {"labelled": 0, "all": 0})

    def close(self) -> None:
        """Write all CSVs a last time, and let go of the journals."""
        with self._lock:
            for task in self._open.values():
                task.close()
            self._claim.close()
