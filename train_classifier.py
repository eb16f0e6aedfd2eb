"""Train the network that finds the specimen in a photograph.

Learns from photographs with masks: the collection's own (data/masks/{}.png, white on black, beside
data/raw/{}.jpg) and those of --training-data (media/ and masks/ in a folder for each source); from
their specimens composed into other frames; and from drawn ones, which are all there is without
either. A fifth of the specimens is held out to judge by.

Goes on from the weights that are there, or from a training that was stopped; --fresh starts from
nothing. Ends when the held-out figure no longer improves, after --training-minutes, or with
Ctrl-C: the best weights are kept in any case. Not part of the chain: good weights are shipped, and
count as made; --redo trains on.
"""

from pathlib import Path

from cabinet.stage import Stage
from config import Config

PHOTOGRAPHS, MASKS = "data/raw/{}.jpg", "data/masks/{}.png"


def train(config: Config, _item: str, path: Path) -> None:
    """Train the classifier and write the weights that did best on held-out photographs."""
    from cabinet.lessons import lessons
    from cabinet.networks import training
    from cabinet.networks.classifier import Classifier
    from cabinet.pictures import masks

    own = masks.own(config.path(PHOTOGRAPHS).parent, config.path(MASKS).parent)
    taught = lessons.lessons(Path(config.training_data) if config.training_data else None, own)
    plan = training.Plan(
        steps=config.training_steps,
        minutes=config.training_minutes,
        seed=config.seed,
        learning_rate=1e-3,
    )
    training.fit(
        Classifier(),
        batch=lessons.batches(taught.composer, config.seed),
        loss=lessons.loss,
        judge=lessons.judge(taught.held_out, config.working_size),
        weights=config.path("trained_models/classifier.safetensors"),
        result=path,
        plan=plan,
        fresh=config.fresh,
        facts=lessons.FACTS,
    )


STAGE = Stage(
    reads=(f"{PHOTOGRAPHS}?", f"{MASKS}?"),
    writes="trained_models/classifier.safetensors",
    make=train,
    settings=("training_data", "training_minutes", "training_steps", "fresh", "seed"),
    processes=1,
    once=True,
    optional=True,
)

if __name__ == "__main__":
    STAGE.main()
