import json
import os

import numpy as np
import pytest
from PIL import Image

from cabinet.map import arrays, geometry, occupancy
from tests.cabinet.map import map_samples


@pytest.fixture
def collection(tmp_path):
    map_samples.drawn(tmp_path, 8)
    images = [f"specimen-{number:04}" for number in range(8)]
    lay_out(tmp_path, images, np.arange(8) * 200 + 130)
    return tmp_path


def lay_out(folder, images, x):
    places = geometry.to_world(np.stack([x, np.full(len(x), 300)], 1), 3)
    zooms = {"first_zoom": np.arange(len(x)) % 4, "full_zoom": np.full(len(x), 3)}
    columns = {"image": np.array(images, "S64"), "x": places[:, 0], "y": places[:, 1], **zooms}
    arrays.save(folder / "data/layout.npy", arrays.table(arrays.LAYOUT, **columns))


def tiles(folder, suffix=".webp", scale=""):
    root = folder / f"server/data/tiles{scale}"
    found = sorted(path.relative_to(root).as_posix() for path in root.rglob(f"*{suffix}"))
    return {name: (root / name).stat().st_mtime_ns for name in found}


def expected(folder):
    levels = occupancy.tiles(occupancy.Specimens.of(arrays.load(folder / "data/layout.npy")))
    return {f"{z}/{x}/{y}.webp" for z, level in enumerate(levels) for x, y in level.tolist()}


def test_tiles_are_drawn_once_and_again_only_where_something_changed(collection, run_script):
    first = run_script("create_tiles.py", "--collection", collection)
    assert first.returncode == 0, first.stderr
    drawn = tiles(collection)
    assert set(drawn) == expected(collection) == set(tiles(collection, scale="@2x"))
    with Image.open(collection / "server/data/tiles@2x/0/0/0.webp") as image:
        assert (image.size, image.mode) == ((512, 512), "RGBA")

    assert "nothing is due" in run_script("create_tiles.py", "--collection", collection).stdout
    assert tiles(collection) == drawn

    sprite = collection / "data/sprites/specimen-0003.jpg"
    os.utime(sprite, ns=(1, 1))
    assert run_script("create_tiles.py", "--collection", collection).returncode == 0
    assert tiles(collection) != drawn

    lay_out(collection, ["specimen-0000", "gone"], np.array([130, 330]))
    run_script("create_tiles.py", "--collection", collection)
    assert set(tiles(collection)) == expected(collection) == set(tiles(collection, scale="@2x"))
    note = json.loads((collection / "server/data/tiles/0/0/0_drawn.json").read_text())
    assert note["without"] == ["gone"]


def test_hq_tiles_are_optional_and_go_when_they_are_no_longer_wanted(collection, run_script):
    run_script("create_tiles.py", "--collection", collection)
    assert tiles(collection, scale="@2x")
    command = ["--collection", collection, "--no-create-hq-tiles", "--tile-format", "png"]
    result = run_script("create_tiles.py", *command, "--redo")
    assert result.returncode == 0, result.stderr
    assert not tiles(collection, scale="@2x")
    assert not tiles(collection)
    assert len(tiles(collection, ".png")) == len(expected(collection))
