"""Numbers run through squares: every drawer is one run, every square of any zoom too."""

import numpy as np

from cabinet.map import numbering
from cabinet.map.occupancy import Specimens


def scattered(count: int = 3000, depth: int = 7) -> Specimens:
    random = np.random.default_rng(2)
    placed = random.integers(0, (256 << depth) + 1, (count, 2))
    first = random.integers(0, depth + 1, count)
    images = np.array([f"i{n}" for n in range(count)], "S8")
    found = Specimens(images, placed, first, first, depth)
    return found.taken(numbering.order(found))


def test_morton_numbers_interleave_bits() -> None:
    x, y = np.array([0, 1, 0, 3, 65535]), np.array([0, 0, 1, 5, 65535])
    assert numbering.morton(x, y).tolist() == [0, 1, 2, 0b100111, 2**32 - 1]


def test_each_drawer_is_a_run_of_numbers_and_holds_what_lies_in_its_square() -> None:
    specimens = scattered()
    drawer, code = numbering.drawers(specimens)
    turns = (np.diff(drawer, axis=0) != 0).any(axis=1).sum() + 1
    assert turns == len(np.unique(drawer, axis=0))
    assert (np.diff(specimens.first) >= 0).all()
    for zoom in range(specimens.depth + 1):
        assert (np.diff(code[specimens.first == zoom]) >= 0).all()
    corner = numbering.corners(drawer, specimens.depth)
    wide = (256 << specimens.depth) >> np.maximum(drawer[:, 0] - 3, 0)
    inside = specimens.placed - corner
    assert (inside >= 0).all()
    assert (inside <= wide[:, None]).all()
