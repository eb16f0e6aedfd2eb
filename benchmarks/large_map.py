"""A map of 716,000 invented specimens with real-sized records, and what its data weigh.

    python benchmarks/large_map.py FOLDER [--specimens 716000]

Writes FOLDER/data (embedding, codes, catalogue), runs the real move_points.py and create_json.py on
it, and prints seconds, memory, files and bytes a record. The taxonomy has 30,000 species in 3,000
genera and 120 families that lie together on the map; image and occurrence are named by UUIDs, as at
the Natural History Museum; localities are of ordinary length. There are no tiles:
benchmarks/viewer.py serves real ones in their place.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.layout import patches
from cabinet.drawn.records import COLLECTORS, PLACES
from cabinet.map import arrays

ROOT = Path(__file__).resolve().parent.parent
SYLLABLES = [
    "a",
    "e",
    "i",
    "o",
    "u",
    "na",
    "ra",
    "li",
    "mo",
    "ta",
    "pe",
    "ca",
    "do",
    "si",
    "ve",
    "lu",
    "pho",
    "the",
    "ri",
    "ane",
    "lla",
]
SITES = [
    "River",
    "Hill",
    "Valley",
    "Forest",
    "Camp",
    "Mission",
    "Station",
    "Road",
    "Peak",
    "Lake",
    "Falls",
    "Pass",
]


def uuids(random: np.random.Generator, count: int) -> np.ndarray:
    """Return UUIDs as text."""
    digits = np.frombuffer(random.bytes(16 * count).hex().encode(), "S1").reshape(count, 32)
    parts = [digits[:, a:b].copy().view(f"S{b - a}")[:, 0] for a, b in
             ((0, 8), (8, 12), (12, 16), (16, 20), (20, 32))]  # fmt: skip
    joined = parts[0]
    for part in parts[1:]:
        joined = np.char.add(np.char.add(joined, b"-"), part)
    return joined.astype("U36")


def words(random: np.random.Generator, count: int, length: int) -> np.ndarray:
    """Return invented words of about so many syllables."""
    return np.array(["".join(random.choice(SYLLABLES, length)) for _ in range(count)], object)


def around(
    random: np.random.Generator, places: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the species of specimens at these places (n, 2), and each one's genus, and family."""
    count = len(places)
    species_at = places[random.choice(count, min(30_000, count // 4), replace=False)]
    genus_at = species_at[random.choice(len(species_at), max(1, len(species_at) // 10), False)]
    family_at = genus_at[random.choice(len(genus_at), max(1, len(genus_at) // 25), False)]
    species = cKDTree(species_at).query(places)[1]
    genus = cKDTree(genus_at).query(species_at)[1]
    family = cKDTree(family_at).query(genus_at)[1]
    return species, genus, family


def catalogue(
    random: np.random.Generator, species: np.ndarray, genus: np.ndarray, family: np.ndarray
) -> pd.DataFrame:
    """Return the records of specimens of these species; `genus` of each species, and so on."""
    count = len(species)
    genera = np.char.capitalize(words(random, len(family), 3).astype(str)).astype(object)
    epithets = words(random, len(genus), 4)
    families = words(random, int(family.max()) + 1, 3).astype(str)
    families = np.char.capitalize(families).astype(object)
    authors = np.char.capitalize(words(random, 900, 3).astype(str)).astype(object)
    author = authors[random.integers(0, 900, len(genus))]
    described = random.integers(1758, 1990, len(genus)).astype(str).astype(object)
    named = author + ", " + described
    towns = np.char.capitalize(words(random, 20_000, 3).astype(str)).astype(object)
    sites = np.array(SITES, object)[random.integers(0, len(SITES), 20_000)]
    locality = towns + " " + sites
    town = (20_000 * random.power(0.4, count)).astype(int)
    known = [np.array(column, object) for column in zip(*PLACES, strict=True)]
    country = random.integers(0, len(PLACES), 20_000)[town]
    located = random.random(count) < 0.4
    year = random.integers(1860, 1990, count)
    dated = random.random(count)
    date = np.where(dated < 0.3, "", np.where(dated < 0.6, year.astype(str), np.char.add(
        np.char.add(year.astype(str), "-0"), np.char.add(random.integers(1, 10, count).astype(str),
        np.char.add("-1", random.integers(0, 10, count).astype(str))))))  # fmt: skip
    latitude = known[4][country].astype(float) + random.normal(0, 2, count)
    longitude = known[5][country].astype(float) + random.normal(0, 2, count)
    return pd.DataFrame(
        {
            "image": uuids(random, count),
            "occurrenceID": uuids(random, count),
            "catalogNumber": np.char.add("NHMUK0", (10_000_000 + np.arange(count)).astype(str)),
            "scientificName": genera[genus[species]] + " " + epithets[species],
            "scientificNameAuthorship": named[species],
            "order": "Lepidoptera",
            "family": families[family[genus[species]]],
            "genus": genera[genus[species]],
            "specificEpithet": epithets[species],
            "sex": np.array(["male", "female", "", ""])[random.integers(0, 4, count)],
            "typeStatus": np.where(random.random(count) < 0.02, "Syntype", ""),
            "country": known[1][country],
            "stateProvince": known[2][country],
            "locality": locality[town],
            "decimalLatitude": np.where(located, np.round(latitude, 4).astype(str), ""),
            "decimalLongitude": np.where(located, np.round(longitude, 4).astype(str), ""),
            "eventDate": date,
            "recordedBy": np.array(COLLECTORS, object)[random.integers(0, len(COLLECTORS), count)],
            "institutionCode": "NHMUK",
            "license": "http://creativecommons.org/licenses/by/4.0/",
            "rightsHolder": "The Trustees of the Natural History Museum, London",
        }
    ).assign(identifier=lambda table: "https://data.nhm.ac.uk/media/" + table["image"])


def make(folder: Path, count: int) -> None:
    """Write embedding, codes and catalogue."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(5)
    places = patches(count)
    table = catalogue(random, *around(random, places))
    table.to_csv(folder / "data/metadata.csv", index=False)
    images = table["image"].to_numpy("S64")
    x, y = places.T
    arrays.save(
        folder / "data/embedding.npy", arrays.table(arrays.EMBEDDING, image=images, x=x, y=y)
    )
    codes = random.standard_normal((count, 128), np.float32)
    codes[:, :2] += 20 * places
    arrays.save(
        folder / "data/latent_codes.npy", arrays.table(arrays.CODES, image=images, code=codes)
    )


def run(script: str, folder: Path) -> None:
    """Run a stage and print what it took."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, str(ROOT / script), "--redo", "--collection", str(folder)], check=True
    )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    print(f"| {script} | {time.perf_counter() - start:.0f} s | {peak:.1f} GB at most so far |")


def main() -> None:
    """Make the map and weigh its data."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--specimens", type=int, default=716_000)
    asked = parser.parse_args()
    make(asked.folder, asked.specimens)
    for script in ("move_points.py", "create_json.py"):
        run(script, asked.folder)
    facts = json.loads((asked.folder / "server/data/map.json").read_text())
    weights: Counter[str] = Counter()
    sizes = []
    version = asked.folder / "server/data" / facts["version"]
    for path in version.rglob("*.gz"):
        size = path.stat().st_size
        sizes.append(size)
        weights[path.relative_to(version).parts[0]] += size
    total = sum(weights.values())
    print("| kind | MB | bytes a record |\n|-|-|-|")
    for kind, size in weights.most_common():
        print(f"| {kind} | {size / 1e6:.2f} | {size / asked.specimens:.1f} |")
    print(f"| all | {total / 1e6:.1f} | {total / asked.specimens:.1f} |")
    middle, largest = np.median(sizes) / 1e3, max(sizes) / 1e3
    print(f"{len(sizes):,} files, median {middle:.1f} kB, largest {largest:.0f} kB")
    print(f"map.json {(asked.folder / 'server/data/map.json').stat().st_size / 1e3:.1f} kB")


if __name__ == "__main__":
    main()
