"""Figures of the locator, on photographs that nothing learnt from."""

from pathlib import Path

import pytest

from cabinet.lessons import locating, locator_figures

WEIGHTS = Path(__file__).resolve().parents[3] / "trained_models" / "locator.safetensors"


@pytest.mark.real
def test_what_tests_is_not_what_judges_nor_what_teaches(real_data: Path) -> None:
    tested, judged = (
        {pair.image.split("_")[0] for pair, _ in locating.held_out(real_data, tested=tested)}
        for tested in (True, False)
    )
    assert tested
    assert judged
    assert not tested & judged


@pytest.mark.real
def test_small_specimens_are_found(real_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locator_figures, "FRAMES", 8)
    found, answers = locator_figures.measured(real_data, WEIGHTS)
    named = {figure.name: figure.value for figure in found}
    assert named["found at 15% of the frame"] + named["found at 25% of the frame"] >= 60
    assert named["nothing found where nothing is"] >= 50
    assert len(answers) == 8 * 5
