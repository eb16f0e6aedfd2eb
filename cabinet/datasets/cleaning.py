"""Which names look wrong: every specimen judged by a classifier that never saw it.

The classifier compares codes: a class is as likely as its nearest specimen is alike, softened by a
temperature that is fitted to the collection. A specimen is left out with all its photographs when
it is judged (cross-validation with as many folds as specimens, which for nearest neighbours costs
nothing), and what its photographs say is added up. A name that no other specimen has cannot be
judged.

How probable it is that a written name is wrong follows from Bayes' rule: names are wrong at a rate
that is estimated from the collection itself, and a wrong one may be any. Of what looks certainly
wrong, a fifth is right all the same (`TRUST`, measured by planting wrong names among swallowtails).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.float32]
Numbers = NDArray[np.int64]
Reals = NDArray[np.float64]

NEIGHBOURS = 64  # nearest photographs whose classes are compared
TEMPERATURES = tuple(float(one) for one in np.geomspace(0.01, 0.3, 24))  # of a cosine
EVIDENCE = 0.7  # two photographs of a specimen tell less than two specimens would
LEAST = 1e-6  # chance of a class at least, of those that a photograph was not compared with
DOUBT = 0.03  # share of names that a temperature's likelihood takes for wrong
TRUST = 0.8
ROUNDS = 60


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
    rate: float  # of wrong names, estimated

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
    alike = likeness(codes, written, specimens)
    pairs = np.unique(np.stack([written, specimens], axis=1), axis=0)
    counts = np.bincount(pairs[:, 0], minlength=int(written.max(initial=-1)) + 1)
    can = counts[written] > 1
    if (counts > 1).sum() < 2:
        raise ValueError("fewer than two names have two specimens: there is nothing to compare")
    classes = len(counts)
    found = [chances(alike, specimens, one) for one in TEMPERATURES]
    losses = [-np.log((1 - DOUBT) * own[can] + DOUBT / classes).mean() for own, _, _ in found]
    fitted = int(np.argmin(losses))
    chance, best, probable = found[fitted]
    wrong, rate = wrongness(chance, can, classes)
    return Judged(
        probable=np.where(can, probable, written),
        chance=chance,
        best=best,
        wrong=wrong,
        own=alike.own,
        other=alike.other,
        temperature=TEMPERATURES[fitted],
        rate=rate,
    )


@dataclass(frozen=True)
class Likeness:
    """For each photograph and class that is near it: the cosine of the nearest specimen.

    `row`, `kind` and `cosine` are parallel; each photograph's written class is among them, with a
    cosine of -1 where no other specimen has it. `own` is that cosine, (n,), `other` the largest
    of any other class.
    """

    row: Numbers
    kind: Numbers
    cosine: Reals
    written: Numbers
    own: Reals
    other: Reals


def likeness(codes: Codes, written: Numbers, specimens: Numbers) -> Likeness:
    """Compare each photograph with its nearest neighbours of other specimens."""
    from cabinet.map import neighbours

    n = len(codes)
    same = int(np.bincount(specimens).max(initial=1))
    near, away = neighbours.nearest(codes, min(NEIGHBOURS + same, n - 1))
    cosine = 1 - away.astype(np.float64) ** 2 / 2
    row = np.repeat(np.arange(n), near.shape[1])
    kind, cosine, near = written[near].ravel(), cosine.ravel(), near.ravel()
    other = specimens[near] != specimens[row]
    own = nearest_of_class(codes, written, specimens)
    row = np.concatenate([row[other], np.arange(n)])
    kind = np.concatenate([kind[other], written])
    cosine = np.concatenate([cosine[other], own])
    order = np.lexsort((-cosine, kind, row))
    row, kind, cosine = row[order], kind[order], cosine[order]
    first = np.r_[True, (row[1:] != row[:-1]) | (kind[1:] != kind[:-1])]
    row, kind, cosine = row[first], kind[first], cosine[first]
    best = np.full(n, -1.0)
    foreign = kind != written[row]
    np.maximum.at(best, row[foreign], cosine[foreign])
    return Likeness(row, kind, cosine, written, own, best)


def nearest_of_class(codes: Codes, written: Numbers, specimens: Numbers) -> Reals:
    """Return the cosine to the nearest other specimen of the same class; -1 if there is none."""
    found = np.full(len(codes), -1.0)
    order = np.argsort(written, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(written[order])) + 1):
        for start in range(0, len(members), 2048):
            some = members[start : start + 2048]
            cosine = codes[some] @ codes[members].T
            cosine[specimens[some][:, None] == specimens[members][None]] = -1
            found[some] = np.clip(cosine.max(1), -1, 1)
    return found


def chances(
    alike: Likeness, specimens: Numbers, temperature: float
) -> tuple[Reals, Reals, Numbers]:
    """Return each photograph's chance of its written class, of its best class, and that class."""
    n = len(alike.own)
    weight = np.exp((alike.cosine - 1) / temperature)
    weight[alike.cosine <= -1] = 0
    total = np.maximum(np.bincount(alike.row, weight, minlength=n), 1e-300)
    said = np.log(weight / total[alike.row] + LEAST)
    # What all photographs of a specimen say of a class; one that was not compared says LEAST.
    classes = int(alike.kind.max()) + 1
    key = specimens[alike.row] * classes + alike.kind
    held, place = np.unique(key, return_inverse=True)
    owner, kind = held // classes, held % classes
    photographs = np.bincount(specimens)
    heard = np.bincount(place)
    told = np.bincount(place, said) + (photographs[owner] - heard) * np.log(LEAST)
    told /= photographs[owner] ** EVIDENCE
    highest = np.full(len(photographs), -np.inf)
    np.maximum.at(highest, owner, told)
    chance = np.exp(told - highest[owner])
    chance /= np.bincount(owner, chance, minlength=len(photographs))[owner]
    order = np.lexsort((kind, -chance, owner))
    first = order[np.r_[True, owner[order][1:] != owner[order][:-1]]]
    top = np.zeros(len(photographs), np.int64)
    top[owner[first]] = first
    mine = np.searchsorted(held, specimens * classes + alike.written)
    winner = top[specimens]
    return chance[mine], chance[winner], kind[winner].astype(np.int64)


def wrongness(chance: Reals, can: NDArray[np.bool_], classes: int) -> tuple[Reals, float]:
    """Return the probability that each written name is wrong, and the rate of wrong names.

    The rate is what expectation maximisation settles on. NaN where a name cannot be judged.
    """
    rate, wrong = 0.05, chance
    for _ in range(ROUNDS):
        against = (1 - chance) * rate / (classes - 1)
        wrong = against / (against + chance * (1 - rate) + 1e-300)
        rate = float(np.clip(wrong[can].mean(), 1e-4, 0.5))
    return np.where(can, TRUST * wrong, np.nan), TRUST * rate


def ordered(judged: Judged, images: Sequence[str]) -> Numbers:
    """Return the rows that can be judged, the most suspicious first."""
    rows = np.flatnonzero(judged.is_judged)
    names = np.array(images)[rows]
    return np.asarray(rows[np.lexsort((names, judged.chance[rows], -judged.wrong[rows]))], np.int64)
