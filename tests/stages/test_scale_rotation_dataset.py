"""Labelled cutouts become small pictures on white, from which the rotation network learns."""

from pathlib import Path

import numpy as np
from PIL import Image

from cabinet.lessons import schooling


def test_only_labelled_cutouts_are_shrunk_as_they_lie(tmp_path: Path, run_script) -> None:
    folder = tmp_path / "data" / "images_alpha"
    folder.mkdir(parents=True)
    cutout = next(schooling.drawn(1, seed=8)).cutout
    for name in ("labelled", "other"):
        Image.fromarray(np.rot90(cutout)).save(folder / f"{name}.png")
    labels = tmp_path / "data" / "rotations.csv"
    labels.write_text("image,rotation\nlabelled,90\nabsent,10\n")
    made = run_script("scale_rotation_dataset.py", "--collection", tmp_path, "--workers", 1)
    assert made.returncode == 0, made.stderr
    small = tmp_path / "data" / "images_128"
    assert [path.name for path in small.glob("*.jpg")] == ["labelled.jpg"]
    with Image.open(small / "labelled.jpg") as picture:
        assert picture.size == (128, 128)
        assert min(picture.getpixel((0, 0))) > 250, "white, but for what JPEG makes of it"
    [one] = schooling.labelled(small, labels)
    assert (one.rotation, one.source) == (90, "labelled")
    solid = one.cutout[..., 3] > 127
    assert 0.1 < solid.mean() < 0.7
    assert np.ptp(np.nonzero(solid)[0]) > 110, "it lies on its side, so it is tall"
