"""Opening a collection for datasets: its catalogue, grades and codes."""

import csv
import hashlib
from pathlib import Path

import numpy as np

from cabinet.datasets import corrected, reviews, subsets
from cabinet.datasets.recipe import Recipe, RecipeError, read

INPUTS = (
    "metadata.csv", "quality_calculated.csv", "quality.csv", "latent_codes.npy",
    "labels/identifications.jsonl",
)  # fmt: skip
GRADES = ("good", "partial", "bad")


def opened(recipe: Recipe, folder: Path) -> subsets.Collection:
    """Return a collection as a recipe needs it.

    People's names and grades win over the catalogue's and the network's.
    """
    from cabinet.map import arrays

    data = folder / "data"
    more = (recipe.classes, recipe.splits.source, recipe.splits.block)
    graded = known_grades(folder)
    codes = data / "latent_codes.npy"
    coded, values = {}, np.empty((0, 128), np.float32)
    if codes.is_file():
        table = arrays.load(codes, arrays.CODES)
        coded = {name: row for row, name in enumerate(arrays.names(table))}
        values = table["code"]
    records, why = corrected.applied(
        subsets.read(data / "metadata.csv", more), reviews.read(folder)
    )
    return subsets.Collection(
        folder=folder,
        records=records,
        left_out=frozenset(records["image"][why != ""]),
        graded=graded,
        coded=coded,
        codes=values,
    )


def digest(told: Path, folder: Path) -> str:
    """Return a hash of all that decides a dataset: its recipe and the files that it reads.

    Empty if the recipe cannot be read: nothing was made from it.
    """
    try:
        recipe = read(told)
    except (RecipeError, OSError):
        return ""
    named = (recipe.tiers.scores, recipe.tiers.trained_on, recipe.negatives.scores)
    given = [folder / name for name in named if name]
    found = hashlib.sha256()
    for path in (told, *(folder / "data" / name for name in INPUTS), *given):
        found.update(path.name.encode() + b"\0")
        if path.is_file():
            with path.open("rb") as file:
                found.update(hashlib.file_digest(file, "sha256").digest())
    return found.hexdigest()


def of_grades(images: list[str], wanted: str, folder: Path) -> list[str]:
    """Return the images of these grades ("good partial"); all of them if nothing is graded."""
    graded = known_grades(folder)
    names = set(wanted.replace(",", " ").split())
    strange = sorted(names - set(GRADES))
    if strange:
        raise ValueError(f"there is no grade {strange[0]!r}; there are {', '.join(GRADES)}")
    return [image for image in images if not graded or graded.get(image) in names]


def known_grades(folder: Path) -> dict[str, str]:
    """Return the grade of each image: a person's, else the network's; empty if there are none."""
    data = folder / "data"
    return grades(data / "quality_calculated.csv") | grades(data / "quality.csv")


def grades(path: Path) -> dict[str, str]:
    """Read CSV image,quality: the last row holds; a grade that is none is passed over."""
    if not path.is_file():
        return {}
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = [(row.get("image") or "", row.get("quality") or "") for row in csv.DictReader(file)]
    return {image: grade for image, grade in rows if grade in GRADES}
