"""How long a dataset takes the first time, and again.

    python benchmarks/dataset.py [--detections 5000] [--formats "coco yolo"]

The photographs are made up (1000 x 667 pixels, a specimen of some 450 x 330 with the grain of a
camera, so that files weigh and decode like real ones): 100 of them, each under many names, as
links. Timed as a person runs it: whole runs of create_dataset.py, patches and all.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cabinet.pictures import cutouts, images

ROOT = Path(__file__).resolve().parent.parent
DIFFERENT = 100
SIZE = (667, 1000)


def collection(folder: Path, count: int) -> None:
    """Write photographs, cutouts, rotations and a catalogue."""
    data = folder / "data"
    for name in ("raw", "images_alpha", "images_rotated_128"):
        (data / name).mkdir(parents=True)
    random = np.random.default_rng(3)
    for number in range(min(count, DIFFERENT)):
        specimen(data, f"s{number:05d}", random)
    for number in range(DIFFERENT, count):
        for name, suffix in (("raw", ".jpg"), ("images_alpha", ".png")):
            os.link(
                data / name / f"s{number % DIFFERENT:05d}{suffix}",
                data / name / f"s{number:05d}{suffix}",
            )
    names = [f"s{number:05d}" for number in range(count)]
    header = "image,occurrenceID,order,family,genus,specificEpithet,eventDate,license,rightsHolder"
    rows = [
        f"{name},urn:{n},Lepidoptera,Family{n % 9},Genus{n % 99},species{n % 400},"
        f"1899-07-{n % 28 + 1:02d},http://creativecommons.org/licenses/by/4.0/,A museum"
        for n, name in enumerate(names)
    ]
    (data / "metadata.csv").write_text("\n".join(["image" + header[5:], *rows]) + "\n")
    turned = "\n".join(f"{name},{n % 360 - 180 + 0.25},0.9" for n, name in enumerate(names))
    (data / "rotations_calculated.csv").write_text(f"image,rotation,confidence\n{turned}\n")


def specimen(data: Path, name: str, random: np.random.Generator) -> None:
    """Write one photograph and its cutout."""
    grain = cv2.GaussianBlur(random.standard_normal((*SIZE, 3)).astype(np.float32), (0, 0), 0.8)
    picture = (205 + 14 * grain).clip(0, 255).astype(np.uint8)
    y, x = np.mgrid[: SIZE[0], : SIZE[1]].astype(np.float32)
    angle = np.arctan2(y - 333, x - 500)
    reach = 1 + 0.25 * np.cos(2 * angle) + 0.03 * np.sin(17 * angle + random.random())
    away = np.hypot((x - 500) / 200, (y - 333) / 165) / reach
    alpha = np.clip((1 - away) * 100, 0, 1).astype(np.float32)
    body = (90 + 45 * np.sin(away * 19)[..., None] + 22 * grain).clip(0, 255)
    picture = (picture * (1 - alpha[..., None]) + body * alpha[..., None]).astype(np.uint8)
    cv2.imwrite(str(data / "raw" / f"{name}.jpg"), picture, [cv2.IMWRITE_JPEG_QUALITY, 92])
    square, box = cutouts.squared(picture, alpha)
    note = json.dumps({"box": box, "confidence": 0.97, "others": 0})
    images.write_png(data / "images_alpha" / f"{name}.png", square, note)


def processor() -> float:
    """Return the seconds of a core that this process' children have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Make the collection, run the stage, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--detections", type=int, default=5_000)
    parser.add_argument("--formats", default="")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        collection(folder, asked.detections)
        weighs = (folder / "data/images_alpha/s00000.png").stat().st_size / 1e3
        print(f"{asked.detections:,} detections, a cutout of {weighs:,.0f} kB")
        command = [sys.executable, str(ROOT / "create_dataset.py"), "--collection", place]
        command += ["--dataset-formats", asked.formats] if asked.formats else []
        quality = folder / "data/quality.csv"
        for turn in ("first", "again", "after a label changed"):
            if turn.startswith("after"):
                quality.write_text("image,quality\ns00001,bad\n")
            start, before = time.perf_counter(), processor()
            told = subprocess.run(command, check=True, capture_output=True, text=True)
            spent, cores = time.perf_counter() - start, processor() - before
            said = told.stdout.splitlines()[-1]
            print(f"{turn}: {spent:.1f} s, {cores:.1f} s of a core; {said}", flush=True)
        print(f"peak {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6:.2f} GB")
        load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
        print(f"load of {len(os.sched_getaffinity(0))} cores: {load}")


if __name__ == "__main__":
    main()
