"""How alike specimens are to those of each class: nearest neighbours by code, never one's own."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.float32]
Numbers = NDArray[np.int64]
Reals = NDArray[np.float64]

NEIGHBOURS = 64  # nearest photographs whose classes are compared
EVIDENCE = 0.7  # two photographs of a specimen tell less than two specimens would
LEAST = 1e-6  # chance of a class at least, of those that a photograph was not compared with
BLOCK = 2048  # photographs of a class compared with all of it at once


@dataclass(frozen=True)
class Near:
    """For each photograph, its nearest photographs of other specimens: parallel (row, other)."""

    row: Numbers
    other: Numbers
    cosine: Reals

    @classmethod
    def of(cls, codes: Codes, specimens: Numbers) -> "Near":
        """Find them."""
        from cabinet.map import neighbours

        same = int(np.bincount(specimens).max(initial=1))
        near, away = neighbours.nearest(codes, min(NEIGHBOURS + same, len(codes) - 1))
        row = np.repeat(np.arange(len(codes)), near.shape[1])
        cosine, other = 1 - away.astype(np.float64).ravel() ** 2 / 2, near.ravel()
        strange = specimens[other] != specimens[row]
        return cls(row[strange], other[strange], cosine[strange])


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


def likeness(near: Near, codes: Codes, written: Numbers, specimens: Numbers) -> Likeness:
    """Return how alike each photograph is to the nearest of each class near it, and of its own."""
    n = len(codes)
    own = nearest_of_class(codes, written, specimens)
    row = np.concatenate([near.row, np.arange(n)])
    kind = np.concatenate([written[near.other], written])
    cosine = np.concatenate([near.cosine, own])
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
        for start in range(0, len(members), BLOCK):
            some = members[start : start + BLOCK]
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
