"""A collection opened for datasets: grades of people win, and what it is made from is known."""

from pathlib import Path

from cabinet.datasets import opening
from cabinet.datasets.recipe import Recipe


def made(folder: Path) -> Path:
    (folder / "data").mkdir()
    rows = "image,genus,specificEpithet,institutionCode\na,Aus,bus,X\nb,Aus,,X\n"
    (folder / "data/metadata.csv").write_text(rows)
    (folder / "r.toml").write_text("seed = 1\n")
    return folder


def test_people_win_over_the_network_and_their_last_word_holds(tmp_path: Path) -> None:
    folder = made(tmp_path)
    (folder / "data/quality_calculated.csv").write_text("image,quality\na,bad\nb,bad\n")
    (folder / "data/quality.csv").write_text("image,quality\na,partial\na,good\nb,superb\n")
    found = opening.opened(Recipe(), folder)
    assert found.graded == {"a": "good", "b": "bad"}
    assert found.records["species"].tolist() == ["Aus bus", ""]


def test_whatever_decides_a_dataset_changes_its_hash(tmp_path: Path) -> None:
    folder, recipe = made(tmp_path), tmp_path / "r.toml"
    seen = {opening.digest(recipe, folder)}
    (folder / "data/quality.csv").write_text("image,quality\na,good\n")
    seen.add(opening.digest(recipe, folder))
    recipe.write_text('[negatives]\ntarget = ["A"]\nscores = "s.csv"\n')
    seen.add(opening.digest(recipe, folder))
    (folder / "s.csv").write_text("image,confidence\n")
    seen.add(opening.digest(recipe, folder))
    assert len(seen) == 4
    recipe.write_text("unheard = 1")
    assert opening.digest(recipe, folder) == ""
