"""The rotation task: people turn cutouts upright, degrees clockwise."""

import math
from collections.abc import Sequence
from typing import Any

from cabinet.labels import waiting
from cabinet.labels.asked import Rotation
from cabinet.labels.collection import CUTOUTS
from cabinet.labels.table import Columns
from cabinet.labels.task import Task
from cabinet.labels.waiting import Order, Proposal


def normalised(degrees: float) -> float:
    """Return degrees brought into (-180, 180], to a ten-thousandth."""
    wrapped = round(180 - (180 - degrees) % 360, 4)
    return 180.0 if wrapped == -180 else wrapped + 0.0  # no -0.0


def _parsed(cells: Sequence[str]) -> float | None:
    try:
        degrees = float(cells[0])
    except (IndexError, ValueError):
        return None
    return normalised(degrees) if math.isfinite(degrees) else None


class Rotations(Task):
    """Cutouts, the rotation network's least certain first."""

    kind = "rotations"
    shape = Rotation
    columns = Columns(("rotation",), _parsed, lambda value: (value,))

    def ordered(self) -> Order:
        """Return all cutouts, by the network's confidence."""
        calculated = self.collection.path("data/rotations_calculated.csv")
        self._proposals: dict[str, Proposal] = waiting.proposals(calculated)
        confidence = {image: found.confidence for image, found in self._proposals.items()}
        return Order(self.collection.cutouts, confidence, seed=self.collection.config.seed)

    def knows(self, image: str) -> bool:
        """Whether there is a cutout of the image."""
        return self.collection.has(CUTOUTS, image)

    def value(self, body: Any, _image: str) -> float:
        """Return the rotation in (-180, 180]."""
        return normalised(body.rotation)

    def proposal(self, image: str) -> Any:
        """Return the network's rotation, and its confidence, 0 to 1."""
        found = self._proposals.get(image)
        if found is None:
            return None
        return {"rotation": normalised(found.rotation), "confidence": found.confidence}
