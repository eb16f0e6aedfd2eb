import json

import pytest

from cabinet.map import arrays, drawers, occupancy
from create_json import STAGE
from tests.cabinet.map import map_samples
from tests.cabinet.map.test_drawers import unpacked


@pytest.fixture(scope="module")
def published(tmp_path_factory, run_script):
    folder = tmp_path_factory.mktemp("collection")
    map_samples.drawn(folder, 120)
    for script in ("create_tsne.py", "move_points.py"):
        assert run_script(script, "--collection", folder).returncode == 0
    result = run_script("create_json.py", "--collection", folder, "--title", "Discs")
    assert result.returncode == 0, result.stderr
    return folder


def a_map(folder):
    return json.loads((folder / STAGE.writes).read_text(encoding="utf-8"))


def place(folder, template, **parts):
    return folder / "server" / template.format(**parts).partition("?")[0]


def test_every_record_is_in_exactly_one_drawer_the_one_of_its_place_and_zoom(published):
    facts, layout = a_map(published), arrays.load(published / "data/layout.npy")
    where = {row["image"].decode(): row for row in layout}
    seen, listed = [], set()
    for zoom, squares in facts["drawer_list"].items():
        for square in squares.split():
            x, y = square.split("/")
            path = place(published, facts["drawers"], z=zoom, x=x, y=y)
            listed.add(path)
            drawer = json.loads(path.read_text(encoding="utf-8"))
            for at, image in enumerate(drawer["image"]):
                row = where[image]
                assert row["first_zoom"] == int(zoom)
                assert abs(drawer["x"][at] - row["x"]) < 1e-6
                across = 2 ** max(int(zoom) - 2, 0)
                assert int((drawer["x"][at] + 1) / 2 * across) == int(x)
                assert int((drawer["y"][at] + 1) / 2 * across) == int(y)
            seen += drawer["image"]
            assert unpacked(drawer, "full") == [
                where[image]["full_zoom"] for image in drawer["image"]
            ]
    assert sorted(seen) == sorted(where)
    assert listed == set((published / "server/data" / facts["version"] / "drawers").rglob("*.json"))


def test_every_id_leads_to_its_record(published):
    facts = a_map(published)
    keys = [f"specimen-{number:04}" for number in range(120)] + ["urn:uuid:1"]
    layout = {row["image"].decode(): row for row in arrays.load(published / "data/layout.npy")}
    for key in keys:
        shard = drawers.shard_of(key, facts["id_shards"])
        x, y, zoom = json.loads(place(published, facts["ids"], shard=shard).read_text())[key]
        row = layout["specimen-0001" if key == "urn:uuid:1" else key]
        assert abs(x - row["x"]) + abs(y - row["y"]) < 1e-5
        assert zoom == row["first_zoom"]


def test_the_map_tells_of_tiles_taxa_and_labels(published):
    facts = a_map(published)
    assert facts["name"] == "Discs"
    assert facts["specimens"] == 120
    tree = place(published, facts["occupied"]).read_bytes()
    specimens = occupancy.Specimens.of(arrays.load(published / "data/layout.npy"))
    assert len(occupancy.unpack(tree, facts["maxzoom"])[-1]) == len(occupancy.tiles(specimens)[-1])
    taxa = json.loads(place(published, facts["taxa"]).read_text())
    assert len({len(column) for column in taxa.values()}) == 1
    assert all(parent < index for index, parent in enumerate(taxa["parent"]))
    assert taxa["count"][0] == 108  # a tenth of the photographs has no record
    for label in facts["labels"]:
        assert taxa["name"][label["taxon"]] == label["name"]
        assert 0 <= label["zoom_from"] <= label["zoom_to"] <= facts["maxzoom"]


def test_a_new_version_takes_the_place_of_the_old_one(published, run_script):
    before = a_map(published)["version"]
    path = published / "data/metadata.csv"
    path.write_text(path.read_text().replace("Peru", "Chile"))
    assert (
        run_script("create_json.py", "--collection", published, "--title", "Discs").returncode == 0
    )
    after = a_map(published)["version"]
    assert after != before
    folders = [path.name for path in (published / "server/data").iterdir() if path.is_dir()]
    assert folders == [after]
