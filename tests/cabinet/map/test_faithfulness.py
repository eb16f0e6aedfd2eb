"""How faithful a map is."""

import numpy as np
import pytest
from sklearn.manifold import trustworthiness

from cabinet.map import faithfulness


def test_a_map_that_is_the_codes_is_wholly_faithful() -> None:
    codes = np.random.default_rng(0).normal(size=(200, 2))
    assert faithfulness.trustworthiness(codes, codes * 3, 10) == 1
    assert faithfulness.kept(codes, codes * 3, 10) == 1


def test_it_agrees_with_scikit_learn_and_falls_with_disorder() -> None:
    random = np.random.default_rng(1)
    codes = random.normal(size=(300, 8))
    places = codes[:, :2]
    expected = trustworthiness(codes, places, n_neighbors=12)
    assert faithfulness.trustworthiness(codes, places, 12) == pytest.approx(expected, abs=1e-9)
    lost = faithfulness.kept(codes, random.normal(size=(300, 2)), 12)
    assert lost < 0.1 < faithfulness.kept(codes, places, 12)
