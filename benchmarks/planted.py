"""Plant faults in a collection, and see how soon the labels server's queues come to them.

    python benchmarks/planted.py COLLECTION

One specimen in a hundred gets the name of another species, one in a hundred is turned by 20 to 180
degrees, one in a hundred loses a part to its mask or keeps a patch of a label. The collection is
copied; create_latent_codes, create_oddities, grade_images and create_suspects run on the copy as
people run them. Printed is the share of each fault in the first 3 % of its queue.
"""

import argparse
import csv
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

SHARE, FIRST = 0.01, 0.03
STAGES = ("create_oddities", "grade_images", "create_latent_codes", "create_suspects")
NAMED = ("scientificName", "genus", "specificEpithet", "family", "subfamily", "tribe")

Spoil = Callable[[np.ndarray, np.random.Generator], np.ndarray]


def turned(picture: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Turn a thumbnail on white by 20 to 180 degrees."""
    angle = chance.uniform(20, 180) * chance.choice([-1, 1])
    matrix = cv2.getRotationMatrix2D((63.5, 63.5), angle, 0.9)
    return cv2.warpAffine(picture, matrix, (128, 128), borderValue=(255, 255, 255))


def badly_cut(picture: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Take a fifth to a half of a specimen away, or leave a patch of a label beside it."""
    spoilt = picture.copy()
    if chance.random() < 0.5:
        columns = np.nonzero(picture.min(2) < 240)[1]
        spoilt[:, : int(np.percentile(columns, chance.uniform(20, 50)))] = 255
    else:
        x, y = chance.integers(8, 84, 2)
        spoilt[y : y + chance.integers(20, 40), x : x + chance.integers(25, 44)] = 225, 222, 210
    return spoilt


def spoil(folder: Path, images: Sequence[str], how: Spoil, chance: np.random.Generator) -> None:
    """Spoil some thumbnails."""
    for image in images:
        path = folder / f"{image}.jpg"
        picture = np.asarray(Image.open(path).convert("RGB"))
        Image.fromarray(how(picture, chance)).save(path, quality=93, subsampling=0)


def misname(table: Path, images: Sequence[str], chance: np.random.Generator) -> None:
    """Give some records the name of another species of the collection."""
    with table.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    place = {row["image"]: row for row in rows}
    for image in images:
        others = [row for row in rows if row["scientificName"] != place[image]["scientificName"]]
        other = others[chance.integers(len(others))]
        place[image].update({term: other[term] for term in NAMED if term in other})
    with table.open("w", newline="", encoding="utf-8") as file:
        written = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        written.writeheader()
        written.writerows(rows)


def copied(collection: Path, target: Path) -> list[str]:
    """Copy what is needed; thumbnails are made of the sprites where there are none."""
    folder = target / "data/images_rotated_128"
    folder.mkdir(parents=True)
    shutil.copyfile(collection / "data/metadata.csv", target / "data/metadata.csv")
    with (target / "data/metadata.csv").open(newline="", encoding="utf-8") as file:
        images = [row["image"] for row in csv.DictReader(file)]
    kept = []
    for image in images:
        there = collection / f"data/images_rotated_128/{image}.jpg"
        sprite = collection / f"data/sprites/{image}.jpg"
        if there.exists():
            shutil.copyfile(there, folder / there.name)
        elif sprite.exists():
            picture = Image.open(sprite).resize((128, 128), Image.Resampling.BOX)
            picture.save(folder / there.name, quality=93, subsampling=0)
        else:
            continue
        kept.append(image)
    return kept


def queued(target: Path) -> dict[str, list[str]]:
    """Return the queues: of names, and of pictures, as the pages offer them."""
    from cabinet.labels.collection import Collection, numbers
    from cabinet.labels.identifications import Identifications
    from config import Config

    collection = Collection(Config(collection=target))
    task = Identifications(collection)
    names = list(task.sorted("suspicion"))
    task.close()
    mismatch = numbers(collection.rows("data/oddities.csv"), "mismatch")
    return {"names": names, "pictures": sorted(mismatch, key=lambda image: -mismatch[image])}


def main() -> None:
    """Plant, run, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("collection", type=Path)
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    chance = np.random.default_rng(options.seed)
    with tempfile.TemporaryDirectory() as made:
        target = Path(made) / "planted"
        images = copied(options.collection, target)
        count = max(1, round(SHARE * len(images)))
        faulty = chance.permutation(images)[: 3 * count].reshape(3, count)
        planted = dict(zip(("wrong name", "wrong rotation", "bad mask"), faulty, strict=True))
        misname(target / "data/metadata.csv", planted["wrong name"], chance)
        thumbnails = target / "data/images_rotated_128"
        spoil(thumbnails, planted["wrong rotation"], turned, chance)
        spoil(thumbnails, planted["bad mask"], badly_cut, chance)
        for stage in STAGES:
            command = [sys.executable, str(ROOT / f"{stage}.py"), "--collection", str(target)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        queues = queued(target)
    first = round(FIRST * len(images))
    print(f"{len(images):,} specimens, {count} of each fault; the first {first} of each queue:")
    for fault, spoilt in planted.items():
        queue = queues["names" if fault == "wrong name" else "pictures"][:first]
        found = sum(image in queue for image in spoilt)
        print(f"  {fault:<15} {found:>3} of {count} ({found / count:.0%}); goal 70 %")


if __name__ == "__main__":
    main()
