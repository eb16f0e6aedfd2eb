"""The training script, as a person runs it, for a few steps."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from cabinet.networks import checkpoints

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


def test_a_short_training_on_peoples_boxes_ends_in_weights(run_script: Run, tmp_path: Path) -> None:
    models = tmp_path / "models"
    models.mkdir()
    shutil.copy(ROOT / "trained_models/classifier.safetensors", models)
    (tmp_path / "data/raw").mkdir(parents=True)
    Image.new("RGB", (400, 300), "beige").save(tmp_path / "data/raw/a.jpg")
    (tmp_path / "data/boxes.csv").write_text("image,class,exclude,x,y,w,h\na,,0,40,50,60,70\n")
    run = run_script(
        "train_locator.py", "--collection", tmp_path, "--trained-models", models,
        "--training-steps", 2,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    facts = checkpoints.facts(models / "locator.safetensors")
    assert facts["architecture"] == "Locator"
    assert facts["steps"] == "2"
    assert (models / "locator.safetensors").stat().st_size < 1_000_000


def test_without_a_classifier_a_sentence_tells_it(run_script: Run, tmp_path: Path) -> None:
    run = run_script("train_locator.py", "--collection", tmp_path, "--trained-models", tmp_path)
    assert run.returncode == 2
    assert "classifier.safetensors" in run.stderr
    assert "Traceback" not in run.stderr
