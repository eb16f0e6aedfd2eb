"""A map that is there stays: known specimens keep their places, new ones come beside their like.

A map is laid out anew only where it would no longer be true: if more than a share of the specimens
is new, or most of them are gone or were made from something else (other weights change all codes).
So that files alone decide, each row of a map tells in `made_from` what it was made from.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.spatial import cKDTree

from cabinet.map import arrays, newcomers
from cabinet.map.geometry import to_pixels, to_world, width

MOST = 0.5  # of a map's specimens: if more are gone or changed, it is another collection


@dataclass(frozen=True)
class Kept:
    """An earlier map, and where in it the specimens of now are."""

    map: np.ndarray  # with the fields image and made_from
    rows: np.ndarray  # int64 (n,): -1 for who is new

    @classmethod
    def of(
        cls, path: Path, dtype: np.dtype, now: tuple[np.ndarray, np.ndarray], share: float
    ) -> "Kept | None":
        """Return the map of a file if it may stay, else None.

        `now`: the images and what their rows are made from; `share`: of new ones, at most.
        """
        try:
            found = np.array(arrays.load(path, dtype))
        except (OSError, arrays.ArrayError):
            return None
        images, made_from = now
        rows = arrays.places(found["image"], images)
        known = rows[rows >= 0]
        changed = int((found["made_from"][known] != made_from[rows >= 0]).sum())
        few_new = len(rows) - len(known) <= share * len(rows)
        most_stay = len(known) - changed > MOST * len(found)
        return cls(found, rows) if few_new and most_stay else None

    @property
    def new(self) -> np.ndarray:
        """Return which specimens are new: int64."""
        return np.flatnonzero(self.rows < 0)

    @property
    def old(self) -> np.ndarray:
        """Return which specimens are known: int64."""
        return np.flatnonzero(self.rows >= 0)

    def filled(self, **new: np.ndarray) -> dict[str, np.ndarray]:
        """Return columns for all: of the known ones as they are, of the new ones as told."""
        columns = {}
        for name, values in new.items():
            column = np.empty(len(self.rows), self.map.dtype[name])
            column[self.old] = self.map[name][self.rows[self.old]]
            column[self.new] = values
            columns[name] = column
        return columns


def embedded(kept: Kept, codes: np.ndarray, near: int) -> dict[str, np.ndarray]:
    """Return x and y of all codes (n, d): known ones keep them, new ones lie among their like.

    A new one comes into the middle of those of its nearest codes that lie close together.
    """
    if not len(kept.new):
        return kept.filled(x=np.empty(0), y=np.empty(0))
    import faiss  # only who is new needs it

    known = np.ascontiguousarray(codes[kept.old], np.float32)
    wanted = np.ascontiguousarray(codes[kept.new], np.float32)
    nearest = faiss.knn(wanted, known, min(near, len(known)))[1]
    points = arrays.points(kept.map)[kept.rows[kept.old]][nearest]
    x, y = amid(points).T
    return kept.filled(x=x, y=y)


def amid(points: np.ndarray) -> np.ndarray:
    """Return the middle of the half of each row's points (n, k, 2) that lie closest together.

    They are counted from the point that is nearest to all others, the first ones weighing more.
    """
    far = np.linalg.norm(points[:, :, None] - points[:, None], axis=3)
    weight = 1 / (1 + np.arange(points.shape[1]))
    middle = (far * weight).sum(2).argmin(1)
    away = far[np.arange(len(points)), middle]
    close = away <= np.median(away, axis=1, keepdims=True)
    return (points * close[..., None]).sum(1) / close.sum(1, keepdims=True)


def laid_out(kept: Kept, embedding: np.ndarray) -> dict[str, np.ndarray] | None:
    """Return the columns of a layout in which nobody moves; None if there is no room for the new.

    A new specimen gets the free place that is nearest to where the embedding has it, among the
    known ones, and is drawn from the deepest zoom on.
    """
    depth = int(max(kept.map["full_zoom"].max(), kept.map["first_zoom"].max()))
    taken = to_pixels(arrays.points(kept.map), depth)[kept.rows[kept.old]]
    found = np.empty((0, 2), np.int64)
    if len(kept.new):
        points = arrays.points(embedding)
        wish = among(points[kept.new], points[kept.old], taken)
        found = newcomers.settle(wish, taken, width(depth))
        if (found < 0).any():
            return None
    x, y = to_world(found, depth).T
    deepest = np.full(len(found), depth)
    return kept.filled(x=x, y=y, first_zoom=deepest, full_zoom=deepest)


def among(new: np.ndarray, old: np.ndarray, placed: np.ndarray) -> np.ndarray:
    """Return where new points of an embedding belong in a layout: float (m, 2), pixels.

    Each keeps its way from the nearest known point, in the layout's scale and direction.
    """
    centre, middle = old.mean(0), placed.mean(0)
    turn = np.linalg.lstsq(old - centre, placed - middle, rcond=None)[0]
    nearest = cKDTree(old).query(new)[1]
    return np.asarray(placed[nearest] + (new - old[nearest]) @ turn)
