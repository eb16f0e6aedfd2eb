"""How long a recipe takes on a catalogue of many photographs, and how much memory.

    python benchmarks/subsets.py [--photographs 716000]

The catalogue is made up (a long tail of 30,000 species, 40 collections, two photographs of most
specimens, codes in clusters with one near-duplicate in two hundred); the recipe uses everything:
choice, tiers, blocks, a held-out source, near-duplicates, a cap.
"""

import argparse
import hashlib
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cabinet.map import arrays

ROOT = Path(__file__).resolve().parent.parent
RECIPE = """seed = 7
smallest_class = 5
drop_small_classes = true
[tiers]
train = ["high", "medium"]
[splits]
block = "collectionCode"
source = "institutionCode"
held_out = ["M3"]
[balance]
method = "cap"
cap = 50
"""


def catalogue(folder: Path, count: int) -> None:
    """Write metadata.csv, quality_calculated.csv, latent_codes.npy and a recipe."""
    random = np.random.default_rng(3)
    data = folder / "data"
    (data / "recipes").mkdir(parents=True)
    specimen = np.sort(random.integers(0, int(count * 0.6), count))
    species = (30_000 * random.power(0.35, specimen[-1] + 1)).astype(np.int64)[specimen]
    names = np.char.add("photograph-", np.arange(count).astype(str))
    museum = (specimen % 8).astype(str)
    table = pd.DataFrame(
        {
            "image": names,
            "occurrenceID": np.char.add("urn:uuid:0c1f8f7e-2a1b-4c7d-9e55-", specimen.astype(str)),
            "order": "Lepidoptera",
            "family": np.char.add("Family", (species % 120).astype(str)),
            "genus": np.char.add("Genus", (species // 8).astype(str)),
            "specificEpithet": np.char.add("species", species.astype(str)),
            "institutionCode": np.char.add("M", museum),
            "collectionCode": np.char.add("drawer", (specimen // 40).astype(str)),
            "locality": "a place with a name of ordinary length, in a province",
        }
    )
    table.to_csv(data / "metadata.csv", index=False)
    grades = np.array(["good", "partial", "bad"])[random.choice(3, count, p=[0.85, 0.1, 0.05])]
    pd.DataFrame({"image": names, "quality": grades}).to_csv(
        data / "quality_calculated.csv", index=False
    )
    centres = random.standard_normal((30_001, 128)).astype(np.float32)
    codes = centres[species] + random.standard_normal((count, 128), np.float32) * 0.5
    twins = random.integers(1, count, count // 200)
    codes[twins] = codes[twins - 1] + random.standard_normal((len(twins), 128), np.float32) * 0.02
    codes /= np.linalg.norm(codes, axis=1, keepdims=True)
    arrays.save(
        data / "latent_codes.npy",
        arrays.table(arrays.CODES, image=names.astype("S64"), code=codes),
    )
    (data / "recipes" / "all.toml").write_text(RECIPE)


def main() -> None:
    """Make the catalogue, carry the recipe out twice, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photographs", type=int, default=716_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        catalogue(Path(place), asked.photographs)
        command = [sys.executable, str(ROOT / "create_subsets.py"), "--collection", place]
        for turn in ("first", "again", "anew"):
            start = time.perf_counter()
            more = ["--redo"] if turn == "anew" else []
            subprocess.run([*command, *more], check=True)
            spent = time.perf_counter() - start
            written = (Path(place) / "data/subsets/all.csv").read_bytes()
            print(f"{turn}: {spent:.1f} s, manifest {hashlib.sha256(written).hexdigest()[:12]}")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
        print(f"peak memory {peak:.1f} GB")
        print((Path(place) / "data/subsets/all.md").read_text().split("Licence")[0])


if __name__ == "__main__":
    main()
