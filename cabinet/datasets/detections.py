"""What a dataset holds: one specimen in one photograph, with all that is known of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from cabinet.datasets import opening, taxon_tags
from cabinet.datasets.patches import Patch
from cabinet.datasets.reviews import Reviews
from cabinet.datasets.shapes import Shape
from cabinet.networks import angles


@dataclass(frozen=True)
class Detection:
    """A specimen. `terms` are Darwin Core's, with the names that people gave over the catalogue's.

    `rotation` is the turn that brings it upright, degrees clockwise, if it is known; `confidence`
    the classifier's, if it was not a person who drew the mask; `reviews` are (kind of label,
    person, UTC time).
    """

    image: str
    terms: Mapping[str, str]
    tags: frozenset[str]
    shape: Shape
    confidence: float | None = None
    rotation: float | None = None
    part: str = ""
    quality: str = ""
    reviews: tuple[tuple[str, str, str], ...] = ()
    is_plain: bool = True  # the photograph can be given away as it is

    @cached_property
    def label(self) -> str:
        """What it is called: species, or the lowest rank that is known, or "specimen"."""
        return taxon_tags.lowest(self.tags) or "specimen"

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """The corners of the box that stands as the specimen does, in pixels."""
        return self.shape.turned_box(self.rotation)

    @property
    def reviewed_by(self) -> str:
        """Who reviewed it, joined as Darwin Core does."""
        return " | ".join(sorted({user or "unnamed" for _, user, _ in self.reviews}))

    @property
    def reviewed_on(self) -> str:
        """When it was reviewed last."""
        return max((time for _, _, time in self.reviews), default="")

    @property
    def reviewed(self) -> str:
        """What of it was reviewed: kinds of labels."""
        return " | ".join(kind for kind, _, _ in self.reviews)


def gathered(
    rows: pd.DataFrame, patches: Mapping[str, Patch], reviews: Reviews, folder: Path
) -> list[Detection]:
    """Return the detections of catalogue rows that have a patch, smallest specimen first."""
    grades = opening.known_grades(folder)
    rotations = known_rotations(folder)
    found = []
    for terms in rows.to_dict("records"):
        row = {str(name): str(text) for name, text in terms.items()}
        image, part = row.pop("image"), row.pop("part")
        if image not in patches:
            continue
        patch, said = patches[image], reviews.named(image)
        tags = taxon_tags.effective(row, said.value if said else None)
        one = Detection(
            image=image,
            terms=taxon_tags.applied(row, tags),
            tags=tags,
            shape=patch.shape,
            confidence=patch.confidence,
            rotation=rotations.get(image),
            part=part,
            quality=grades.get(image, ""),
            reviews=tuple((kind, said.user, said.time) for kind, said in reviews.of(image)),
            is_plain=patch.is_plain,
        )
        found.append(one)
    return sorted(found, key=lambda one: (one.shape.area, one.image))


def known_rotations(folder: Path) -> dict[str, float]:
    """Return each image's rotation in degrees: a person's, else the network's."""
    data = folder / "data"
    found = angles.read_labels(data / "rotations_calculated.csv")
    found = found | angles.read_labels(data / "rotations.csv")
    return {image: round(rotation, 2) for image, rotation in found.items()}
