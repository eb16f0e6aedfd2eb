"""What the locator learns from, batch by batch."""

import numpy as np

from cabinet.lessons import locating
from cabinet.lessons.composer import Composer

SPECIMEN = np.zeros((60, 90, 4), np.uint8)
SPECIMEN[5:55, 5:85] = (90, 40, 20, 255)


def test_a_batch_is_a_function_of_its_step_alone() -> None:
    taught = locating.Lessons(Composer([], specimens=[SPECIMEN]))
    first, later = locating.batches(taught, 1), locating.batches(taught, 1)
    later(0)
    assert all(np.array_equal(*both) for both in zip(first(3), later(3), strict=True))
    photographs, middles, reaches = first(2)
    assert photographs.shape == (locating.BATCH, 3, 288, 384)
    assert middles.shape == (locating.BATCH, 1, 72, 96)
    assert reaches.min() > 0
    assert any(one.max() == 1 for one in middles.numpy())
