import json

import numpy as np
import pytest

from cabinet.map import arrays, occupancy
from create_json import STAGE
from tests.cabinet.map import map_samples
from tests.cabinet.map.reading import Published


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


def test_every_record_is_in_exactly_one_drawer_the_one_of_its_place_and_zoom(published):
    read, layout = Published(published / "server"), arrays.load(published / "data/layout.npy")
    where = {row["image"].decode(): row for row in layout}
    found = read.records()
    assert sorted(record["image"] for record in found) == sorted(where)
    for record in found:
        row = where[record["image"]]
        assert (record["first"], record["full"]) == (row["first_zoom"], row["full_zoom"])
        assert abs(record["x"] - row["x"]) + abs(record["y"] - row["y"]) < 1e-5
    for zoom, x, y, _ in read.drawers():
        across = 2 ** max(zoom - 3, 0)
        drawer = read.json("drawers", z=zoom, x=x, y=y)
        for image in drawer["image"]:
            assert int((where[image]["x"] + 1) / 2 * across) == x
            assert int((where[image]["y"] + 1) / 2 * across) == y
    files = (published / "server/data" / read.facts["version"] / "drawers").rglob("*.gz")
    assert len(list(files)) == len(read.drawers())


def test_every_id_leads_to_its_record(published):
    read = Published(published / "server")
    found = read.records()
    for key in [f"specimen-{number:04}" for number in range(120)]:
        assert [found[number]["image"] for number in read.numbers(key)] == [key]
    (number,) = read.numbers("urn:uuid:1")
    assert found[number]["image"] == "specimen-0001"
    assert read.numbers("nobody") == []


def test_columns_and_facets_say_what_the_records_say(published):
    read = Published(published / "server")
    found = read.records()
    assert np.abs(read.column("x") / 65535 * 2 - 1 - [one["x"] for one in found]).max() < 1e-4
    assert np.abs(read.column("y") / 65535 * 2 - 1 - [one["y"] for one in found]).max() < 1e-4
    assert (read.column("taxon").astype(np.int16) == [one["taxon"] for one in found]).all()
    years = [int(one["date"][:4]) if one.get("date") else -32768 for one in found]
    assert read.column("year").tolist() == years
    latitudes = [round(one["lat"] * 364) if one.get("lat") is not None else -32768 for one in found]
    assert np.abs(read.column("lat").astype(int) - latitudes).max() <= 1
    for facet in read.json("facets"):
        code = read.column(facet["name"])
        assert np.bincount(code, minlength=len(facet["values"])).tolist() == facet["counts"]
        name = {"source": "institutionCode"}.get(facet["name"], facet["name"])
        for number, record in enumerate(found):
            assert facet["values"][code[number]].lower() == (record.get(name) or "").lower()


def test_the_map_tells_of_tiles_taxa_and_labels(published):
    facts = a_map(published)
    assert facts["name"] == "Discs"
    assert facts["specimens"] == 120
    read = Published(published / "server")
    tree = read.bytes("occupied")
    specimens = occupancy.Specimens.of(arrays.load(published / "data/layout.npy"))
    assert len(occupancy.unpack(tree, facts["maxzoom"])[-1]) == len(occupancy.tiles(specimens)[-1])
    taxa = read.json("taxa")
    assert len({len(column) for column in taxa.values()}) == 1
    assert all(parent < index for index, parent in enumerate(taxa["parent"]))
    assert taxa["count"][0] == 108  # a tenth of the photographs has no record
    labels = read.json("all_labels")
    assert [one for one in labels if one in facts["labels"]] == facts["labels"]
    for label in labels:
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


def test_a_name_that_people_give_holds_in_search_and_on_the_card(published, run_script):
    run = ["create_json.py", "--collection", published, "--title", "Discs"]
    assert run_script(*run).returncode == 0
    before = {record["image"]: record for record in Published(published / "server").records()}
    labels = published / "data/identifications.csv"
    labels.write_text(
        "image,scientificName,tags,error,excluded\n"
        "specimen-0003,genus1 SPECIES0,GENUS_Genus1,,\nspecimen-0004,Newgenus novus,,,\n"
        "specimen-0005,,,label,\n"
    )
    assert run_script(*run).returncode == 0
    read = Published(published / "server")
    taxa, found = read.json("taxa"), {record["image"]: record for record in read.records()}

    def lineage(image):
        taxon, names = found[image]["taxon"], []
        while taxon >= 0:
            names.append(taxa["name"][taxon])
            taxon = taxa["parent"][taxon]
        return names

    known = lineage("specimen-0003")
    assert known[:2] == ["Genus1 species0", "Genus1"]
    assert known[-1] == "Lepidoptera"
    assert lineage("specimen-0004") == ["Newgenus novus", "Newgenus"]
    assert found["specimen-0004"]["scientificName"] == "Newgenus novus"
    was = before["specimen-0004"]["scientificName"]
    assert found["specimen-0004"]["verbatimIdentification"] == was
    same = [image for image in found if image not in ("specimen-0003", "specimen-0004")]
    for image in same:
        names = ("scientificName", "country")
        assert [found[image].get(n) for n in names] == [before[image].get(n) for n in names]
        assert not found[image].get("verbatimIdentification")
    labels.unlink()
    assert run_script(*run).returncode == 0
    undone = {record["image"]: record for record in Published(published / "server").records()}
    assert undone == before


def test_other_grades_alone_change_the_filter_and_keep_all_other_files(published, run_script):
    run = ["create_json.py", "--collection", published, "--title", "Discs"]
    grades = published / "data/quality.csv"

    def published_files():
        version = published / "server/data" / a_map(published)["version"]
        return {
            path.relative_to(version).as_posix(): (path.read_bytes(), path.stat().st_ino)
            for path in version.rglob("*.gz")
        }

    for rows in (["specimen-0001,bad", "specimen-0002,good"], ["specimen-0001,good"], []):
        grades.write_text("\n".join(["image,quality", *rows, ""]))
        before = published_files()
        assert run_script(*run).returncode == 0
        quick, text = published_files(), (published / STAGE.writes).read_bytes()
        kept = [name for name in quick if quick[name][1] == before.get(name, (0, 0))[1]]
        others = set(quick) - {"facets.json.gz", "columns/quality.bin.gz"}
        assert set(kept) == others
        assert run_script(*run, "--redo").returncode == 0
        whole = published_files()
        assert {name: content for name, (content, _) in whole.items()} == {
            name: content for name, (content, _) in quick.items()
        }
        assert (published / STAGE.writes).read_bytes() == text, "as if all were written anew"
    path = published / "data/metadata.csv"
    was = path.read_text()
    there = next(name for name in ("Peru", "Chile") if name in was)
    path.write_text(was.replace(there, "Bolivia"))
    assert run_script(*run).returncode == 0
    values = Published(published / "server").json("facets")
    assert any("Bolivia" in facet["values"] for facet in values)
    path.write_text(was)
    grades.unlink()
