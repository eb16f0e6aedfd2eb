"""Wrong names come to the top, and no specimen has a say in its own judgement."""

import numpy as np
import pytest

from cabinet.datasets import cleaning


def clusters(
    classes: int = 30, specimens: int = 8, photographs: int = 2, spread: float = 0.5
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return codes of clusters, one a class, their classes, and their specimens."""
    random = np.random.default_rng(5)
    count = classes * specimens
    centres = random.standard_normal((classes, 64))
    kind = np.repeat(np.arange(classes), specimens)
    middle = centres[kind] + spread * random.standard_normal((count, 64))
    each = np.repeat(middle, photographs, axis=0)
    codes = each + 0.2 * random.standard_normal((count * photographs, 64))
    codes /= np.linalg.norm(codes, axis=1, keepdims=True)
    owner = np.repeat(np.arange(count), photographs)
    return codes.astype(np.float32), np.repeat(kind, photographs), owner


def test_planted_names_stand_first_with_the_true_one() -> None:
    codes, kind, owner = clusters()
    wrong = np.isin(owner, [3, 77, 120, 200, 231])
    written = np.where(wrong, (kind + 7) % 30, kind)
    judged = cleaning.judge(codes, written, owner)
    order = cleaning.ordered(judged, [f"{n:04}" for n in range(len(kind))])
    assert set(order[: wrong.sum()]) == set(np.flatnonzero(wrong))
    assert (judged.probable == kind)[wrong].all()
    assert (judged.probable == kind).mean() > 0.98  # a wrong one may be the nearest of a right one
    assert judged.accuracy(written) == pytest.approx(1 - wrong.mean(), abs=0.02)
    assert (judged.wrong[wrong] > 0.5).all()
    assert (judged.wrong[~wrong] < 0.1).all()
    assert judged.wrong[~wrong].mean() < 0.005


def test_a_specimen_has_no_say_in_its_own_judgement() -> None:
    codes, kind, owner = clusters(classes=6, specimens=3, photographs=3, spread=0.05)
    alone = owner == owner.max()
    written = np.where(alone, 6, kind)  # a name that only this specimen has, thrice
    judged = cleaning.judge(codes, written, owner)
    assert np.isnan(judged.wrong[alone]).all()
    assert not judged.is_judged[alone].any()
    assert judged.is_judged[~alone].all()
    assert (judged.own[alone] == -1).all()
    swapped = np.where(owner == 0, 1, np.where(owner == 3, 0, kind))
    judged = cleaning.judge(codes, swapped, owner)
    assert (judged.probable[owner == 0] == 0).all()
    assert (judged.probable[owner == 3] == 1).all()


def test_two_photographs_agree() -> None:
    codes, kind, owner = clusters(spread=1.2)
    judged = cleaning.judge(codes, kind, owner)
    for one in range(owner.max() + 1):
        rows = np.flatnonzero(owner == one)
        assert len(set(judged.probable[rows])) == 1
        assert np.ptp(judged.chance[rows]) < 1e-12
    single = cleaning.judge(codes, kind, np.arange(len(kind)))
    assert single.accuracy(kind) >= judged.accuracy(kind)  # its other photograph tells


def test_chances_are_calibrated() -> None:
    codes, kind, owner = clusters(classes=60, specimens=10, photographs=1, spread=1.6)
    judged = cleaning.judge(codes, kind, owner)
    right = judged.probable == kind
    assert 0.3 < right.mean() < 0.95
    assert judged.best.mean() == pytest.approx(right.mean(), abs=0.1)


def test_scores_are_monotone_and_no_more_than_what_may_be_trusted() -> None:
    random = np.random.default_rng(2)
    evidence = np.concatenate([random.exponential(1, 970), random.normal(9, 1, 30)])
    score = cleaning.calibrated(evidence, random.normal(9, 1, 200))
    order = np.argsort(evidence)
    assert (np.diff(score[order]) >= 0).all()
    assert score[970:].mean() == pytest.approx(cleaning.TRUST, abs=0.15)
    assert score[:970].mean() < 0.01
    blurred = cleaning.calibrated(random.exponential(1, 1000), random.exponential(2, 200))
    assert blurred.max() < 0.5
    assert (cleaning.calibrated(evidence, np.empty(0)) == 0).all()


def test_nothing_to_compare_is_told() -> None:
    codes, kind, owner = clusters(classes=3, specimens=1)
    with pytest.raises(ValueError, match="nothing to compare"):
        cleaning.judge(codes, kind, owner)
