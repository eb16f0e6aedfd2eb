"""How many planted wrong names stand at the top of the list of suspects.

    python benchmarks/cleaning.py COLLECTION [--share 0.03] [--seeds 10]

COLLECTION is one on which create_latent_codes.py has run, of specimens with a species. Wrong names
are given to whole specimens, to all their photographs alike: of any other species, or of one of the
same genus, which is harder. Counted is which share of them stands in the first 5 % (3 %) of all
photographs, how often the probable name is the true one, and how the accuracy changes when what
stands there with a wrong name is corrected. "never learnt from" are planted names of specimens from
which the shipped autoencoder did not learn (swallowtails; see trained_models/autoencoder.md). At
last, leaves, labels and beetles are drawn and given names of species.
"""

import argparse
import os
import sys
import tempfile
import time
import zlib
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cabinet.datasets import cleaning, suspects
from cabinet.datasets.suspects import Named
from cabinet.networks import latent_codes

Chosen = NDArray[np.bool_]
BINS = (0.02, 0.1, 0.3, 0.6)


def planted(named: Named, share: float, seed: int, *, of_genus: bool) -> tuple[Named, Chosen]:
    """Return the photographs with some wrong names, and which these are."""
    random = np.random.default_rng([seed, of_genus])
    count = int(named.specimens.max()) + 1
    bad = random.choice(count, round(share * count), replace=False)
    names, classes = np.array(named.names, object), named.classes
    for one in bad:
        rows = np.flatnonzero(named.specimens == one)
        true = names[rows[0]]
        others = [name for name in classes if name != true]
        kin = [name for name in others if name.split()[0] == true.split()[0]]
        names[rows] = random.choice(kin if of_genus and kin else others)
    return replace(named, names=names.tolist()), np.isin(named.specimens, bad)


def foreign(kind: int, random: np.random.Generator) -> NDArray[np.uint8]:
    """Draw what is no butterfly, 128 x 128 RGB on white: 0 a leaf, 1 a label, 2 a beetle."""
    page = np.full((128, 128, 3), 255, np.uint8)
    grain = random.normal(0, 9, (128, 128, 1))
    wide, tall = int(random.integers(22, 34)), int(random.integers(48, 58))
    if kind == 0:
        green = tuple(map(int, random.integers((40, 90, 20), (110, 170, 70))))
        cv2.ellipse(page, (64, 64), (wide, tall), 0, 0, 360, green, -1, cv2.LINE_AA)
        cv2.line(page, (64, 10), (64, 120), (190, 200, 140), 2, cv2.LINE_AA)
        for y in range(30, 110, 14):
            cv2.line(page, (64, y), (64 + wide, y - 14), (170, 190, 120), 1, cv2.LINE_AA)
            cv2.line(page, (64, y), (64 - wide, y - 14), (170, 190, 120), 1, cv2.LINE_AA)
    elif kind == 1:
        top = int(random.integers(24, 44))
        cv2.rectangle(page, (4, top), (124, 128 - top), (236, 228, 206), -1)
        cv2.rectangle(page, (4, top), (124, 128 - top), (40, 40, 40), 2)
        for y in range(top + 10, 122 - top, 11):
            end = int(random.integers(60, 118))
            cv2.line(page, (12, y), (end, y), (50, 45, 40), 3)
    else:
        dark = tuple(map(int, random.integers((20, 15, 10), (80, 60, 50))))
        for y in (44, 66, 90):
            cv2.line(page, (64 - wide - 16, y - 8), (64 + wide + 16, y - 8), dark, 3, cv2.LINE_AA)
        cv2.ellipse(page, (64, 72), (wide, 46), 0, 0, 360, dark, -1, cv2.LINE_AA)
        cv2.circle(page, (64, 22), 15, dark, -1, cv2.LINE_AA)
        cv2.line(page, (64, 34), (64, 118), (120, 110, 100), 2, cv2.LINE_AA)
    drawn = (page < 250).any(2, keepdims=True)
    return np.where(drawn, page + grain, page).clip(0, 255).astype(np.uint8)


def with_foreign(named: Named, share: float, weights: Path) -> tuple[Named, Chosen]:
    """Return the photographs with leaves, labels and beetles under names of species."""
    random = np.random.default_rng(7)
    count = max(3, round(share * len(named.images)))
    with tempfile.TemporaryDirectory() as place:
        images = [f"foreign-{number:04}" for number in range(count)]
        for number, image in enumerate(images):
            picture = foreign(number % 3, random)
            cv2.imwrite(f"{place}/{image}.jpg", picture[..., ::-1])
        table = latent_codes.encoded(Path(place), images, weights)
    first = int(named.specimens.max()) + 1
    return Named(
        images=[*named.images, *images],
        codes=np.concatenate([named.codes, np.asarray(table["code"], np.float32)]),
        specimens=np.r_[named.specimens, np.arange(first, first + count)],
        names=[*named.names, *random.choice(named.classes, count)],
    ), np.r_[np.zeros(len(named.images), bool), np.ones(count, bool)]


def never_learnt(named: Named) -> Chosen:
    """Return which photographs of swallowtails the autoencoder did not learn from."""
    specimens = [f"swallowtails/{image[:-1]}" for image in named.images]
    held = np.array([zlib.crc32(one.encode()) % 8 == 0 for one in specimens])
    return held | np.array([zlib.crc32(name.encode()) % 6 == 0 for name in named.names])


def tried(named: Named, share: float, seed: int, *, of_genus: bool) -> dict[str, float | list]:
    """Plant, judge and count once."""
    wrong, bad = planted(named, share, seed, of_genus=of_genus)
    start = time.process_time()
    judged = wrong.judged()
    spent = time.process_time() - start
    order = cleaning.ordered(judged, wrong.images)
    first = np.zeros(len(bad), bool)
    first[order[: round(0.05 * len(bad))]] = True
    few = order[: round(0.03 * len(bad))]
    new = never_learnt(named)
    mended = np.where(first & bad, named.names, wrong.names).tolist()
    after = replace(wrong, names=mended).judged()
    truth = np.array(named.names, object)
    looks = np.array(wrong.classes, object)[judged.probable]
    can = judged.is_judged
    place = np.digitize(judged.wrong[can], BINS)
    return {
        "in the first 5 %": float(first[bad].mean()),
        "in the first 3 %": float(bad[few].sum() / bad.sum()),
        "in the first 5 %, never learnt from": float(first[bad & new].mean()),
        "the probable name is the true one": float((looks == truth)[bad].mean()),
        "called as written, before": judged.accuracy(wrong.written),
        "called as written, after": after.accuracy(replace(wrong, names=mended).written),
        "seconds of a core": spent,
        "calibration": [
            [float(judged.wrong[can][place == at].sum()), bad[can][place == at].sum(),
             (place == at).sum()] for at in range(len(BINS) + 1)
        ],
    }  # fmt: skip


def main() -> None:
    """Try both kinds of wrong names with several seeds, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("collection", type=Path)
    parser.add_argument("--share", type=float, default=0.03)
    parser.add_argument("--seeds", type=int, default=10)
    shipped = Path(__file__).resolve().parent.parent / "trained_models/autoencoder.safetensors"
    parser.add_argument("--weights", type=Path, default=shipped, help="that made the codes")
    asked = parser.parse_args()
    named, _ = suspects.gathered(asked.collection)
    print(f"{len(named.images):,} photographs of {len(named.classes):,} species")
    for of_genus in (False, True):
        print(f"\n{asked.share:.0%} wrong names, of {'its genus' if of_genus else 'any species'}:")
        runs = [tried(named, asked.share, seed, of_genus=of_genus) for seed in range(asked.seeds)]
        for what in [what for what in runs[0] if what != "calibration"]:
            values = np.array([run[what] for run in runs], float)
            low, high = np.nanmin(values), np.nanmax(values)
            print(f"  {what}: {np.nanmean(values):.3f} ({low:.3f} to {high:.3f})")
        said, was, count = np.sum([run["calibration"] for run in runs], axis=0).T
        edges = [0.0, *BINS, 1.0]
        for at, n in enumerate(count):
            span = f"{edges[at]:.2f} to {edges[at + 1]:.2f}"
            print(f"  score {span}: said {said[at] / n:.3f}, was {was[at] / n:.3f}, n = {n:,.0f}")
    more, strange = with_foreign(named, 0.01, asked.weights)
    order = cleaning.ordered(more.judged(), more.images)
    found = strange[order[: round(0.05 * len(strange))]].sum()
    print(f"\n1% leaves, labels and beetles: {found} of {strange.sum()} in the first 5 %")
    print(f"\nload: {', '.join(f'{one:.1f}' for one in os.getloadavg())}")


if __name__ == "__main__":
    main()
