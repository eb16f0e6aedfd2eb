"""From a recipe to a dataset: one row a photograph, with the part it belongs to and why."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cabinet.datasets import balancing, negatives, parts, tiers, units
from cabinet.datasets.recipe import Recipe, RecipeError

COLUMNS = (
    "image", "occurrenceID", "catalogNumber", "scientificName", "order", "family", "genus",
    "specificEpithet", "higherClassification", "year", "institutionCode", "collectionCode",
    "license", "rightsHolder",
)  # fmt: skip
MANIFEST = ("image", "specimen", "class", "source", "tier", "part", "band", "reason")
NEGATIVE = "negative"
REVIEW = 0.99  # confidence from which a negative may well be a positive that nobody noticed


@dataclass(frozen=True, kw_only=True)
class Collection:
    """What a dataset is made from: records (one a photograph), grades, codes."""

    folder: Path
    records: pd.DataFrame
    left_out: frozenset[str] = frozenset()  # images that people excluded or found to be none
    graded: dict[str, str] = field(default_factory=dict)  # image: good, partial or bad
    coded: dict[str, int] = field(default_factory=dict)  # image: row of `codes`
    codes: NDArray[np.float32] = field(default_factory=lambda: np.empty((0, 128), np.float32))


@dataclass
class Subset:
    """A dataset: its manifest, how many photographs each step left, and pairs of twins."""

    manifest: pd.DataFrame
    steps: list[tuple[str, int, int]]  # what was done, photographs before, photographs after
    twins: NDArray[np.int64]  # rows of the manifest


def read(path: Path, more: tuple[str, ...]) -> pd.DataFrame:
    """Read the columns of a catalogue that datasets need, as text; add the column species."""
    wanted = {*COLUMNS, *more} - {"", "species"}
    table = pd.read_csv(
        path, dtype=str, keep_default_na=False, na_filter=False,
        usecols=lambda name: name in wanted,
    )  # fmt: skip
    lacking = sorted(wanted - set(table))
    if set(lacking) & set(more):
        named = next(name for name in lacking if name in more)
        raise RecipeError(f"the catalogue {path} has no column {named}")
    table = table.assign(**dict.fromkeys(lacking, ""))
    complete = (table["genus"] != "") & (table["specificEpithet"] != "")
    species = (table["genus"] + " " + table["specificEpithet"]).where(complete, "")
    return table.assign(species=species)


def make(recipe: Recipe, collection: Collection) -> Subset:
    """Carry out a recipe. Raises RecipeError where it cannot be carried out."""
    everything = collection.records
    table = pd.DataFrame(
        {
            "image": everything["image"],
            "specimen": units.specimen_keys(everything),
            "class": everything[recipe.classes],
            "source": everything[recipe.splits.source],
            "tier": tiers.tiers(everything["image"], collection.graded),
            "part": "",
            "band": "",
            "reason": "",
        }
    )
    left_out = everything["image"].isin(collection.left_out).to_numpy()
    chosen, steps = _chosen(recipe, everything, table, left_out)
    linked, twins = _units(recipe, collection, everything, table)
    _split(recipe, table, chosen, linked)
    steps += _tiered(recipe, collection.folder, table)
    steps += _balanced(recipe, table)
    if recipe.negatives.scores:
        _add_negatives(recipe, collection, (table, linked))
    kept = chosen | (table["part"] == NEGATIVE).to_numpy()
    rows = np.cumsum(kept) - 1
    both = kept[twins].all(axis=1)
    return Subset(table[kept].reset_index(drop=True), steps, rows[twins[both]])


def _chosen(
    recipe: Recipe, records: pd.DataFrame, table: pd.DataFrame, left_out: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], list[tuple[str, int, int]]]:
    """Return which photographs the recipe speaks of, and what each condition left."""
    choice, steps = recipe.choice, []
    kept = np.ones(len(table), bool)

    def narrow(what: str, which: NDArray[np.bool_]) -> None:
        before = int(kept.sum())
        kept[:] &= which
        steps.append((what, before, int(kept.sum())))

    if left_out.any():
        narrow("not left out by people", ~left_out)
    if choice.taxa:
        narrow(f"taxa {', '.join(choice.taxa)}", negatives.within(records, choice.taxa))
    if choice.sources:
        narrow("sources", table["source"].isin(choice.sources).to_numpy())
    if choice.years:
        year = pd.to_numeric(records["year"], errors="coerce")
        narrow("years", year.between(choice.years[0], choice.years[1]).to_numpy())
    narrow(f"with a {recipe.classes}", (table["class"] != "").to_numpy())
    sizes = table[kept].groupby("class")["specimen"].nunique()
    small = sizes[sizes < recipe.smallest_class]
    if len(small) and not recipe.drop_small_classes:
        name, count = small.index[0], int(small.iloc[0])
        raise RecipeError(
            f"{len(small)} of {len(sizes)} classes have fewer than {recipe.smallest_class}"
            f" specimens, first {name!r} with {count}: choose other taxa, lower smallest_class, or"
            " set drop_small_classes = true"
        )
    narrow("classes large enough", ~table["class"].isin(small.index).to_numpy())
    if not kept.any():
        raise RecipeError(
            "nothing is left: " + "; ".join(f"{a} left {c} of {b}" for a, b, c in steps)
        )
    return kept, steps


def _units(
    recipe: Recipe, collection: Collection, records: pd.DataFrame, table: pd.DataFrame
) -> tuple[units.Numbers, NDArray[np.int64]]:
    """Return each photograph's unit, and the pairs of near-duplicates."""
    labels = [pd.factorize(table["specimen"])[0].astype(np.int64)]
    if recipe.splits.block:
        block = records[recipe.splits.block]
        number = pd.factorize(table["source"] + "\0" + block)[0]
        labels.append(np.where(block == "", -1, number).astype(np.int64))
    place = table["image"].map(collection.coded).fillna(-1).to_numpy(np.int64)
    rows = np.flatnonzero(place >= 0)
    pairs = rows[units.twins(collection.codes[place[rows]], recipe.splits.twins, recipe.seed)]
    return units.together(len(table), labels, pairs), pairs


def _split(
    recipe: Recipe, table: pd.DataFrame, chosen: NDArray[np.bool_], linked: units.Numbers
) -> None:
    """Write the part of every chosen photograph into the table."""
    names = table["specimen"].to_numpy(object)
    unit, at = np.unique(linked[chosen], return_inverse=True)
    # A unit is named by the first of its specimens in the alphabet: added ones seldom change that.
    heads = pd.Series(names[chosen]).groupby(at).min()
    lots = units.lots(heads.tolist(), recipe.seed, "split")[at]
    classes = pd.factorize(table["class"][chosen], sort=True)[0].astype(np.int64)
    part = parts.assigned(unit[at], classes, lots, recipe.splits)
    held_out = table["source"][chosen].isin(recipe.splits.held_out).to_numpy()
    if recipe.splits.held_out and not held_out.any():
        raise RecipeError(f"held_out: no photograph is of {', '.join(recipe.splits.held_out)}")
    part = parts.with_held_out(part, unit[at], held_out)
    table.loc[chosen, "part"] = part
    table.loc[chosen, "reason"] = np.where(part == parts.NONE, "twin of one held out", "")


def _tiered(recipe: Recipe, folder: Path, table: pd.DataFrame) -> list[tuple[str, int, int]]:
    """Take out what is of a tier that its part does not use."""
    before = int((table["part"] != "").sum())
    is_train = (table["part"] == parts.TRAIN).to_numpy()
    used = np.where(
        is_train, table["tier"].isin(recipe.tiers.train), table["tier"].isin(recipe.tiers.judge)
    )
    low = is_train & used & (table["tier"] == "low").to_numpy()
    used &= ~low | tiers.surest(table["image"], low, recipe.tiers, folder)
    dropped = (table["part"] != "").to_numpy() & ~used
    table.loc[dropped, "reason"] = "tier"
    table.loc[dropped, "part"] = ""
    return [("tiers", before, int((table["part"] != "").sum()))]


def _balanced(recipe: Recipe, table: pd.DataFrame) -> list[tuple[str, int, int]]:
    """Take specimens out of the training part until its classes are balanced."""
    rows = table[table["part"] == parts.TRAIN]
    if rows.empty:
        raise RecipeError("no photograph is left to train on: look at tiers and splits")
    number, names = pd.factorize(rows["specimen"])
    lots = units.lots(names.tolist(), recipe.seed, "balance")[number]
    kinds = pd.factorize(rows["class"], sort=True)[0].astype(np.int64)
    kept = balancing.kept(number.astype(np.int64), kinds, lots, recipe.balance)
    table.loc[rows.index[~kept], ["part", "reason"]] = ["", "balance"]
    return [(f"balance {recipe.balance.method}, training", len(rows), int(kept.sum()))]


def _add_negatives(
    recipe: Recipe, collection: Collection, tables: tuple[pd.DataFrame, units.Numbers]
) -> None:
    """Mark photographs without the target, linked to no part, that a model is sure of."""
    table, linked = tables
    given = tiers.scores(collection.folder / recipe.negatives.scores)
    confidence = np.asarray(table["image"].map(given), np.float64)
    band = negatives.bands(confidence, recipe.negatives.bands)
    used = np.isin(linked, linked[(table["part"] != "").to_numpy()])
    target = negatives.within(collection.records, recipe.negatives.target)
    found = ~np.isnan(band) & ~used & ~target
    found &= ~collection.records["image"].isin(collection.left_out).to_numpy()
    table.loc[found, "part"] = NEGATIVE
    table.loc[found, "band"] = [f"{value:g}" for value in band[found]]
    table.loc[found, "reason"] = np.where(band[found] >= REVIEW, "look at it first", "")
