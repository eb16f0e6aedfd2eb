"""A map that is there stays: known specimens keep their places, new ones come beside their like.

A map is laid out anew only where it would no longer be true: if more than a share of the specimens
is new, or most of them are gone or were made from something else (other weights change all codes).
So that files alone decide, each row of a map tells in `made_from` what it was made from. Those who
leave are remembered in a hidden file beside it: whoever comes back lies where they lay.
"""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.spatial import cKDTree

from cabinet.map import arrays, newcomers
from cabinet.map.geometry import SPECIMEN, to_pixels, to_world, width

MOST = 0.5  # of a map's specimens: if more are gone or changed, it is another collection


@dataclass(frozen=True)
class Kept:
    """An earlier map, with those who have left it, and where in it the specimens of now are."""

    map: np.ndarray  # with the fields image and made_from
    count: int  # rows of the map; those behind have left it
    rows: np.ndarray  # int64 (n,): -1 for who is new

    @classmethod
    def of(
        cls, path: Path, dtype: np.dtype, now: tuple[np.ndarray, np.ndarray], share: float
    ) -> "Kept | None":
        """Return the map of a file if it may stay, else None.

        `now`: the images and what their rows are made from; `share`: of new ones, at most.
        """
        found = _read(path, dtype)
        gone = _read(departed(path), dtype)
        whole = np.concatenate([found, gone[arrays.places(found["image"], gone["image"]) < 0]])
        images, made_from = now
        rows = arrays.places(whole["image"], images)
        stays = (rows >= 0) & (rows < len(found))
        changed = int((found["made_from"][rows[stays]] != made_from[stays]).sum())
        few_new = int((rows < 0).sum()) <= share * len(rows)
        most_stay = int(stays.sum()) - changed > MOST * len(found)
        return cls(whole, len(found), rows) if few_new and most_stay else None

    def remember(self, path: Path, images: np.ndarray) -> None:
        """Write down who has left the map of a file: whoever comes back finds their place again."""
        gone = self.map[arrays.places(np.sort(images), self.map["image"]) < 0]
        if len(gone):
            arrays.save(departed(path), gone)
        else:
            departed(path).unlink(missing_ok=True)

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


def departed(path: Path) -> Path:
    """Return the hidden file beside a map of those who have left it since it was laid out."""
    return path.with_name(f".{path.stem}_departed.npy")


def _read(path: Path, dtype: np.dtype) -> np.ndarray:
    """Return a map's rows; none if it is not there, broken, or does not tell what it is made from.

    Other fields than those of `dtype` are left out.
    """
    try:
        return np.array(arrays.load(path, dtype)[list(dtype.names or ())], dtype)
    except (OSError, arrays.ArrayError):
        return np.zeros(0, dtype)


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
    there = kept.map[: kept.count]
    depth = int(max(there["full_zoom"].max(), there["first_zoom"].max()))
    places = to_pixels(arrays.points(kept.map), depth)
    kept = replace(kept, rows=_unless_taken(kept, places))
    taken = places[kept.rows[kept.old]]
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


def _unless_taken(kept: Kept, places: np.ndarray) -> np.ndarray:
    """Return the rows; who comes back is new if somebody else lies in the old place by now."""
    rows = kept.rows.copy()
    taken = places[rows[(rows >= 0) & (rows < kept.count)]]
    for back in np.flatnonzero(rows >= kept.count):
        place = places[rows[back]]
        if len(taken) and np.abs(taken - place).max(1).min() < SPECIMEN:
            rows[back] = -1
        else:
            taken = np.concatenate([taken, place[None]])
    return rows


def among(new: np.ndarray, old: np.ndarray, placed: np.ndarray) -> np.ndarray:
    """Return where new points of an embedding belong in a layout: float (m, 2), pixels.

    Each keeps its way from the nearest known point, in the layout's scale and direction.
    """
    centre, middle = old.mean(0), placed.mean(0)
    turn = np.linalg.lstsq(old - centre, placed - middle, rcond=None)[0]
    nearest = cKDTree(old).query(new)[1]
    return np.asarray(placed[nearest] + (new - old[nearest]) @ turn)
