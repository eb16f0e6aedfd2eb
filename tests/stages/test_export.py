"""The stage exports what is good enough, and anew what was turned since."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from cabinet.networks import angles


def made(folder: Path) -> Path:
    """Write three upright specimens, one of them small and one of a bad grade."""
    for name in ("images_alpha", "images_rotated_128"):
        (folder / "data" / name).mkdir(parents=True)
    for image, side in (("large", 300), ("small", 40), ("spoilt", 300)):
        cutout = np.zeros((side + 20, side + 20, 4), np.uint8)
        cutout[10 : side + 10, 10 : side + 10] = (90, 60, 30, 255)
        Image.fromarray(cutout).save(folder / f"data/images_alpha/{image}.png")
        thumbnail(folder, image, 0.0)
    rows = "image,rightsHolder,license\nlarge,The Trustees,CC BY 4.0\n"
    (folder / "data/metadata.csv").write_text(rows)
    grades = "image,quality\nlarge,good\nsmall,good\nspoilt,bad\n"
    (folder / "data/quality_calculated.csv").write_text(grades)
    return folder


def thumbnail(folder: Path, image: str, rotation: float) -> None:
    path = folder / f"data/images_rotated_128/{image}.jpg"
    Image.new("RGB", (128, 128)).save(path, comment=angles.comment(rotation, 0.9))


def test_good_and_large_ones_are_exported_with_credits(
    tmp_path: Path, run_script: Callable
) -> None:
    folder = made(tmp_path)
    command = ("export.py", "--collection", folder, "--export-smallest", 200)
    run = run_script(*command)
    assert "1 done" in run.stdout, run.stderr
    assert "1 rejected" in run.stdout
    assert [path.name for path in (folder / "data/exported").glob("*.jpg")] == ["large.jpg"]
    assert "The Trustees" in (folder / "data/exported/credits.csv").read_text()
    before = (folder / "data/exported/large.jpg").read_bytes()
    assert "nothing is due" in run_script(*command).stdout
    thumbnail(folder, "large", 45.0)
    assert "1 done" in run_script(*command).stdout
    assert (folder / "data/exported/large.jpg").read_bytes() != before


def test_a_strange_grade_or_colour_is_told(tmp_path: Path, run_script: Callable) -> None:
    folder = made(tmp_path)
    run = run_script("export.py", "--collection", folder, "--export-grades", "superb")
    assert run.returncode == 2
    assert "no grade 'superb'" in run.stderr
    run = run_script("export.py", "--collection", folder, "--export-ground", "white")
    assert run.returncode == 1
    assert "write #rrggbb" in run.stderr
