"""The quality task: a grade for each specimen; "good", "partial" or "bad"."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from cabinet.labels.asked import Quality
from cabinet.labels.sheet import Sheet
from cabinet.labels.table import Columns
from cabinet.labels.waiting import Order

GRADES = ("good", "partial", "bad")


def _parsed(cells: Sequence[str]) -> str | None:
    return cells[0].strip() if cells and cells[0].strip() in GRADES else None


class Grades(Sheet):
    """Thumbnails, those first of whose grade the quality network is least certain."""

    kind = "quality"
    shape = Quality
    columns = Columns(("quality",), _parsed, lambda value: (value,))
    sorts = ("least certain", "bad first", "name")

    @cached_property
    def calculated(self) -> dict[str, dict[str, str]]:
        """Return what the quality network says of each image."""
        return {row["image"]: row for row in self.collection.rows("data/quality_calculated.csv")}

    def ordered(self) -> Order:
        """Return all thumbnails by the network's confidence."""
        sure = {}
        for image, row in self.calculated.items():
            try:
                sure[image] = float(row.get("confidence") or "")
            except ValueError:
                continue
        return Order(self.collection.thumbnails, sure, seed=self.collection.config.seed)

    def sorting(self, sort: str) -> Sequence[str]:
        """Find one of the orders."""
        if sort != "bad first":
            return super().sorting(sort)
        grade = {image: row.get("quality", "") for image, row in self.calculated.items()}
        worst = {name: place for place, name in enumerate(reversed(GRADES))}
        return sorted(self.order.images, key=lambda image: worst.get(grade.get(image, ""), 9))

    def value(self, body: Any, _image: str) -> str:
        """Return the grade."""
        return str(body.quality)

    def proposal(self, image: str) -> Any:
        """Return the network's grade."""
        row = self.calculated.get(image)
        return row and {"quality": row.get("quality", "")}
