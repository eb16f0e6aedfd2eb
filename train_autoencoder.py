"""Train the network that writes a specimen as a code of 128 numbers.

Learns from upright specimens: drawn ones, those of --training-data (real cutouts, if there are
any), and the collection's own thumbnails. It learns to paint each from its code, to give two views
of one specimen codes that are alike, and, where names are known, also two specimens of one species,
sex and side. One specimen in sixteen is held out to judge by; those that test the weights in the
end (see evaluate.py) take no part.

Goes on from the weights that are there, or from a training that was stopped; --fresh starts from
nothing. Ends when the held-out figure no longer improves, after --training-minutes, or with
Ctrl-C: the best weights are kept in any case. Weights that are there count as made; --redo trains
on. On several cards: `torchrun --nproc-per-node 4 train_autoencoder.py --redo`. Not part of the
chain: good weights are shipped.
"""

from pathlib import Path

from cabinet.training_stage import teach, training_data, training_stage
from config import Config

THUMBNAILS, WEIGHTS = "data/images_rotated_128/{}.jpg", "trained_models/autoencoder.safetensors"


def train(config: Config, _item: str, path: Path) -> None:
    """Train the autoencoder and write the weights that did best on held-out specimens."""
    from cabinet.lessons import likenesses, named_specimens, schooling
    from cabinet.networks import aims, autoencoder

    own = likenesses.own(config.path(THUMBNAILS).parent)
    split = likenesses.split(training_data(config), own, seed=config.seed)
    teach(
        config,
        autoencoder.Autoencoder(variational=config.variational, sketched=True),
        WEIGHTS,
        batch=named_specimens.Views(split.lessons, seed=config.seed).batch,
        loss=aims.Aims(),
        judge=lambda: likenesses.judge(split),
        facts=likenesses.FACTS,
        learning_rate=1.5e-3,
        judge_every=schooling.judging(config.training_steps),
    )
    likenesses.settle(config.path(WEIGHTS), split.lessons, path)


STAGE = training_stage(train, WEIGHTS, reads=(f"{THUMBNAILS}?",), settings=("variational",))

if __name__ == "__main__":
    STAGE.main()
