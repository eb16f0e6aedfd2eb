"""Which part of a dataset each unit belongs to: training, validation, test, or held out."""

import numpy as np
from numpy.typing import NDArray

from cabinet.datasets.recipe import Splits
from cabinet.datasets.units import Numbers

TRAIN, VALIDATION, TEST, HELD_OUT = "train", "validation", "test", "held_out"
NONE = ""
Texts = NDArray[np.object_]
Lots = NDArray[np.float64]


def assigned(units: Numbers, classes: Numbers, lots: Lots, splits: Splits) -> Texts:
    """Return the part of each photograph: its unit's.

    `units` and `classes` are int64 (photographs,), `lots` the lot of each photograph's unit. A unit
    whose lot is below the share of test is tested on, and so on: what is added later moves nothing.
    Only where that leaves a class of three units or more without validation, test or training does
    the unit with the nearest lot move, so that every class can be learnt and judged.
    """
    unit, first = np.unique(units, return_index=True)
    lot, kind = lots[first], classes[first]
    judged = splits.test + splits.validation
    part = np.where(lot < splits.test, TEST, np.where(lot < judged, VALIDATION, TRAIN))
    part = part.astype(object)
    order = np.lexsort((lot, kind))
    for members in np.split(order, np.flatnonzero(np.diff(kind[order])) + 1):
        _complete(part, members, splits)
    return np.asarray(part[np.searchsorted(unit, units)], object)


def _complete(part: Texts, members: Numbers, splits: Splits) -> None:
    """Give a class, its units ordered by lot, what it lacks and can spare."""
    if len(members) and not (part[members] == TRAIN).any():
        part[members[-1]] = TRAIN
    for name, share in ((VALIDATION, splits.validation), (TEST, splits.test)):
        spare = members[part[members] == TRAIN]
        if share > 0 and len(members) >= 3 and len(spare) > 1 and not (part[members] == name).any():
            part[spare[0]] = name


def with_held_out(part: Texts, units: Numbers, is_held_out: NDArray[np.bool_]) -> Texts:
    """Return the parts once whole sources are held out; their twins elsewhere belong to no part."""
    touched = np.isin(units, units[is_held_out])
    return np.where(is_held_out, HELD_OUT, np.where(touched, NONE, part)).astype(object)
