"""A recipe says in a sentence what is wrong with it, before anything is done."""

from pathlib import Path

import pytest

from cabinet.datasets.recipe import Recipe, RecipeError, read


def test_an_empty_recipe_is_the_defaults_and_a_full_one_is_heard(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("")
    assert read(path) == Recipe()
    path.write_text('\ufeffseed = 3\n[splits]\nvalidation = 0\nheld_out = ["YPM"]\n', "utf-8")
    recipe = read(path)
    assert (recipe.seed, recipe.splits.validation, recipe.splits.held_out) == (3, 0.0, ["YPM"])
    assert recipe.splits.test == Recipe().splits.test


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("seeed = 1", "no key 'seeed'"),
        ("[splits]\nvaldation = 0.1", "[splits] has no key 'valdation'"),
        ("seed = 'x'", "seed must be a whole number"),
        ("seed = true", "seed must be a whole number"),
        ("[splits]\nvalidation = 1.5", "validation = 1.5 is no share"),
        ("[splits]\nvalidation = 0.6\ntest = 0.5", "leave nothing to train on"),
        ("[tiers]\ntrain = ['superb']", "no tier 'superb'"),
        ("[tiers]\nlow_share = 0.15", "low_share needs scores"),
        ("[tiers]\nlow_share = 0.15\nscores = 's.csv'", "need trained_on"),
        ("[balance]\nmethod = 'cap'", "needs cap"),
        ("[balance]\nmethod = 'fair'", "one of off, smallest, cap"),
        ("[negatives]\nbands = [0.9, 0.5]", "must rise"),
        ("[negatives]\nscores = 's.csv'", "need a target"),
        ("[choice]\nyears = [1900]", "is [first, last]"),
        ("smallest_class = 0", "1 or more"),
        ("seed = ", "is not TOML"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(text)
    with pytest.raises(RecipeError, match=r"wrong\.toml") as why:
        read(path)
    assert said in str(why.value)
