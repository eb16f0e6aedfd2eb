"""Drawn grounds are of many kinds, and the same for the same seed."""

import numpy as np
import pytest

from cabinet.lessons import plain_grounds


def test_grounds_differ_in_size_and_colour_and_are_seeded() -> None:
    drawn = [plain_grounds.plain_ground(np.random.default_rng(seed)) for seed in range(40)]
    again = [plain_grounds.plain_ground(np.random.default_rng(seed)) for seed in range(40)]
    assert all(np.array_equal(one, other) for one, other in zip(drawn, again, strict=True))
    assert all(one.dtype == np.uint8 and min(one.shape[:2]) >= 360 for one in drawn)
    middles = np.array([np.median(one, (0, 1)).mean() for one in drawn])
    assert middles.min() < 60
    assert middles.max() > 200


@pytest.mark.parametrize("pattern", plain_grounds.PATTERNS)
def test_every_pattern_shows_on_an_even_ground(pattern: plain_grounds.Pattern) -> None:
    for seed in range(5):
        even = np.full((300, 400, 3), 128, np.float32)
        made = pattern(even.copy(), np.random.default_rng(seed))
        assert made.shape == even.shape
        assert np.isfinite(made).all()
        assert np.ptp(made.clip(0, 255)) > 4
