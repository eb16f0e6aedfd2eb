"""Figures with intervals, and the place in a model card where they stand."""

from pathlib import Path

import numpy as np

from cabinet.networks import figures


def test_an_interval_holds_the_mean_and_shrinks_with_more() -> None:
    random = np.random.default_rng(0)
    few, many = (random.random(count) < 0.8 for count in (30, 3000))
    small, large = (figures.mean("x", v, [str(n) for n in range(len(v))]) for v in (few, many))
    assert small.low <= small.value <= small.high
    assert large.high - large.low < (small.high - small.low) / 3
    assert abs(large.value - 80) < 3, "true and false are told in percent"


def test_views_of_one_specimen_are_drawn_together() -> None:
    values = np.repeat([0.0, 1.0], 50)
    apart = figures.mean("x", values, [str(n) for n in range(100)], "")
    together = figures.mean("x", values, ["a"] * 50 + ["b"] * 50, "")
    assert together.high - together.low > 2 * (apart.high - apart.low)


def test_a_percentile_is_one() -> None:
    found = figures.percentile("x", np.arange(101.0), 5, [str(n) for n in range(101)])
    assert found.value == 5
    assert found.low <= 5 <= found.high


def test_a_card_keeps_all_but_its_figures(tmp_path: Path) -> None:
    card = tmp_path / "quality.md"
    begin, end = figures.MARKS
    card.write_text(f"before\n{begin}\nold\n{end}\nafter\n")
    assert figures.into_card(card, "new")
    assert figures.into_card(card, "newer")
    text = card.read_text()
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "newer" in text
    assert "old" not in text
    card.write_text("no place\n")
    assert not figures.into_card(card, "new")
    assert card.read_text() == "no place\n"
    assert not figures.into_card(tmp_path / "none.md", "new")
