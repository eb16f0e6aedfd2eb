"""Train the network that writes a specimen as a code of 128 numbers.

Learns from upright specimens: drawn ones, and those of --training-data (real cutouts, if there are
any). It learns to paint each from its code, to give two views of one specimen codes that are
alike, and, where names are known, also two specimens of one species, sex and side. One specimen in
eight, and one species in six with all its specimens, is held out to judge by.

Goes on from the weights that are there, or from a training that was stopped; --fresh starts from
nothing. Ends when the held-out figure no longer improves, after --training-minutes, or with
Ctrl-C: the best weights are kept in any case. Not part of the chain: good weights are shipped.
"""

from pathlib import Path

from cabinet.stage import Stage
from config import Config


def train(config: Config, _item: str, path: Path) -> None:
    """Train the autoencoder and write the weights that did best on held-out specimens."""
    from cabinet.lessons import named_specimens, schooling
    from cabinet.networks import autoencoder, training

    folder = Path(config.training_data) if config.training_data else None
    lessons, held_out = schooling.named(folder, seed=config.seed)
    plan = training.Plan(
        steps=config.training_steps,
        minutes=config.training_minutes,
        learning_rate=1.5e-3,
        averaging=0.99,
        seed=config.seed,
        judge_every=schooling.judging(config.training_steps),
    )
    weights = config.path("trained_models/autoencoder.safetensors")
    training.fit(
        autoencoder.Autoencoder(variational=config.variational),
        batch=named_specimens.Views(lessons, seed=config.seed).batch,
        loss=autoencoder.Aims(),
        judge=schooling.code_judge(held_out),
        weights=weights,
        plan=plan,
        fresh=config.fresh,
        facts=schooling.FACTS,
    )
    schooling.settle(weights, lessons, path)


STAGE = Stage(
    reads=(),
    writes="trained_models/autoencoder.safetensors",
    make=train,
    settings=(
        "training_data",
        "training_minutes",
        "training_steps",
        "fresh",
        "seed",
        "variational",
    ),
    processes=1,
    once=True,
    optional=True,
)

if __name__ == "__main__":
    STAGE.main()
