"""How many planted wrong names stand at the top of the list of suspects.

    python benchmarks/cleaning.py COLLECTION [--share 0.03] [--seeds 10]

COLLECTION is one on which create_latent_codes.py has run, of specimens with a species. Wrong names
are given to whole specimens, to all their photographs alike: of any other species, or of one of the
same genus, which is harder. Counted is which share of them stands in the first 5 % (3 %) of all
photographs, how often the probable name is the true one, and how the accuracy changes when what
stands there with a wrong name is corrected. "never learnt from" are planted names of specimens from
which the shipped autoencoder did not learn (swallowtails; see trained_models/autoencoder.md).
"""

import argparse
import os
import sys
import time
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cabinet.datasets import cleaning, suspects
from cabinet.datasets.suspects import Named

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
        "rate of wrong names, estimated": judged.rate,
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
    print(f"\nload: {', '.join(f'{one:.1f}' for one in os.getloadavg())}")


if __name__ == "__main__":
    main()
