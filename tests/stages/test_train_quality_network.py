"""The training script, as a person runs it, for a few steps."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from cabinet.networks import checkpoints

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_a_short_training_ends_in_weights(run_script: Run, tmp_path: Path) -> None:
    models = tmp_path / "models"
    run = run_script(
        "train_quality_network.py", "--collection", tmp_path, "--trained-models", models,
        "--training-steps", 2,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    facts = checkpoints.facts(models / "quality.safetensors")
    assert facts["architecture"] == "QualityNetwork"
    assert facts["steps"] == "2"
