"""The training script, as a person runs it, for a few steps."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from cabinet.networks import checkpoints

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_a_short_training_on_peoples_boxes_ends_in_weights(run_script: Run, tmp_path: Path) -> None:
    models = tmp_path / "models"
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
