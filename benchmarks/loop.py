"""How long it takes until ten rotations that people changed are on the map, in a large collection.

    python benchmarks/loop.py FOLDER [--specimens 716000] [--changed 10]

Makes a collection of invented specimens in FOLDER, if it is not there yet (ten minutes): records
and codes of benchmarks/large_map.py, and for each specimen a photograph, cutout, thumbnail and
sprite, which are hard links of a few drawn ones. Tiles are there only where the changed specimens
lie, and the uppermost of each subtree elsewhere. Then turns other specimens each time it is
called, runs every stage of the chain as `pipeline.py run` does, and prints the seconds of each, the
seconds of a core (which other programs' load changes little), and how many tiles were written.
"""

import argparse
import csv
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import large_map
from cabinet import dag, receipts
from cabinet.lessons import schooling
from cabinet.map import appearance, arrays, subtrees
from cabinet.networks import angles, grades, stamps
from cabinet.pictures import given_masks, images
from config import Config

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("raw/{}.jpg", "images_alpha/{}.png", "images_rotated_128/{}.jpg", "sprites/{}.jpg")
DRAWN = 50  # different specimens
CHAIN = [name for name, stage in dag.stages().items() if not stage.optional]


def run(script: str, folder: Path, *more: str) -> float:
    """Run a stage, quietly, and return the seconds that it took."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, str(ROOT / script), *more, "--collection", str(folder)],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - start


def spent() -> float:
    """Return the seconds of a core that all stages together have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def draw(folder: Path) -> None:
    """Make a small collection of drawn specimens, and their upright pictures."""
    for kind in ("raw", "images_alpha"):
        (folder / "data" / kind).mkdir(parents=True)
    for number, one in enumerate(schooling.drawn(DRAWN, seed=8)):
        note = f'{{"box": [0, 0, {one.cutout.shape[1]}, {one.cutout.shape[0]}], '
        note += '"confidence": 0.99, "others": 0}'
        images.write_png(folder / f"data/images_alpha/{number}.png", one.cutout, note)
        Image.fromarray(one.cutout[..., :3]).save(folder / f"data/raw/{number}.jpg")
    run("scale_images.py", folder)


def link(folder: Path, names: list[str]) -> None:
    """Give each specimen hard links of the pictures of a drawn one."""
    small = folder / "drawn"
    draw(small)
    for kind in KINDS:
        (folder / "data" / kind).parent.mkdir(parents=True, exist_ok=True)
        sources = [str(small / "data" / kind.format(number)) for number in range(DRAWN)]
        target = str(folder / "data" / kind)
        for number, name in enumerate(names):
            os.link(sources[number % DRAWN], target.format(name))


def make(folder: Path, count: int) -> None:
    """Make the whole collection as if every stage had run."""
    large_map.make(folder, count)
    codes = arrays.load(folder / "data/latent_codes.npy", arrays.CODES)
    order = np.argsort(codes["image"])
    codes, places = codes[order], arrays.load(folder / "data/embedding.npy")[order]
    arrays.save(folder / "data/latent_codes.npy", codes)
    digests = arrays.digests(codes["code"])
    columns = {"x": places["x"], "y": places["y"], "made_from": digests}
    embedding = arrays.table(arrays.EMBEDDED, image=codes["image"], **columns)
    arrays.save(folder / "data/embedding.npy", embedding)
    link(folder, arrays.names(codes))
    config = Config(collection=folder).absolute()
    weights = receipts.digest(config.path("trained_models/autoencoder.safetensors"))
    kept = stamps.of_folder(folder / "data/images_rotated_128", ".jpg", weights, frozenset())
    kept["code"] = digests
    arrays.save(folder / "data/.latent_codes.npy", kept)
    graded(folder, kept, receipts.digest(config.path("trained_models/quality.safetensors")))
    given_masks.list_cutouts(folder / "data/images_alpha", folder / "data/cutouts.csv")
    angles.list_all(folder / "data/images_rotated_128", folder / "data/rotations_calculated.csv")
    stage = dag.stages()["create_metadata"]
    settings = {name: getattr(config, name) for name in stage.settings}
    path = receipts.place(config, "create_metadata")
    receipts.sign(path, {"settings": settings, "inputs": {}}, {}, ended=True)
    for name in (
        "grade_images",
        "create_latent_codes",
        "create_tsne",
        "move_points",
        "create_json",
    ):
        print(f"making: {name} {run(f'{name}.py', folder):.0f} s", flush=True)


def graded(folder: Path, kept: np.ndarray, weights: str) -> None:
    """Write down that all specimens are known to be good."""
    columns = {name: kept[name] for name in ("image", "size", "time")}
    table = arrays.table(grades.GRADED, **columns, confidence=np.full(len(kept), 0.9))
    table["weights"] = int(weights[:16], 16)
    arrays.save(folder / "data/.quality_calculated.npy", table)


def drawn_before(folder: Path, changed: list[str]) -> None:
    """Write what tells that all subtrees are drawn, and the tiles of those that show some images.

    All tiles are links of one empty picture; only which of them are written again is looked at.
    """
    config = Config(collection=folder).absolute()
    import create_tiles

    drawing = create_tiles.drawing(config)
    wanted = np.array([image.encode() for image in changed])
    empty = folder / "empty.webp"
    Image.new("RGBA", (256, 256)).save(empty)
    for root in drawing.sheet.roots:
        tile = subtrees.address(root)
        members = drawing.sheet.members(tile)
        shown: appearance.Shown = {}
        if np.isin(wanted, drawing.sheet.specimens.image[members]).any():
            some = np.array(drawing.stamps(root))
            shown = appearance.of(drawing.sheet, tile, some, drawing.manner)
        for name in {root, *shown}:
            for scale in drawing.scales:
                path = drawing.place(subtrees.address(name), scale)
                path.parent.mkdir(parents=True, exist_ok=True)
                if not path.exists():
                    path.write_bytes(empty.read_bytes())
        receipt = {"digest": drawing.digest(root), "tiles": shown, "without": []}
        drawing.manifest(root).write_text(str(receipt).replace("'", '"'))


def turned(folder: Path, count: int) -> list[str]:
    """Write labels for some more images, and return these."""
    path = folder / "data/rotations.csv"
    already = angles.read_labels(path)
    names = arrays.names(arrays.load(folder / "data/layout.npy"))
    some = np.random.default_rng(len(already)).choice(len(names), count, replace=False)
    chosen = [names[row] for row in some if names[row] not in already]
    drawn_before(folder, chosen)
    with path.open("a", newline="") as file:
        csv.writer(file).writerows((image, 45.0 + len(already)) for image in chosen)
    return chosen


def main() -> None:
    """Make the collection, change some rotations, and print what each stage took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--specimens", type=int, default=716_000)
    parser.add_argument("--changed", type=int, default=10)
    asked = parser.parse_args()
    folder = asked.folder.absolute()
    if not (folder / "server/data/map.json").exists():
        make(folder, asked.specimens)
    chosen = turned(folder, asked.changed)
    began, load = time.time(), os.getloadavg()[0]
    print(f"{len(chosen)} changed rotations; load average {load:.1f} on {os.cpu_count()} cores")
    print("| stage | seconds | of a core |\n|-|-|-|")
    total, before = 0.0, spent()
    for name in CHAIN:
        if dag.stages()[name].missing(Config(collection=folder).absolute()):
            print(f"| {name} | cannot start | |")
            continue
        worked = spent()
        seconds = run(f"{name}.py", folder)
        total += seconds
        print(f"| {name} | {seconds:.1f} | {spent() - worked:.1f} |", flush=True)
    print(f"| all | {total:.1f} | {spent() - before:.1f} |")
    written = [
        path
        for path in folder.glob("server/data/**/*")
        if path.is_file() and path.stat().st_mtime > began
    ]
    tiles = [path for path in written if path.suffix == ".webp"]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    print(f"\n{len(tiles)} tiles written, {peak:.1f} GB at most")
    others = {path.relative_to(folder).as_posix() for path in written if path not in tiles}
    print(f"and {len(others)} other files: {', '.join(sorted(others)[:12])}")


if __name__ == "__main__":
    main()
