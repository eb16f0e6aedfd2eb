"""The training script, as a person runs it: a look at the lessons, then a training of few steps."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from cabinet.networks import checkpoints

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_a_preview_shows_the_lessons_and_a_short_training_ends_in_weights(
    run_script: Run, tmp_path: Path
) -> None:
    models = tmp_path / "models"
    shared = ["--collection", tmp_path, "--trained-models", models]
    run = run_script("train_quality_network.py", *shared, "--preview")
    assert run.returncode == 0, run.stderr
    assert Image.open(tmp_path / "data/test/quality_lessons.png").width > 120
    assert not list(models.glob("*.safetensors"))
    run = run_script("train_quality_network.py", *shared, "--training-steps", 2)
    assert run.returncode == 0, run.stderr
    facts = checkpoints.facts(models / "quality.safetensors")
    assert facts["architecture"] == "QualityNetwork"
    assert facts["steps"] == "2"
