"""Train the network that writes a specimen as a code of 128 numbers.

Learns from upright specimens: drawn ones, those of --training-data (real cutouts, if there are
any), and the collection's own thumbnails. It learns to paint each from its code, to give two views
of one specimen codes that are alike, and, where names are known, also two specimens of one species,
sex and side. One specimen in sixteen is held out to judge by; those that test the weights in the
end (see benchmarks/codes.py) take no part.

Goes on from the weights that are there, or from a training that was stopped; --fresh starts from
nothing. Ends when the held-out figure no longer improves, after --training-minutes, or with
Ctrl-C: the best weights are kept in any case. Not part of the chain: good weights are shipped.
"""

from pathlib import Path

from cabinet.stage import Stage
from config import Config

THUMBNAILS = "data/images_rotated_128/{}.jpg"


def train(config: Config, _item: str, path: Path) -> None:
    """Train the autoencoder and write the weights that did best on held-out specimens."""
    from cabinet.lessons import likenesses, named_specimens, schooling
    from cabinet.networks import aims, autoencoder, training

    folder = Path(config.training_data) if config.training_data else None
    own = likenesses.own(config.path(THUMBNAILS).parent)
    split = likenesses.split(folder, own, seed=config.seed)
    plan = training.Plan(
        steps=config.training_steps,
        minutes=config.training_minutes,
        learning_rate=1.5e-3,
        averaging=0.998,
        seed=config.seed,
        judge_every=schooling.judging(config.training_steps),
    )
    weights = config.path("trained_models/autoencoder.safetensors")
    training.fit(
        autoencoder.Autoencoder(variational=config.variational, sketched=True),
        batch=named_specimens.Views(split.lessons, seed=config.seed).batch,
        loss=aims.Aims(),
        judge=likenesses.judge(split),
        weights=weights,
        plan=plan,
        fresh=config.fresh,
        facts=likenesses.FACTS,
    )
    likenesses.settle(weights, split.lessons, path)


STAGE = Stage(
    reads=(f"{THUMBNAILS}?",),
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
