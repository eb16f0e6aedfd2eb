"""Damage that is measured: what is missing, what sticks to a specimen, and the grade of that."""

import numpy as np
import pytest

from cabinet.lessons import crumbs, damages, schooling, tears
from cabinet.pictures import framing


@pytest.fixture(scope="module")
def whole() -> list[framing.Pixels]:
    return [damages.placed(framing.lifted(one.cutout)) for one in schooling.drawn(3, seed=2)]


def area(picture: framing.Pixels) -> int:
    return int((picture[..., 3] > 127).sum())


def test_a_whole_specimen_is_good_and_half_of_one_is_not(whole: list[framing.Pixels]) -> None:
    assert damages.Damaged(whole[0]).chances[2] > 0.99
    assert damages.Damaged(whole[0], lost=0.2).chances[1] > 0.9
    assert damages.Damaged(whole[0], lost=0.8).chances[0] > 0.8
    assert damages.Damaged(whole[0], foreign=0.3).chances[1] > 0.9
    assert damages.Damaged(whole[0], foreign=3.0).chances[0] > 0.9
    near = damages.Damaged(whole[0], lost=damages.NICK).chances
    assert near[1] == pytest.approx(near[2], abs=0.01), "an eye would waver"


@pytest.mark.parametrize("seed", range(12))
def test_damage_is_measured_and_seeded(whole: list[framing.Pixels], seed: int) -> None:
    one, two = (damages.damaged(whole[0], whole[1], np.random.default_rng(seed)) for _ in range(2))
    assert np.array_equal(one.picture, two.picture)
    assert one.picture.shape == whole[0].shape
    assert (one.picture[..., :3] <= one.picture[..., 3:]).all(), "colours stay premultiplied"
    assert sum(one.chances) == pytest.approx(1)


@pytest.mark.parametrize("way", sorted(set(tears.TEARS), key=lambda way: way.__name__))
def test_tears_only_take_away(whole: list[framing.Pixels], way) -> None:
    taken = [area(way(whole[0], np.random.default_rng(seed))) for seed in range(8)]
    assert max(taken) <= area(whole[0])
    assert min(taken) < 0.97 * area(whole[0])


@pytest.mark.parametrize("way", sorted(set(crumbs.ADDITIONS), key=lambda way: way.__name__))
def test_additions_only_add_and_leave_the_specimen(whole: list[framing.Pixels], way) -> None:
    solid = whole[0][..., 3] == 255
    done = [way(whole[0], np.random.default_rng(seed)) for seed in range(8)]
    assert max(map(area, done)) > 1.03 * area(whole[0])
    for picture in done:
        assert np.abs(picture[solid].astype(int) - whole[0][solid]).max() <= 1


def test_a_picture_without_a_specimen_is_bad(whole: list[framing.Pixels]) -> None:
    assert damages.nothing(np.random.default_rng(1)).chances[0] > 0.9
    assert damages.two(whole[0], whole[1], np.random.default_rng(1)).chances[0] > 0.9
