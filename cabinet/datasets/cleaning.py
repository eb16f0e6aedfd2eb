"""Which names look wrong: every specimen judged by a classifier that never saw it.

The classifier compares codes: a class is as likely as its nearest specimen is alike, softened by a
temperature that is fitted to the collection. A specimen is left out with all its photographs when
it is judged (cross-validation with as many folds as specimens, which for nearest neighbours costs
nothing), and what its photographs say is added up. A name that no other specimen has cannot be
judged.

How probable it is that a written name is wrong is measured on the collection itself: wrong names
are planted, and what looks wrong is compared with how wrong they look. That tells how much likelier
an appearance is for a wrong name; how many names are wrong to begin with cannot be told from how
well they fit, because a specimen may look odd for other reasons. It is taken to be `PRIOR`, or less
where less looks wrong than that.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cabinet.datasets.likeness import Codes, Near, Numbers, Reals, chances, likeness

TEMPERATURES = tuple(float(one) for one in np.geomspace(0.01, 0.3, 24))  # of a cosine
DOUBT = 0.03  # share of names that a temperature's likelihood takes for wrong
PRIOR = 0.03  # share of names that are wrong
TRUST = 0.75  # of names that look certainly wrong, the part that is
PLANTINGS, PLANTED, SEED = 8, 0.03, 1


@dataclass(frozen=True)
class Judged:
    """What was found of n photographs; all arrays have n rows.

    `probable` is the class that it looks most like; `chance` and `best` the calibrated chances of
    the written class and of that one; `wrong` the probability that the written name is wrong, NaN
    where it cannot be judged; `own` and `other` the cosine to the nearest specimen of the written
    class and of any other.
    """

    probable: Numbers
    chance: Reals
    best: Reals
    wrong: Reals
    own: Reals
    other: Reals
    temperature: float

    @property
    def is_judged(self) -> NDArray[np.bool_]:
        """Whether another specimen has the same name."""
        return ~np.isnan(self.wrong)

    def accuracy(self, written: Numbers) -> float:
        """Return which share of what can be judged is called what is written."""
        judged = self.is_judged
        return float((self.probable == written)[judged].mean()) if judged.any() else float("nan")


def judge(codes: Codes, written: Numbers, specimens: Numbers) -> Judged:
    """Judge n photographs by codes (n, d) of length 1, classes and specimens, numbered from 0.

    Raises ValueError if fewer than two classes have two specimens: nothing can be compared.
    """
    can, classes = comparable(written, specimens), int(written.max(initial=-1)) + 1
    if len(np.unique(written[can])) < 2:
        raise ValueError("fewer than two names have two specimens: there is nothing to compare")
    near = Near.of(codes, specimens)
    alike = likeness(near, codes, written, specimens)
    found = [chances(alike, specimens, one) for one in TEMPERATURES]
    losses = [-np.log((1 - DOUBT) * own[can] + DOUBT / classes).mean() for own, _, _ in found]
    fitted = int(np.argmin(losses))
    chance, best, probable = found[fitted]
    temperature = TEMPERATURES[fitted]
    planted = [
        _planted(near, codes, (written, specimens), (temperature, seed))
        for seed in range(PLANTINGS)
    ]
    wrong = np.full(len(codes), np.nan)
    wrong[can] = calibrated(-np.log(chance[can]), np.concatenate(planted))
    return Judged(
        probable=np.where(can, probable, written),
        chance=chance,
        best=best,
        wrong=wrong,
        own=alike.own,
        other=alike.other,
        temperature=temperature,
    )


def comparable(written: Numbers, specimens: Numbers) -> NDArray[np.bool_]:
    """Return which photographs have a name that another specimen has, too."""
    pairs = np.unique(np.stack([written, specimens], axis=1), axis=0)
    counts = np.bincount(pairs[:, 0], minlength=int(written.max(initial=-1)) + 1)
    return np.asarray(counts[written] > 1)


def _planted(
    near: Near, codes: Codes, known: tuple[Numbers, Numbers], how: tuple[float, int]
) -> Reals:
    """Return how strongly the evidence is against names that are wrong on purpose."""
    (written, specimens), (temperature, seed) = known, how
    random = np.random.default_rng([SEED, seed])
    count = int(specimens.max()) + 1
    bad = random.choice(count, max(1, round(PLANTED * count)), replace=False)
    drawn = random.integers(0, int(written.max()), count)  # any class but the written one
    rows = np.flatnonzero(np.isin(specimens, bad))
    named = written.copy()
    named[rows] = drawn[specimens[rows]] + (drawn[specimens[rows]] >= written[rows])
    rows = rows[comparable(named, specimens)[rows]]
    alike = likeness(near, codes, named, specimens)
    chance, _, _ = chances(alike, specimens, temperature)
    return np.asarray(-np.log(chance[rows]), np.float64)


def calibrated(evidence: Reals, planted: Reals) -> Reals:
    """Return the probability that names are wrong, by the evidence against each, (n,).

    `planted` is the evidence against names that are wrong on purpose. Bayes' rule: the share that
    is wrong, times how much likelier the evidence is for wrong names than for all; monotone.
    """
    from sklearn.isotonic import IsotonicRegression

    if not len(planted):
        return np.zeros(len(evidence))
    levels = np.quantile(planted, (0.3, 0.4, 0.5, 0.6, 0.7))
    looks = [(evidence >= t).mean() + 1 / len(evidence) for t in levels]
    most = min(look / (planted >= t).mean() for look, t in zip(looks, levels, strict=True))
    share = min(PRIOR, TRUST * float(most))
    is_planted = np.r_[np.ones(len(planted)), np.zeros(len(evidence))]
    weight = np.r_[
        np.full(len(planted), 1 / len(planted)), np.full(len(evidence), 1 / len(evidence))
    ]
    fitted = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip")
    fitted.fit(np.r_[planted, evidence], is_planted, sample_weight=weight)
    part = np.asarray(fitted.predict(evidence), np.float64)
    ratio = part / np.maximum(1 - part, 1e-9)
    return np.minimum(share * ratio, TRUST)


def ordered(judged: Judged, images: Sequence[str]) -> Numbers:
    """Return the rows that can be judged, the most suspicious first."""
    rows = np.flatnonzero(judged.is_judged)
    names = np.array(images)[rows]
    return np.asarray(rows[np.lexsort((names, judged.chance[rows], -judged.wrong[rows]))], np.int64)
