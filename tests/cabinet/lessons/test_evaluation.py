"""Sheets of the worst, and tables that reach the cards only if they rest on real photographs."""

from pathlib import Path

import numpy as np

from cabinet.lessons import evaluation
from cabinet.networks.figures import MARKS


def test_a_sheet_shows_pictures_of_any_shape_side_by_side() -> None:
    shown = [(np.zeros((30, size, 3), np.uint8), str(size)) for size in (10, 30, 400, 20, 5, 7)]
    sheet = evaluation.sheet(shown)
    assert sheet.size == (5 * evaluation.CELL, 2 * (evaluation.CELL + evaluation.CAPTION))


def test_only_what_was_measured_on_photographs_reaches_the_card(tmp_path: Path, capsys) -> None:
    for name, lines in (("quality", "a 1"), ("rotation", f"b 2\n{evaluation.NO_PHOTOGRAPHS}")):
        (tmp_path / f"{name}.txt").write_text(lines + "\n")
        (tmp_path / f"{name}.md").write_text("{}\nold\n{}\n".format(*MARKS))
    evaluation.publish(tmp_path, tmp_path)
    assert "a 1" in (tmp_path / "quality.md").read_text()
    assert "old" in (tmp_path / "rotation.md").read_text()
    assert "b 2" in capsys.readouterr().out
