"""New specimens find room between those that stay."""

import numpy as np

from cabinet.map import geometry, layout, newcomers


def test_each_gets_the_nearest_place_that_is_free():
    random = np.random.default_rng(3)
    depth, world = 5, geometry.width(5)
    placed = layout.spread(random.normal(size=(300, 2)), depth)
    wish = random.uniform(-100, world + 100, (60, 2))
    wish[:20] = placed[:20] + random.normal(size=(20, 2)) * 30
    found = newcomers.settle(wish, placed, world)
    assert layout.overlaps(np.concatenate([placed, found]), depth) == 0
    assert (found >= 64).all()
    assert (found <= world - 64).all()
    lattice = np.indices((world // 64 - 1, world // 64 - 1)).reshape(2, -1).T * 64 + 64
    for index in range(60):
        there = np.concatenate([placed, found[:index]])
        apart = np.abs(lattice[:, None] - there[None]).max(2).min(1)
        free = lattice[apart >= 128]
        nearest = np.linalg.norm(free - wish[index], axis=1).min()
        assert np.isclose(np.linalg.norm(found[index] - wish[index]), nearest)


def test_a_full_map_has_no_room():
    x, y = np.mgrid[64:2048:128, 64:2048:128]
    placed = np.stack([x.ravel(), y.ravel()], 1)
    assert newcomers.settle(np.array([[500.0, 500.0]]), placed, 2048).tolist() == [[-1, -1]]
    assert newcomers.settle(np.empty((0, 2)), placed, 2048).shape == (0, 2)
