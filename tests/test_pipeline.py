"""The whole chain on a small drawn collection, run by the program that people run."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cabinet import files
from tests.cabinet.map.reading import Published
from tests.conftest import DRAWN, demo

ROOT = Path(__file__).resolve().parent.parent


def test_every_photograph_has_an_outcome(drawn_collection: Path) -> None:
    downloaded = files.stems(drawn_collection / "data/raw", ".jpg")
    cutouts = files.stems(drawn_collection / "data/images_alpha", ".png")
    ledger = files.Ledger(drawn_collection / "data/failures/create_images.csv")
    assert len(cutouts) >= DRAWN * 0.7
    assert set(downloaded) == set(cutouts) | {
        item for item, (outcome, _) in ledger.outcomes.items() if outcome != "done"
    }


def test_cutouts_are_square_and_soft(drawn_collection: Path) -> None:
    for path in sorted((drawn_collection / "data/images_alpha").glob("*.png"))[:5]:
        cutout = np.asarray(Image.open(path))
        assert cutout.shape[0] == cutout.shape[1]
        assert cutout.shape[2] == 4
        alpha = cutout[..., 3]
        assert alpha[0].max() == alpha[-1].max() == 0, "there is a margin"
        assert ((alpha > 0) & (alpha < 255)).any(), "the edge is soft"


def test_arrays_speak_of_the_same_specimens(drawn_collection: Path) -> None:
    thumbnails = files.stems(drawn_collection / "data/images_rotated_128", ".jpg")
    for name in ("latent_codes", "embedding", "layout"):
        images = np.load(drawn_collection / f"data/{name}.npy")["image"]
        assert sorted(image.decode() for image in images) == thumbnails, name


def test_the_folder_is_all_that_is_served(drawn_collection: Path) -> None:
    server = drawn_collection / "server"
    page = (server / "index.html").read_text()
    assert "leaflet" in page
    published = Published(server)
    shown = sorted(record["image"] for record in published.records())
    assert shown == files.stems(drawn_collection / "data/images_rotated_128", ".jpg")
    deepest = server / f"data/tiles/{published.facts['maxzoom']}"
    assert any(deepest.rglob("*.webp"))


def test_a_second_run_changes_nothing(drawn_collection: Path, museum_port: int) -> None:
    before = {
        path: path.stat().st_mtime_ns
        for part in ("data", "server")
        for path in (drawn_collection / part).rglob("*")
        if path.is_file() and "receipts" not in path.parts
    }
    run = demo(drawn_collection, museum_port)
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]
    after = {path: path.stat().st_mtime_ns for path in before}
    assert before == after
    assert "download: nothing is due" in run.stdout


def test_the_table_says_that_nothing_is_due(drawn_collection: Path) -> None:
    command = [sys.executable, "pipeline.py", "--collection", str(drawn_collection)]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert shown.returncode == 0, shown.stderr
    assert "Nothing is due." in shown.stdout
    assert "create_images" in shown.stdout


@pytest.mark.real
def test_real_photographs_run_through(real_data: Path, tmp_path: Path, museum_port: int) -> None:
    command = [sys.executable, "-m", "cabinet.real_collection", "--photographs", str(real_data)]
    run = subprocess.run(
        [*command, "--collection", str(tmp_path), "--limit", "6", "--port", str(museum_port + 1)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert run.returncode in (0, 1), run.stdout[-3000:] + run.stderr[-3000:]
    assert len(files.stems(tmp_path / "data/raw", ".jpg")) == 24
    assert len(files.stems(tmp_path / "data/images_alpha", ".png")) >= 18
    assert (tmp_path / "server/data/map.json").exists()
