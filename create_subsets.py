"""Make datasets to learn from: chosen, split, balanced and audited by recipes.

A recipe is data/recipes/NAME.toml: which taxa, sources and years; which tiers of quality; how
specimens are split, balanced and held out; which hard negatives. From it come, in data/subsets,
NAME.csv (one row a photograph: image, specimen, class, source, tier, part, band, reason), NAME.md
(a datasheet) and NAME.json (all counts, and the leak report, which must be 0). Names, grades and
exclusions of people hold over the catalogue's. The same recipe and collection give the same bytes
on every machine. See docs/how-to/make-a-dataset.md.
"""

from collections.abc import Iterable
from pathlib import Path

from cabinet.stage import Stage
from config import Config


def recipes(config: Config) -> Iterable[str]:
    """Name the recipes that are there."""
    from cabinet import files

    return files.stems(config.path(RECIPES).parent, ".toml")


def make_subset(config: Config, recipe: str, path: Path) -> None:
    """Carry out one recipe."""
    from cabinet.datasets import audit, opening, subsets
    from cabinet.datasets.recipe import read

    told = config.path(RECIPES, recipe)
    wanted = read(told)
    made = subsets.make(wanted, opening.opened(wanted, config.collection))
    audit.write(made, told, path, opening.digest(told, config.collection))


def holds(config: Config, recipe: str) -> bool:
    """Whether the dataset was made from the recipe and the collection as they are now."""
    from cabinet.datasets import audit, opening

    inputs = opening.digest(config.path(RECIPES, recipe), config.collection)
    return audit.holds(config.path(STAGE.writes, recipe), inputs)


RECIPES = "data/recipes/{}.toml"

STAGE = Stage(
    reads=(
        "data/metadata.csv",
        RECIPES,
        "data/latent_codes.npy?",
        "data/quality_calculated.csv?",
        "data/labels/identifications.jsonl?",
    ),
    writes="data/subsets/{}.csv",
    also=("data/subsets/{}.md", "data/subsets/{}.json"),
    make=make_subset,
    items=recipes,
    fresh=holds,
    processes=1,
    optional=True,
)

if __name__ == "__main__":
    STAGE.main()
