"""The viewer beside a collection's data: its files are renewed, the curators' own are not."""

import json
from pathlib import Path

import pytest

from cabinet.map import viewer


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose own viewer has data and tours of its own."""
    folder = tmp_path / "project" / "server"
    for name in ("vendor/leaflet/leaflet.js", "js/main.js", "data/map.json", "index.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    (folder / "tours.json").write_text('{"tours": ["the project\'s own"]}')
    monkeypatch.setattr(viewer, "VIEWER", folder)
    return folder


def test_a_collection_gets_the_viewer_and_no_data_or_tours_of_another(
    project: Path, tmp_path: Path
) -> None:
    server = tmp_path / "collection" / "server"
    viewer.publish(server)
    assert (server / "js/main.js").read_text() == "js/main.js"
    assert not (server / "data").exists()
    assert json.loads((server / "tours.json").read_text()) == {"tours": []}


def test_tours_that_a_curator_wrote_stay_when_the_viewer_is_renewed(
    project: Path, tmp_path: Path
) -> None:
    server = tmp_path / "collection" / "server"
    viewer.publish(server)
    (server / "tours.json").write_text("{written by hand, and broken")
    (project / "js/main.js").write_text("newer")
    viewer.publish(server)
    assert (server / "tours.json").read_text() == "{written by hand, and broken"
    assert (server / "js/main.js").read_text() == "newer"


def test_the_projects_own_folder_is_the_viewer_and_keeps_its_tours(project: Path) -> None:
    viewer.publish(project)
    assert "own" in (project / "tours.json").read_text()
    (project / "tours.json").unlink()
    viewer.publish(project)
    assert json.loads((project / "tours.json").read_text()) == {"tours": []}


def test_without_leaflet_the_remedy_is_told(project: Path, tmp_path: Path) -> None:
    (project / "vendor/leaflet/leaflet.js").unlink()
    with pytest.raises(FileNotFoundError, match="make server/vendor/leaflet"):
        viewer.publish(tmp_path / "collection")
