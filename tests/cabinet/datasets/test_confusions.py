"""The table counts, the matrix adds up, its picture shows right and wrong apart."""

from collections import Counter
from pathlib import Path

import numpy as np
from PIL import Image

from cabinet.datasets import cleaning, confusions
from tests.cabinet.datasets.test_cleaning import clusters


def test_table_and_picture(tmp_path: Path) -> None:
    codes, kind, owner = clusters(classes=4, spread=0.1)
    written = np.where(owner == 0, 2, kind)
    judged = cleaning.judge(codes, written, owner)
    confusions.write(tmp_path, ["A a", "A b", "B a", "B b"], written, judged)
    lines = (tmp_path / "confusion.csv").read_text().splitlines()
    assert lines[0] == "written,probable,photographs"
    assert "B a,A a,2" in lines
    assert "A b,A b,16" in lines
    shown = np.asarray(Image.open(tmp_path / "confusion.png"))
    assert shown.shape == (1200, 1200, 3)
    assert shown[150, 150, 2] > shown[150, 150, 0]  # blue: right
    assert shown[750, 150, 0] > shown[750, 150, 2]  # red: written B a, looks like A a
    assert (shown[150, 450] == 255).all()


def test_many_classes_are_shown_by_genus() -> None:
    classes = [f"Genus{n // 4} species{n % 4}" for n in range(confusions.MOST + 4)]
    shares = confusions.matrix(classes, Counter({(0, 1): 3, (0, 5): 1, (9, 9): 2}))
    assert shares.shape == (376, 376)
    assert shares[0, 0] == 0.75
    assert shares[0, 1] == 0.25
    assert shares[2, 2] == 1


def test_a_sheet_shows_thumbnails_and_what_is_missing(tmp_path: Path) -> None:
    Image.new("RGB", (128, 128), (20, 200, 20)).save(tmp_path / "one.jpg")
    long = "Genusnomen longissimum et adhuc longius"
    confusions.sheet(
        tmp_path / "sheet.jpg", tmp_path, [("one", [long, "77% other"]), ("none", ["a", "b"])]
    )
    page = np.asarray(Image.open(tmp_path / "sheet.jpg"))
    assert page[60, 60, 1] > 150
    assert page[60, 60, 0] < 60
    assert (page[60, 200] > 245).all()
    assert (page[132:160, 129:135] > 200).all()  # no line runs into its neighbour
