"""The log of a training and its picture."""

from pathlib import Path

from PIL import Image

from cabinet.networks import curves


def test_a_log_is_read_as_it_was_written_and_forgets_on_demand(tmp_path: Path) -> None:
    log = tmp_path / "new" / "a.training.csv"
    rows = [(10.0, 2.5, 0.1, 1e-3, 4.0), (20.0, 1.5, 0.3, 5e-4, 8.0)]
    for row in rows:
        curves.note(log, row)
    assert log.read_text().splitlines()[0] == "step,loss,judged,learning_rate,seconds"
    assert curves.read(log) == rows
    with log.open("a") as file:
        file.write("30,1.2")  # cut short by a crash
    assert curves.read(log) == rows
    curves.cut(log, 10)
    assert curves.read(log) == rows[:1]


def test_curves_are_drawn_of_few_rows_and_of_none(tmp_path: Path) -> None:
    log, picture = tmp_path / "a.csv", tmp_path / "a.png"
    curves.draw(log, picture)
    curves.note(log, (10, 2.5, 0.1, 1e-3, 4.0))
    curves.draw(log, picture)
    curves.note(log, (20, 1.5, 0.3, 1e-3, 8.0))
    curves.draw(log, picture)
    drawn = Image.open(picture)
    assert drawn.size == curves.SIZE
    assert len(drawn.getcolors(100_000) or []) > 10
