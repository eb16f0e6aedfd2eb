"""A small collection with photographs, cutouts, names and labels, drawn in a second."""

import csv
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from cabinet.datasets import choosing, patches, reviews
from cabinet.datasets.detections import Detection, gathered
from cabinet.datasets.sources import Source
from cabinet.networks import angles
from cabinet.pictures import cutouts, images

NAMES = (("Papilionidae", "Papilio", "machaon"), ("Papilionidae", "Papilio", "xuthus"),
         ("Sphingidae", "Hyles", "lineata"))  # fmt: skip
COLUMNS = (
    "image", "occurrenceID", "catalogNumber", "scientificName", "order", "family", "genus",
    "specificEpithet", "country", "locality", "decimalLatitude", "decimalLongitude", "eventDate",
    "institutionCode", "license", "rightsHolder", "creator", "identifier",
)  # fmt: skip
SIZE = (150, 200)  # of a photograph: height, width


def made(folder: Path, count: int = 9) -> Path:
    """Write raw, images_alpha, images_rotated_128, metadata.csv and rotations_calculated.csv.

    Specimen number n is a turned ellipse, larger with n, turned by 10 n degrees clockwise.
    """
    data = folder / "data"
    for name in ("raw", "images_alpha", "images_rotated_128"):
        (data / name).mkdir(parents=True, exist_ok=True)
    rows = []
    for number in range(count):
        image = f"specimen-{number}"
        alpha = ellipse(number)
        picture = np.full((*SIZE, 3), 235, np.uint8)
        picture[alpha > 0.5] = (120 - 9 * number % 100, 60 + 5 * number % 100, 30)
        Image.fromarray(picture).save(data / "raw" / f"{image}.jpg", quality=95)
        square, box = cutouts.squared(picture, alpha)
        note = json.dumps({"box": box, "confidence": 0.9 + number % 10 / 100, "others": 0})
        images.write_png(data / "images_alpha" / f"{image}.png", square, note)
        Image.new("RGB", (128, 128)).save(
            data / "images_rotated_128" / f"{image}.jpg", comment=angles.comment(-10 * number, 0.9)
        )
        rows.append(record(number))
    with (data / "metadata.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(rows)
    turned = [f"specimen-{n},{-10 * n},0.9" for n in range(count)]
    (data / "rotations_calculated.csv").write_text(
        "image,rotation,confidence\n" + "\n".join(turned) + "\n"
    )
    return folder


def ellipse(number: int) -> np.ndarray:
    """Return the exact mask of a specimen, float32 0 or 1."""
    axes = (22 + 3 * (number % 10), 12 + 2 * (number % 10))
    mask = np.zeros(SIZE, np.uint8)
    cv2.ellipse(mask, (100, 75), axes, 10 * number, 0, 360, 1, -1)
    return mask.astype(np.float32)


def record(number: int) -> dict[str, str]:
    family, genus, epithet = NAMES[number % 3]
    return {
        "image": f"specimen-{number}",
        "occurrenceID": f"urn:specimen:{number // 2}",
        "catalogNumber": f"N{number // 2}",
        "scientificName": f"{genus} {epithet} Linnaeus, 1758",
        "order": "Lepidoptera",
        "family": family,
        "genus": genus,
        "specificEpithet": epithet,
        "country": ("Spain", "Japan")[number % 2],
        "locality": 'Albarracín, "El Puerto"; 1,200 m',
        "decimalLatitude": "40.4",
        "decimalLongitude": "-1.4",
        "eventDate": f"{1890 + number}-06-0{number % 9 + 1}",
        "institutionCode": ("NHMUK", "YPM")[number % 2],
        "license": "http://creativecommons.org/licenses/by/4.0/",
        "rightsHolder": "The Trustees",
        "creator": "A. Photographer",
        "identifier": f"https://example.org/media/specimen-{number}",
    }


def read_by(package: str, reader: str, *arguments: object) -> dict:
    """Return what a program that we did not write reads: the JSON that a reader script prints.

    CABINET_FOREIGN_PYTHON names a Python that has the packages (default: this one). Skips with a
    sentence where the package is absent.
    """
    foreign = os.environ.get("CABINET_FOREIGN_PYTHON", sys.executable)
    pythons = dict.fromkeys([foreign, sys.executable])
    found = [one for one in pythons if _has(one, package)]
    if not found:
        named = " or ".join(pythons)
        pytest.skip(f"no {package} in {named}: pip install it, or set CABINET_FOREIGN_PYTHON")
    script = Path(__file__).parent / "readers" / f"{reader}.py"
    run = subprocess.run(
        [found[0], str(script), *map(str, arguments)],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-3000:]
    return json.loads(run.stdout.splitlines()[-1])


def _has(python: str, package: str) -> bool:
    asked = (
        f"import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, {package.split()})))"
    )
    return subprocess.run([python, "-c", asked], capture_output=True, check=False).returncode == 0


def detections(folder: Path, count: int = 9) -> list[Detection]:
    """Return the detections of a small collection made in a folder, a part for two of three."""
    rows = choosing.chosen(made(folder, count), "", choosing.Choice())
    found, _ = patches.prepared(Source(folder), rows["image"], workers=1)
    parts = ("train", "validation", "")
    given = gathered(rows, found, reviews.read(folder), folder)
    return [replace(one, part=parts[at % 3]) for at, one in enumerate(given)]
