"""Measure the networks: every figure of the model cards, with its 95 % interval, from one command.

Judges the weights in trained_models by specimens that they never learnt from, beside classic
methods on the same pictures: real ones below --training-data (as the training scripts read them),
and drawn ones. Figures that need real photographs are left out where there are none. Prints the
tables, writes them to data/test/figures and, where they rest on real photographs, into the model
cards beside the weights; data/test/figures also gets a picture of the worst ten of each network.
Name networks (classifier, locator, rotation, quality, autoencoder) to measure only these.
"""

from collections.abc import Iterable
from pathlib import Path

from cabinet.stage import Stage
from cabinet.training_stage import training_data
from config import Config

WEIGHTS = "trained_models/{}.safetensors"
FIGURES = "data/test/figures/{}.txt"


def networks(config: Config) -> Iterable[str]:
    """Name the networks whose weights are there."""
    from cabinet.lessons import evaluation

    return [name for name in evaluation.NETWORKS if config.path(WEIGHTS, name).is_file()]


def measure(config: Config, network: str, path: Path) -> None:
    """Measure one network."""
    from cabinet.lessons import evaluation

    given = evaluation.Given(
        folder=training_data(config),
        models=config.path("trained_models"),
        kept=config.path("data/test/graded"),
        size=config.working_size,
        mirrored=config.mirrored,
        closer_below=config.closer_below,
        finer=config.finer,
    )
    evaluation.evaluate(network, given, path, config.path(FIGURES, network).with_suffix(".png"))


def publish(config: Config) -> None:
    """Print the tables and write them into the model cards."""
    from cabinet.lessons import evaluation

    evaluation.publish(config.path(FIGURES).parent, config.path("trained_models"))


STAGE = Stage(
    reads=tuple(
        f"trained_models/{name}.safetensors?"
        for name in ("classifier", "locator", "rotation", "quality", "autoencoder")
    ),
    writes=FIGURES,
    items=networks,
    make=measure,
    finish=publish,
    settings=("training_data", "working_size", "mirrored", "closer_below", "finer"),
    processes=1,
    optional=True,
)

if __name__ == "__main__":
    STAGE.main()
