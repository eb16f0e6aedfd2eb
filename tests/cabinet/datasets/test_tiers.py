"""Tiers come from grades; the surest of the low ones only from a model that never saw them."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cabinet.datasets import tiers
from cabinet.datasets.recipe import RecipeError, Tiers

IMAGES = pd.Series([f"i{n}" for n in range(10)])
LOW = np.arange(10) >= 2


def test_tiers_follow_grades_and_without_any_all_are_high() -> None:
    found = tiers.tiers(IMAGES[:4], {"i0": "good", "i1": "partial", "i2": "bad"})
    assert found.tolist() == ["high", "medium", "low", ""]
    assert set(tiers.tiers(IMAGES, {})) == {"high"}


def test_the_surest_share_of_what_was_scored_is_kept(tmp_path: Path) -> None:
    rows = [f"i{n};{n / 10}" for n in range(9)]  # as a spreadsheet saves it: BOM and semicolons
    (tmp_path / "s.csv").write_text("\ufeffimage;confidence\n" + "\n".join(rows), "utf-8")
    (tmp_path / "t.csv").write_text("image\ni0\ni1\n")
    asked = Tiers(low_share=0.3, scores="s.csv", trained_on="t.csv")
    kept = tiers.surest(IMAGES, LOW, asked, tmp_path)
    assert IMAGES[kept].tolist() == ["i7", "i8"]  # 30 % of the seven that are low and scored


def test_a_model_that_saw_them_may_not_rank_them(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("image,confidence\ni2,0.5\n")
    (tmp_path / "t.csv").write_text("image\ni0\ni3\n")
    with pytest.raises(RecipeError, match=r"trained on 1 of the 8 low photographs.*first i3"):
        tiers.surest(
            IMAGES, LOW, Tiers(low_share=0.5, scores="s.csv", trained_on="t.csv"), tmp_path
        )


@pytest.mark.parametrize(
    ("text", "said"),
    [("image,score\nx,1\n", "lacks the column confidence"), ("image,confidence\nx,oft\n", "0..1")],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "s.csv").write_text(text)
    with pytest.raises(RecipeError, match=said):
        tiers.scores(tmp_path / "s.csv")
    with pytest.raises(RecipeError, match="is not there"):
        tiers.scores(tmp_path / "other.csv")
