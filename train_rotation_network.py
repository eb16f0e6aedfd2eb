"""Train the network that turns specimens upright.

Learns from upright specimens turned by angles that are known exactly: drawn ones, those of
--training-data (real cutouts, if there are any), and the collection's own, where people gave their
rotation in data/rotations.csv (see scale_rotation_dataset.py, which prepares them). One specimen in
eight is held out to judge by.

Goes on from the weights that are there, or from a training that was stopped; --fresh starts from
nothing. Ends when the held-out figure no longer improves, after --training-minutes, or with
Ctrl-C: the best weights are kept in any case. Not part of the chain: good weights are shipped.
"""

from pathlib import Path

from cabinet.training_stage import teach, training_data, training_stage
from config import Config

LABELS, PICTURES = "data/rotations.csv", "data/images_128/{}.jpg"
WEIGHTS = "trained_models/rotation.safetensors"


def train(config: Config, _item: str, path: Path) -> None:
    """Train the rotation network and write the weights that did best on held-out specimens."""
    from cabinet.lessons import schooling, turned_specimens
    from cabinet.networks import rotations

    given = schooling.labelled(config.path(PICTURES).parent, config.path(LABELS))
    lessons, held_out = schooling.turned(training_data(config), given, seed=config.seed)
    teach(
        config,
        rotations.RotationNetwork(),
        WEIGHTS,
        batch=turned_specimens.batches(lessons, config.seed),
        loss=rotations.loss,
        judge=lambda: schooling.rotation_judge(held_out),
        facts=schooling.FACTS,
        result=path,
        judge_every=schooling.judging(config.training_steps),
    )


STAGE = training_stage(train, WEIGHTS, reads=(f"{LABELS}?", f"{PICTURES}?"))

if __name__ == "__main__":
    STAGE.main()
