"""Whether a classifier learns more from a cleaned and balanced dataset than from a raw one.

    python benchmarks/cleaned.py COLLECTION [COLLECTION ...] --held-out NHMUK YPM \
        [--classes family] [--source institutionCode] [--cap 40] [--seeds 5]

The collections are copied into one and encoded with the shipped autoencoder. Into the copy come
wrong names (3 % of specimens, any other species, all ranks along with it) and leaves, labels and
beetles under names of species (1 %): that is the raw collection. create_suspects.py lists what
looks wrong, and a person is supposed to go through the first 5 % of the photographs on that list,
to name rightly what has a wrong name and to mark what is no specimen, as labels of the labels
server. "unseen" is what comes of it if nobody looks and all of a score of 0.30 or more is left out.

create_subsets.py makes the datasets, one for each source that is held out, with and without a cap
on specimens of a class. A linear classifier (logistic regression on codes) learns from `train` and
is judged by the true names, on `test` (more of the same) and on `held_out` (the other source).
Judged are the same photographs for all, of classes that all have in `train`. Each source's
predictions are put together: "photographs" is the share of them that is named rightly, "classes"
the mean of that share over classes. Mean, and lowest to highest, of several seeds, which decide on
faults, parts and picks.
"""

import argparse
import csv
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import cv2
import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.cleaning import foreign
from benchmarks.planted import copied
from cabinet.datasets import reviews, units
from cabinet.labels.journal import Journal
from cabinet.map import arrays

ROOT = Path(__file__).resolve().parent.parent
WRONG, FOREIGN, LOOKED_AT, UNSEEN = 0.03, 0.01, 0.05, 0.30
NAMED = ("order", "family", "genus", "specificEpithet", "scientificName", "higherClassification")
NOTHING = {"scientificName": "", "tags": [], "error": "", "excluded": False}
RECIPE = """seed = {seed}
classes = "{classes}"
smallest_class = 5
drop_small_classes = true
[splits]
source = "{source}"
held_out = ["{held_out}"]
[balance]
method = "{method}"
cap = {cap}
"""
ARMS = ("raw", "raw, balanced", "unseen, balanced", "cleaned", "cleaned, balanced",
        "no fault planted", "no fault planted, balanced")  # fmt: skip

Predicted = dict[str, list[tuple[str, str]]]  # part: (true class, predicted class)


def run(stage: str, folder: Path) -> None:
    """Run a stage as people do."""
    command = [sys.executable, str(ROOT / f"{stage}.py"), "--collection", str(folder)]
    subprocess.run(command, check=True, capture_output=True)


def together(collections: Sequence[Path], folder: Path) -> pd.DataFrame:
    """Copy collections into one, with leaves, labels and beetles; return the true catalogue."""
    tables = []
    for number, one in enumerate(collections):
        images = copied(one, folder / str(number))
        table = pd.read_csv(folder / f"{number}/data/metadata.csv", dtype=str).fillna("")
        tables.append(table[table["image"].isin(images)])
        thumbnails = folder / "data/images_rotated_128"
        shutil.copytree(
            folder / f"{number}/data/images_rotated_128", thumbnails, dirs_exist_ok=True
        )
        shutil.rmtree(folder / str(number))
    true = pd.concat(tables, ignore_index=True).fillna("")
    true = true[(true["genus"] != "") & (true["specificEpithet"] != "")].reset_index(drop=True)
    chance = np.random.default_rng(7)
    strange = [f"foreign-{n:04}" for n in range(round(FOREIGN * len(true)))]
    for n, image in enumerate(strange):
        cv2.imwrite(str(thumbnails / f"{image}.jpg"), foreign(n % 3, chance)[..., ::-1])
    whole = pd.concat([true, pd.DataFrame({"image": strange})], ignore_index=True).fillna("")
    whole.to_csv(folder / "data/metadata.csv", index=False)
    run("create_latent_codes", folder)
    return true


def spoilt(true: pd.DataFrame, strange: Sequence[str], seed: int) -> pd.DataFrame:
    """Return the catalogue with wrong names, and with pictures of no specimen under names."""
    chance = np.random.default_rng(seed)
    raw, keys = true.copy(), units.specimen_keys(true)
    named = [name for name in NAMED if name in true]
    species = true.assign(species=true["genus"] + " " + true["specificEpithet"])["species"]
    first = true.groupby(species.to_numpy()).head(1).index
    for one in chance.choice(np.unique(keys), round(WRONG * len(np.unique(keys))), replace=False):
        rows = np.flatnonzero(keys == one)
        other = chance.choice(first[(species[first] != species[rows[0]]).to_numpy()])
        raw.loc[rows, named] = true.loc[other, named].to_numpy()
    like = true.loc[chance.choice(len(true), len(strange), replace=False)]
    added = like.assign(image=list(strange), occurrenceID=list(strange), catalogNumber="")
    return pd.concat([raw, added], ignore_index=True)


def reviewed(folder: Path, true: pd.DataFrame, raw: pd.DataFrame) -> dict[str, dict]:
    """Return what a person says who goes through the first of the list of suspects."""
    with (folder / "data/suspects.csv").open(newline="", encoding="utf-8") as file:
        listed = [row["image"] for row in csv.DictReader(file)][: round(LOOKED_AT * len(raw))]
    right = dict(zip(true["image"], true["genus"] + " " + true["specificEpithet"], strict=True))
    now = dict(zip(raw["image"], raw["genus"] + " " + raw["specificEpithet"], strict=True))
    said = {}
    for image in listed:
        if image not in right:
            said[image] = NOTHING | {"error": "empty"}
        elif right[image] != now[image]:
            said[image] = NOTHING | {"scientificName": right[image]}
    return said


def unlooked(folder: Path) -> dict[str, dict]:
    """Return what a rule says of the list that nobody looks at."""
    with (folder / "data/suspects.csv").open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if float(row["score"]) >= UNSEEN]
    return {row["image"]: NOTHING | {"excluded": True} for row in rows}


def datasets(folder: Path, said: Mapping[str, dict]) -> dict[str, pd.DataFrame]:
    """Return the datasets of all recipes, by name, once these labels hold."""
    (folder / reviews.JOURNAL).unlink(missing_ok=True)
    if said:
        journal = Journal(folder / reviews.JOURNAL)
        labels = [(f"save-{n}", image, value) for n, (image, value) in enumerate(said.items())]
        journal.set_all("benchmark", labels)
        journal.close()
    run("create_subsets", folder)
    paths = sorted((folder / "data/subsets").glob("*.csv"))
    return {path.stem: pd.read_csv(path, dtype=str).fillna("") for path in paths}


def arms(folder: Path, true: pd.DataFrame, raw: pd.DataFrame) -> tuple[dict, float]:
    """Return each arm's datasets by held-out source, and the share of faults that were mended."""
    made: dict[str, dict[str, pd.DataFrame]] = {}

    def keep(arm: str, found: Mapping[str, pd.DataFrame]) -> None:
        for name, table in found.items():
            held_out, method = name.split(".")
            key = arm if method == "off" else f"{arm}, balanced"
            made.setdefault(key, {})[held_out] = table

    true.to_csv(folder / "data/metadata.csv", index=False)
    keep("no fault planted", datasets(folder, {}))
    raw.to_csv(folder / "data/metadata.csv", index=False)
    run("create_suspects", folder)
    said, rule = reviewed(folder, true, raw), unlooked(folder)
    keep("raw", datasets(folder, {}))
    keep("unseen", datasets(folder, rule))
    keep("cleaned", datasets(folder, said))
    aside = raw[["image", *NAMED[1:4]]].merge(true[["image", *NAMED[1:4]]], how="left", on="image")
    species = aside["genus_x"] + aside["specificEpithet_x"]
    wrong = (species != aside["genus_y"] + aside["specificEpithet_y"]).sum()
    return made, len(said) / int(wrong)


def judged(
    made: Mapping[str, pd.DataFrame], codes: Mapping[str, np.ndarray], true: Mapping[str, str]
) -> tuple[dict[str, Predicted], dict[str, int]]:
    """Return what each arm's classifier says of the same photographs, and what it learnt from."""
    from sklearn.linear_model import LogisticRegression

    train = {arm: table[table["part"] == "train"] for arm, table in made.items()}
    known = set.intersection(*(set(table["class"]) for table in train.values()))
    said: dict[str, Predicted] = {}
    for arm, table in train.items():
        model = LogisticRegression(C=10.0, max_iter=500)
        model.fit(np.stack([codes[image] for image in table["image"]]), table["class"])
        said[arm] = {}
        for part in ("test", "held_out"):
            sets = [set(one["image"][one["part"] == part]) for one in made.values()]
            images = sorted(i for i in set.intersection(*sets) if true.get(i) in known)
            if images:
                found = model.predict(np.stack([codes[image] for image in images]))
                pairs = zip([true[image] for image in images], found, strict=True)
                said[arm][part] = list(pairs)
    return said, {arm: len(table) for arm, table in train.items()}


def scores(pairs: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """Return the share of photographs that is named rightly, and its mean over classes."""
    classes, found = np.array(pairs, object).T
    is_right = classes == found
    return float(is_right.mean()), float(
        np.mean([is_right[classes == one].mean() for one in np.unique(classes)])
    )


def tried(folder: Path, true: pd.DataFrame, asked: argparse.Namespace, seed: int) -> dict:
    """Plant, clean, make, learn and judge once; return (arm, part, measure): share, and counts."""
    table = arrays.load(folder / "data/latent_codes.npy", arrays.CODES)
    codes = dict(zip(arrays.names(table), np.asarray(table["code"], np.float32), strict=True))
    strange = sorted(image for image in codes if image.startswith("foreign-"))
    shutil.rmtree(folder / "data/recipes", ignore_errors=True)
    (folder / "data/recipes").mkdir()
    for held_out in asked.held_out:
        for method in ("off", "cap"):
            told = {"classes": asked.classes, "source": asked.source, "held_out": held_out}
            text = RECIPE.format(seed=seed, cap=asked.cap, method=method, **told)
            (folder / f"data/recipes/{asked.held_out.index(held_out)}.{method}.toml").write_text(
                text
            )
    made, mended = arms(folder, true, spoilt(true, strange, seed))
    classes = dict(zip(true["image"], true[asked.classes], strict=True))
    pooled: dict[str, Predicted] = {arm: {"test": [], "held_out": []} for arm in ARMS}
    learnt: dict[str, list[int]] = {arm: [] for arm in ARMS}
    for number in range(len(asked.held_out)):
        said, counts = judged({arm: made[arm][str(number)] for arm in ARMS}, codes, classes)
        for arm in ARMS:
            learnt[arm].append(counts[arm])
            for part, pairs in said[arm].items():
                pooled[arm][part] += pairs
    found: dict = {"faults mended": mended}
    for arm in ARMS:
        found[arm, "learnt from"] = float(np.mean(learnt[arm]))
        for part, pairs in pooled[arm].items():
            found[arm, part, "judged"] = len(pairs)
            found[arm, part, "kinds"] = len({one for one, _ in pairs})
            found[arm, part, "photographs"], found[arm, part, "classes"] = scores(pairs)
    return found


def spread(values: Sequence[float]) -> str:
    """Return mean, lowest and highest, in per cent."""
    low, high = 100 * min(values), 100 * max(values)
    return f"{100 * float(np.mean(values)):.1f} ({low:.1f} to {high:.1f})"


def main() -> None:
    """Try several seeds, and print a table, and how often the cleaned and balanced one won."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("collections", type=Path, nargs="+", metavar="COLLECTION")
    parser.add_argument("--held-out", nargs="+", required=True, metavar="SOURCE")
    parser.add_argument("--classes", default="family")
    parser.add_argument("--source", default="institutionCode")
    parser.add_argument("--cap", type=int, default=40)
    parser.add_argument("--seeds", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        true = together(asked.collections, folder)
        print(f"{len(true):,} photographs; {asked.classes}; cap {asked.cap}", flush=True)
        runs = [tried(folder, true, asked, seed) for seed in range(1, asked.seeds + 1)]
    mended = [one["faults mended"] for one in runs]
    print(f"photographs with a fault that were mended: {spread(mended)} %")
    measures = [
        (part, what) for part in ("test", "held_out") for what in ("photographs", "classes")
    ]
    print("| | learnt from |" + "".join(f" {part}: {what} |" for part, what in measures))
    print("|-|-|" + "-|" * len(measures))
    for arm in ARMS:
        cells = [spread([one[arm, part, what] for one in runs]) for part, what in measures]
        count = np.mean([one[arm, "learnt from"] for one in runs])
        print(f"| {arm} | {count:,.0f} | {' | '.join(cells)} |")
    for arm in ARMS[1:5]:
        for part, what in measures:
            more = [one[arm, part, what] - one["raw", part, what] for one in runs]
            won = f"{sum(difference > 0 for difference in more)} of {len(runs)}"
            print(f"{arm} over raw, {part}, {what}: {spread(more)} points; better in {won} seeds")
    for part in ("test", "held_out"):
        count, kinds = (
            np.mean([one["raw", part, what] for one in runs]) for what in ("judged", "kinds")
        )
        print(f"{part}: {count:,.0f} photographs of {kinds:.0f} classes judged")
    print(f"load: {', '.join(f'{one:.1f}' for one in os.getloadavg())}")


if __name__ == "__main__":
    main()
