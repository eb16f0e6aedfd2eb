"""The closed loop: a person's label rebuilds what it touches, and nothing else."""

import csv
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from cabinet.chain import museum
from cabinet.datasets import opening
from cabinet.map import arrays, occupancy
from cabinet.pictures import given_masks
from tests.cabinet.map.reading import Published

ROOT = Path(__file__).resolve().parent.parent


class Loop:
    """A collection that a person corrects, and what the next run changes in it."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port

    def run(self) -> None:
        """Run the chain as people do."""
        command = [sys.executable, str(ROOT / "pipeline.py"), "run", "--collection", self.folder]
        with museum(self.folder / "museum", self.port):
            run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
        assert run.returncode in (0, 1), run.stdout[-3000:] + run.stderr[-3000:]

    def shown(self) -> str:
        """Return what `pipeline.py` says."""
        command = [sys.executable, str(ROOT / "pipeline.py"), "--collection", self.folder]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def states(self) -> dict[str, str]:
        """Return what it says of each stage: due and state."""
        shown = self.shown().splitlines()
        rows = [line.split() for line in shown if line.startswith(("create", "scale"))]
        return {row[0]: f"{row[5]} {row[6]}" for row in rows}

    def hashes(self, *folders: str) -> dict[str, str]:
        """Return the SHA-256 of every file, by its path in the collection."""
        found = [path for part in folders for path in (self.folder / part).rglob("*")]
        return {
            path.relative_to(self.folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in found
            if path.is_file()
        }

    def layout(self) -> np.ndarray:
        return np.array(arrays.load(self.folder / "data/layout.npy", arrays.LAID_OUT))

    def label(self, name: str, header: str, *rows: str) -> None:
        (self.folder / f"data/{name}.csv").write_text("\n".join([header, *rows, ""]))


@pytest.fixture
def loop(drawn_collection: Path, tmp_path: Path, museum_port: int) -> Loop:
    collection = tmp_path / "collection"
    shutil.copytree(drawn_collection, collection, symlinks=True)
    return Loop(collection, museum_port)


def showing(table: np.ndarray, images: list[str]) -> set[str]:
    """Return the tiles that the squares of some specimens, or their shadows, reach into."""
    specimens = occupancy.Specimens.of(table)
    found = set()
    for row in np.flatnonzero(np.isin(table["image"], np.array(images, "S64"))):
        for zoom in range(int(specimens.first[row]), specimens.depth + 1):
            wide = 128 / 2 ** max(int(specimens.full[row]) - zoom, 0)
            place = specimens.placed[row] / 2 ** (specimens.depth - zoom)
            low, high = ((place + sign * (0.57 * wide + 3)) // 256 for sign in (-1, 1))
            for x in range(int(low[0]), int(high[0]) + 1):
                for y in range(int(low[1]), int(high[1]) + 1):
                    found |= {f"{z}/{zoom}/{x}/{y}.webp" for z in ("tiles", "tiles@2x")}
    return {f"server/data/{tile}" for tile in found}


def differing(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {path for path in before | after if before.get(path) != after.get(path)}


def test_a_rotation_touches_only_the_tiles_that_show_it(loop: Loop) -> None:
    with (loop.folder / "data/rotations_calculated.csv").open(newline="") as file:
        turns = {row["image"]: float(row["rotation"]) for row in csv.DictReader(file)}
    chosen, grades = sorted(turns)[3:5], opening.known_grades(loop.folder)
    before, layout = loop.hashes("server"), loop.layout()
    pictures = loop.hashes("data/images_rotated_128", "data/sprites", "data/images_alpha")
    labels = [f"{image},{turns[image] + 12}" for image in chosen]
    loop.label("rotations", "image,rotation", *labels)
    states = loop.states()
    assert states["scale_images"] == "2 due"
    assert states["create_images"] == "0 done"
    assert states["create_latent_codes"] == states["create_tiles"] == "0 follows"

    loop.run()
    changed = differing(before, loop.hashes("server"))
    tiles = {path for path in changed if path.endswith(".webp")}
    assert tiles
    assert tiles <= showing(layout, chosen)
    others = {path for path in changed - tiles if not path.endswith("_drawn.json")}
    if opening.known_grades(loop.folder) == grades:  # else the map's filter by quality is new, too
        assert not others
    assert loop.layout().tobytes() == layout.tobytes(), "the map's positions stay"
    again = loop.hashes("data/images_rotated_128", "data/sprites", "data/images_alpha")
    assert {Path(path).stem for path in differing(pictures, again)} == set(chosen)
    assert set(loop.states().values()) == {"0 done"}

    loop.label("rotations", "image,rotation")
    assert loop.states()["scale_images"] == "2 due"
    loop.run()
    assert loop.hashes("data/sprites", "data/images_rotated_128", "data/images_alpha") == pictures
    tiles = {path for path in differing(before, loop.hashes("server")) if path.endswith(".webp")}
    assert not tiles, "withdrawn: as if nothing had been said"


def test_who_is_excluded_leaves_the_map_and_comes_back_to_the_same_place(loop: Loop) -> None:
    before, layout = loop.hashes("server", "data/images_alpha"), loop.layout()
    image = arrays.names(layout)[5]
    header = "image,scientificName,tags,error,excluded"
    loop.label("identifications", header, f"{image},,,,1")
    loop.run()
    assert loop.layout().tobytes() == np.delete(layout, 5).tobytes()
    now = loop.hashes("server", "data/images_alpha")
    tiles = {path for path in differing(before, now) if path.endswith(".webp")}
    assert tiles <= showing(layout, [image])
    shown = [record["image"] for record in Published(loop.folder / "server").records()]
    assert image not in shown
    assert len(shown) == len(layout) - 1
    assert (loop.folder / f"data/images_alpha/{image}.png").exists()

    loop.label("identifications", header, f"{image},,,,")
    loop.run()
    assert loop.layout().tobytes() == layout.tobytes()
    after = loop.hashes("server", "data/images_alpha")
    assert {path for path in differing(before, after) if path.endswith(".webp")} == set()
    after = json.loads((loop.folder / "server/data/map.json").read_text())
    assert after["specimens"] == len(layout)


def test_a_mask_makes_cutout_thumbnail_and_tiles_anew(loop: Loop) -> None:
    before, layout = loop.hashes("server"), loop.layout()
    painted, empty = arrays.names(layout)[7], arrays.names(layout)[9]
    size = cv2.imread(str(loop.folder / f"data/raw/{painted}.jpg")).shape[:2]
    masks = {painted: np.zeros(size, np.uint8), empty: np.zeros((50, 50), np.uint8)}
    masks[painted][size[0] // 4 : size[0] // 2, size[1] // 3 : size[1] // 2] = 255
    rows = []
    (loop.folder / "data/masks").mkdir()
    for image, mask in masks.items():
        path = loop.folder / f"data/masks/{image}.png"
        cv2.imwrite(str(path), mask)
        rows.append(f"{image},{given_masks.digest(path)}")
    loop.label("masks", "image,mask", *rows)
    loop.run()
    assert loop.layout().tobytes() == np.delete(layout, 9).tobytes(), "one has no specimen"
    changed = differing(before, loop.hashes("server"))
    tiles = {path for path in changed if path.endswith(".webp")}
    assert tiles <= showing(layout, [painted, empty])
    assert not (loop.folder / f"data/images_rotated_128/{empty}.jpg").exists()
    note = given_masks.noted(loop.folder / f"data/images_alpha/{painted}.png")
    x, y = note["box"][:2]
    assert abs(x - size[1] // 3) + abs(y - size[0] // 4) <= 6
    assert set(loop.states().values()) == {"0 done"}


def test_a_label_is_due_next_though_all_else_was_made_with_other_settings(loop: Loop) -> None:
    (loop.folder / "config.toml").write_text("closer_below = 0.3\n")
    assert loop.states()["create_images"] == "0 stale"
    assert "Next: python create_images.py" not in loop.shown()
    image = arrays.names(loop.layout())[3]
    loop.label("boxes", "image,class,exclude,x,y,w,h", f"{image},,1,,,,")
    assert loop.states()["create_images"] == "1 stale"
    assert "Next: python create_images.py" in loop.shown()
