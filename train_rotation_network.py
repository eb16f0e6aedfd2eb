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

from cabinet.stage import Stage
from config import Config

LABELS, PICTURES = "data/rotations.csv", "data/images_128/{}.jpg"


def train(config: Config, _item: str, path: Path) -> None:
    """Train the rotation network and write the weights that did best on held-out specimens."""
    from cabinet.lessons import schooling, turned_specimens
    from cabinet.networks import rotations, training

    given = schooling.labelled(config.path(PICTURES).parent, config.path(LABELS))
    folder = Path(config.training_data) if config.training_data else None
    lessons, held_out = schooling.turned(folder, given, seed=config.seed)
    plan = training.Plan(
        steps=config.training_steps,
        minutes=config.training_minutes,
        seed=config.seed,
        judge_every=schooling.judging(config.training_steps),
    )
    training.fit(
        rotations.RotationNetwork(),
        batch=turned_specimens.batches(lessons, config.seed),
        loss=rotations.loss,
        judge=schooling.rotation_judge(held_out),
        weights=config.path("trained_models/rotation.safetensors"),
        result=path,
        plan=plan,
        fresh=config.fresh,
        facts=schooling.FACTS,
    )


STAGE = Stage(
    reads=(f"{LABELS}?", f"{PICTURES}?"),
    writes="trained_models/rotation.safetensors",
    make=train,
    settings=("training_data", "training_minutes", "training_steps", "fresh", "seed"),
    processes=1,
    once=True,
    optional=True,
)

if __name__ == "__main__":
    STAGE.main()
