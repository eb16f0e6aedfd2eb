"""The training script, as a person runs it: a look at the lessons, then a training of few steps."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from PIL import Image

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_a_preview_shows_the_lessons_and_trains_nothing(run_script: Run, tmp_path: Path) -> None:
    models = tmp_path / "models"
    run = run_script(
        "train_autoencoder.py", "--collection", tmp_path, "--trained-models", models, "--preview"
    )
    assert run.returncode == 0, run.stderr
    assert "autoencoder_lessons.png" in run.stderr
    assert Image.open(tmp_path / "data" / "test" / "autoencoder_lessons.png").width > 300
    assert not list(models.glob("*.safetensors"))
