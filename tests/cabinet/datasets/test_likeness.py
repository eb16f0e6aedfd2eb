"""Neighbours are of other specimens, and a class is as near as its nearest specimen."""

import numpy as np
import pytest

from cabinet.datasets import likeness
from cabinet.datasets.likeness import Near
from tests.cabinet.datasets.test_cleaning import clusters


def test_as_a_loop_finds_it() -> None:
    codes, kind, owner = clusters(classes=5, specimens=4, photographs=2, spread=0.8)
    alike = likeness.likeness(Near.of(codes, owner), codes, kind, owner)
    cosine = codes @ codes.T
    for row in range(len(codes)):
        strange = owner != owner[row]
        own = cosine[row][strange & (kind == kind[row])].max()
        other = cosine[row][strange & (kind != kind[row])].max()
        assert alike.own[row] == pytest.approx(own, abs=1e-5)
        assert alike.other[row] == pytest.approx(other, abs=1e-5)
        held = alike.kind[alike.row == row]
        assert sorted(held) == sorted(set(held))
        assert kind[row] in held


def test_chances_add_up_and_the_written_class_has_one() -> None:
    codes, kind, owner = clusters(classes=5, specimens=4, photographs=2, spread=0.8)
    alike = likeness.likeness(Near.of(codes, owner), codes, kind, owner)
    chance, best, probable = likeness.chances(alike, owner, 0.1)
    assert ((chance > 0) & (chance <= best) & (best <= 1)).all()
    assert (chance == best)[probable == kind].all()
    cold, _, _ = likeness.chances(alike, owner, 0.01)
    assert cold[probable == kind].mean() > chance[probable == kind].mean()


def test_a_class_of_one_specimen_has_none_like_it() -> None:
    codes, kind, owner = clusters(classes=3, specimens=2, photographs=3)
    alone = np.where(owner == 5, 9, kind)
    own = likeness.nearest_of_class(codes, alone, owner)
    assert (own[owner == 5] == -1).all()
    assert (own[owner < 4] > 0).all()
