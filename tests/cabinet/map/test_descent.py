import numpy as np
from openTSNE import tsne
from scipy.sparse import csr_matrix

from cabinet.map import embedding, neighbours
from cabinet.map.descent import MOMENTUM, State, descend


def graph(count):
    random = np.random.default_rng(0)
    codes = (random.normal(size=(9, 16)) * 4)[np.arange(count) % 9] + random.normal(
        size=(count, 16)
    )
    return embedding.attraction(*neighbours.nearest(codes.astype("f4"), 15))


def test_a_few_iterations_are_those_of_opentsne():
    pulls, places = graph(900), np.random.default_rng(1).normal(size=(900, 2)) * 8
    state = State(0, places.copy(), None, None)
    unlike = descend(state, pulls, iterations=5, exaggeration=4.0, threads=2)
    theirs = tsne.gradient_descent()
    _, exact = theirs(
        places.copy(), pulls * 4.0, 5, tsne.kl_divergence_bh, theta=0.0,
        learning_rate=900 / 4.0, momentum=MOMENTUM, n_jobs=1,
    )  # fmt: skip
    moved = np.sqrt(((exact - places) ** 2).mean())
    assert np.sqrt(((state.places - exact) ** 2).mean()) < 0.01 * moved
    assert (state.gains == theirs.gains).mean() > 0.98
    assert state.done == 5
    divergence, _ = tsne.kl_divergence_bh(
        state.places, pulls, 1, {"theta": 0.0}, should_eval_error=True
    )
    assert abs(unlike - divergence) < 0.5


def test_the_divergence_falls_and_neither_threads_nor_legs_make_a_difference():
    pulls, places = graph(600), np.random.default_rng(2).normal(size=(600, 2))
    straight, halves = State(0, places, None, None), State(0, places, None, None)
    first = descend(straight, pulls, iterations=20, exaggeration=1.0, threads=1)
    last = descend(straight, pulls, iterations=20, exaggeration=1.0, threads=1)
    descend(halves, pulls, iterations=40, exaggeration=1.0, threads=3)
    assert last < first
    assert straight.places.tobytes() == halves.places.tobytes()


def test_points_without_likes_are_pushed_apart():
    nobody = csr_matrix((4, 4))
    state = State(0, np.array([[0.0, 0], [1, 0], [0, 1], [1, 1]]), None, None)
    descend(state, nobody, iterations=3, exaggeration=1.0, threads=1)
    assert np.ptp(state.places, axis=0).min() > 1
