"""The training script, as a person runs it: one source kept apart, and judged by alone."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from cabinet.drawn import photographs
from cabinet.lessons import classifier_figures, schooling
from cabinet.networks import checkpoints
from cabinet.pictures.looking import Looking

Run = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Draw six photographs with masks of each of two museums."""
    root = tmp_path_factory.mktemp("training") / "museums"
    (root / "media").mkdir(parents=True)
    (root / "masks").mkdir()
    random = np.random.default_rng(5)
    for number, one in enumerate(schooling.drawn(12, seed=5)):
        name = f"{'NHMUK' if number % 2 else 'YPM'}{number}"
        drawn = photographs.compose(random, one.cutout, size=320)
        cv2.imwrite(str(root / "media" / f"{name}.jpg"), drawn.rgb[..., ::-1])
        cv2.imwrite(str(root / "masks" / f"{name}.png"), drawn.mask)
    return root.parent


def test_a_source_kept_apart_is_never_learnt_from_and_judged_whole(
    run_script: Run, tmp_path: Path, folder: Path
) -> None:
    trained = ["--training-data", folder, "--training-steps", 1, "--apart", "NHMUK", "--fresh"]
    run = run_script(
        "train_classifier.py", "--collection", tmp_path, "--trained-models", tmp_path, *trained
    )
    assert run.returncode == 0, run.stderr
    weights = tmp_path / "classifier.safetensors"
    assert checkpoints.facts(weights)["apart"] == "NHMUK"
    look = classifier_figures.Look(
        Looking(weights=weights, working_size=256, mirrored=False, closer_below=0.0)
    )
    found, shown = classifier_figures.measured(folder, look, count=1)
    counts = {figure.name: figure.count for figure in found}
    assert counts["this network, all of NHMUK, kept apart: IoU"] == 6
    assert not any("NHMUK" in one.image for one in shown), "they are told apart from the others"


def test_weights_that_learnt_from_a_source_cannot_keep_it_apart(
    run_script: Run, tmp_path: Path, folder: Path
) -> None:
    weights = tmp_path / "classifier.safetensors"
    shutil.copyfile(ROOT / "trained_models" / "classifier.safetensors", weights)
    before = checkpoints.digest(weights)
    asked = ["--training-data", folder, "--training-steps", 1, "--apart", "NHMUK", "--redo"]
    run = run_script(
        "train_classifier.py", "--collection", tmp_path, "--trained-models", tmp_path, *asked
    )
    assert run.returncode != 0
    assert "did not keep NHMUK apart: add --fresh" in run.stderr
    assert checkpoints.digest(weights) == before
