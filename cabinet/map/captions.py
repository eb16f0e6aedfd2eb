"""Names on the map: which taxa are labelled at which zooms, so that no two labels collide."""

import numpy as np

from cabinet.map.geometry import TILE
from cabinet.map.places import Places
from cabinet.map.taxa import Taxa

MOST = 2_000  # labels: map.json stays small
LEAST = 2  # specimens of a group that is labelled
GROWN = 48  # px: a group must be so wide on the screen before it is labelled
PASSED = 2_400  # px: a group that is wider is no longer labelled: the screen is within it
SIZES = {"order": (9.0, 14, 24), "family": (9.0, 14, 24)}  # px a letter, px besides, height
SIZE = (7.5, 12, 20)
UNLABELLED = ("order", "subspecies")

Box = tuple[float, float, float, float]  # left, top, right, bottom


def captions(taxa: Taxa, places: Places, depth: int) -> list[dict[str, object]]:
    """Return the labels of a map; x and y are in -1 to 1. See docs/reference/viewer-data.md.

    Families first, then genera, then species, the larger groups first: each from the first zoom at
    which it is wide enough and meets no label that is there already.
    """
    chosen: list[dict[str, object]] = []
    crowds = [Crowd() for _ in range(depth + 1)]
    for taxon in candidates(taxa, places)[: MOST * 2]:
        x, y = (float(value) for value in places.centre[taxon])
        name, rank = taxa.name[taxon], taxa.rank[taxon]
        shown = zooms(float(places.extent[taxon]), depth)
        boxes = {zoom: extent(name, rank, x, y, depth - zoom) for zoom in shown}
        crowded = [zoom for zoom in shown if crowds[zoom].meets(boxes[zoom])]
        begin = crowded[-1] + 1 if crowded else shown.start
        for zoom in range(begin, shown.stop):
            crowds[zoom].add(boxes[zoom])
        if begin < shown.stop:
            chosen.append(label(taxa, places, taxon, (begin, shown.stop - 1), depth))
    return chosen[:MOST]


def candidates(taxa: Taxa, places: Places) -> list[int]:
    """Return the taxa that may be labelled, the most important first."""
    rank = np.array([("family", "genus", "species", *UNLABELLED).index(r) for r in taxa.rank], int)
    order = np.lexsort((np.arange(len(rank)), -places.count, rank)) if len(rank) else rank
    kept = [int(taxon) for taxon in order if taxa.rank[taxon] not in UNLABELLED]
    return [taxon for taxon in kept if places.count[taxon] >= LEAST]


def zooms(wide: float, depth: int) -> range:
    """Return the zooms at which a group of a width (pixels of the deepest zoom) may be labelled."""
    on_screen = wide / 2.0 ** np.arange(depth, -1, -1)
    first = int(np.searchsorted(on_screen, GROWN))
    last = int(np.searchsorted(on_screen, PASSED)) - 1
    return range(min(first, depth), max(min(last, depth), min(first, depth)) + 1)


def extent(name: str, rank: str, x: float, y: float, above: int) -> Box:
    """Return the box of a label on the screen, `above` zooms above the deepest."""
    letter, besides, high = SIZES.get(rank, SIZE)
    wide = letter * len(name) + besides
    x, y = x / 2**above, y / 2**above
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def label(
    taxa: Taxa, places: Places, taxon: int, shown: tuple[int, int], depth: int
) -> dict[str, object]:
    """Return a label as map.json holds it."""
    x, y = places.centre[taxon] * 2 / (TILE << depth) - 1
    return {
        "name": taxa.name[taxon],
        "rank": taxa.rank[taxon],
        "taxon": taxon,
        "x": round(float(x), 6),
        "y": round(float(y), 6),
        "zoom_from": shown[0],
        "zoom_to": shown[1],
        "count": int(places.count[taxon]),
    }


class Crowd:
    """The boxes of one zoom, found again by the square of the screen that they lie in."""

    SQUARE = 256.0  # px

    def __init__(self) -> None:
        """Begin with no box."""
        self.boxes: dict[tuple[int, int], list[Box]] = {}

    def squares(self, box: Box) -> list[tuple[int, int]]:
        """Return the squares that a box reaches into."""
        left, top, right, bottom = (int(edge // self.SQUARE) for edge in box)
        return [(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]

    def add(self, box: Box) -> None:
        """Add a box."""
        for square in self.squares(box):
            self.boxes.setdefault(square, []).append(box)

    def meets(self, box: Box) -> bool:
        """Whether a box overlaps one that is there."""
        left, top, right, bottom = box
        return any(
            left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
            for square in self.squares(box)
            for other in self.boxes.get(square, ())
        )
