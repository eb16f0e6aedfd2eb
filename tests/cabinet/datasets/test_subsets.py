"""A recipe carried out: every photograph in one part at most, nothing leaks, reasons are told."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cabinet.datasets import audit, subsets
from cabinet.datasets.recipe import (
    Balance,
    Choice,
    Negatives,
    Recipe,
    RecipeError,
    Splits,
    Tiers,
)  # fmt: skip

SOURCES = ("NHMUK", "YPM", "USNM")


def collection(folder: Path = Path(), count: int = 120, seed: int = 0) -> subsets.Collection:
    """Return specimens of four genera and three museums, two photographs each, with twins."""
    random = np.random.default_rng(seed)
    rows = []
    for number in range(count):
        for side in "dv":
            genus = "ABCD"[number % 4]
            rows.append(
                dict.fromkeys(subsets.COLUMNS, "")
                | {
                    "image": f"{number}{side}",
                    "occurrenceID": f"urn:{number}",
                    "genus": genus,
                    "specificEpithet": "alba",
                    "species": f"{genus} alba",
                    "family": "Xidae" if genus in "AB" else "Yidae",
                    "year": str(1900 + number % 50),
                    "institutionCode": SOURCES[random.integers(3)],
                }
            )
    records = pd.DataFrame(rows)
    codes = random.standard_normal((len(rows), 128)).astype(np.float32)
    codes[100:110] = codes[:10]  # the same photographs under other names
    return subsets.Collection(
        folder=folder,
        records=records,
        coded={name: row for row, name in enumerate(records["image"])},
        codes=codes,
    )


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 1000),
    validation=st.sampled_from([0.0, 0.15, 0.5]),
    block=st.sampled_from(["", "year"]),
    held_out=st.sampled_from([[], ["YPM"]]),
    method=st.sampled_from(["off", "smallest", "cap"]),
)
def test_nothing_leaks_whatever_the_recipe(
    seed: int, validation: float, block: str, held_out: list[str], method: str
) -> None:
    splits = Splits(validation=validation, block=block, held_out=held_out)
    recipe = Recipe(seed=seed, splits=splits, balance=Balance(method=method, cap=5))
    given_collection = collection(seed=seed % 5)
    made = subsets.make(recipe, given_collection)
    assert set(audit.leaks(made).values()) == {0}
    assert len(made.twins) >= 10
    assert made.manifest["image"].is_unique
    used = made.manifest[made.manifest["part"] != ""]
    if block:  # counted anew, from the records
        year = given_collection.records.set_index("image")["year"]
        blocks = used["source"] + used["image"].map(year)
        inside = used["part"] != "held_out"
        assert used[inside].groupby(blocks[inside])["part"].nunique().max() == 1
    assert (used["source"].isin(held_out) == (used["part"] == "held_out")).all()
    assert (made.manifest["reason"] == "").equals(made.manifest["part"] != "")
    assert subsets.make(recipe, given_collection).manifest.equals(made.manifest)


def test_choice_tiers_and_balance_tell_what_they_left() -> None:
    given_collection = collection()
    images = given_collection.records["image"]
    graded = {name: ("good", "partial", "bad")[at % 3] for at, name in enumerate(images)}
    recipe = Recipe(
        choice=Choice(taxa=["xidae"], years=[1900, 1939]),
        tiers=Tiers(train=["high", "low"], judge=["high"]),
        balance=Balance(method="smallest"),
    )
    graded_collection = subsets.Collection(**vars(given_collection) | {"graded": graded})
    made = subsets.make(recipe, graded_collection)
    used = made.manifest[made.manifest["part"] != ""]
    assert set(used["class"]) == {"A alba", "B alba"}
    assert set(used["tier"][used["part"] == "train"]) == {"high", "low"}
    assert set(used["tier"][used["part"] != "train"]) == {"high"}
    counts = used[used["part"] == "train"].groupby("class")["specimen"].nunique()
    assert counts.nunique() == 1
    names = [step for step, _, _ in made.steps]
    assert names[0] == "taxa xidae"
    assert names[-1].startswith("balance smallest")
    befores, afters = zip(*[(b, a) for _, b, a in made.steps], strict=True)
    assert befores[0] == 240
    assert befores[1:5] == afters[:4]


def test_hard_negatives_are_no_targets_and_linked_to_no_part(tmp_path: Path) -> None:
    given_collection = collection(tmp_path)
    images = given_collection.records["image"]
    confidence = np.linspace(0, 1, len(images))
    rows = [f"{name},{value}" for name, value in zip(images, confidence, strict=True)]
    (tmp_path / "scores.csv").write_text("image,confidence\n" + "\n".join(rows))
    recipe = Recipe(
        choice=Choice(taxa=["A"]),
        negatives=Negatives(target=["Xidae"], scores="scores.csv"),
    )
    made = subsets.make(recipe, given_collection)
    rows = made.manifest[made.manifest["part"] == "negative"]
    assert set(rows["class"]) == {"C alba", "D alba"}
    assert set(rows["band"]) == {"0.5", "0.85", "0.99"}
    assert (rows["reason"] == np.where(rows["band"] == "0.99", "look at it first", "")).all()
    assert set(audit.leaks(made).values()) == {0}


@pytest.mark.parametrize(
    ("recipe", "said"),
    [
        (Recipe(choice=Choice(taxa=["Zidae"])), "nothing is left"),
        (Recipe(smallest_class=31), "'A alba' with 30"),
        (Recipe(splits=Splits(held_out=["MNHN"])), "no photograph is of MNHN"),
        (Recipe(tiers=Tiers(train=["low"])), "no photograph is left to train on"),
    ],
)
def test_what_cannot_be_carried_out_is_refused(recipe: Recipe, said: str) -> None:
    with pytest.raises(RecipeError, match=said):
        subsets.make(recipe, collection())
