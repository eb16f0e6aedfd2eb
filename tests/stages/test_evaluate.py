"""One command measures the networks, as a person runs it."""

import shutil
from pathlib import Path

import pytest
from PIL import Image

from cabinet.lessons import graded
from cabinet.networks.figures import MARKS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def models(tmp_path: Path) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    for path in (ROOT / "trained_models").glob("*.*"):
        shutil.copy(path, folder)
    (folder / "quality.md").write_text(f"card\n{MARKS[0]}\nas it was\n{MARKS[1]}\nend\n")
    return folder


def test_without_real_photographs_it_says_so_and_leaves_the_cards(
    tmp_path: Path, models: Path, run_script
) -> None:
    given = ["--collection", tmp_path, "--trained-models", models, "--workers", 1]
    made = run_script("evaluate.py", "quality", "autoencoder", *given)
    assert made.returncode == 0, made.stderr
    assert "name a folder of real photographs with --training-data" in made.stdout
    assert "as it was" in (models / "quality.md").read_text()
    text = (tmp_path / "data/test/figures/quality.txt").read_text()
    assert text.startswith("quality.safetensors ")


@pytest.mark.real
def test_figures_of_real_photographs_go_into_the_card(
    tmp_path: Path, models: Path, real_data: Path, run_script
) -> None:
    media = tmp_path / "few" / "heliconius" / "media"
    media.mkdir(parents=True)
    tested = [row for row in graded.read() if row.part == graded.TEST]
    for row in [row for row in tested if row.source == "heliconius"][:4]:
        shutil.copy(real_data / row.source / "media" / f"{Path(row.image).name}.jpg", media)
    given = ["--collection", tmp_path, "--trained-models", models, "--workers", 1]
    made = run_script("evaluate.py", "quality", *given, "--training-data", tmp_path / "few")
    assert made.returncode == 0, made.stderr
    card = (models / "quality.md").read_text()
    assert "balanced accuracy" in card
    assert "as it was" not in card
    assert Image.open(tmp_path / "data/test/figures/quality.png").width > 1000
