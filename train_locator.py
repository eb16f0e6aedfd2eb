"""Train the locator, which says where in a photograph a specimen lies that is small in it.

Learns from boxes: those that people drew in the collection (data/boxes.csv; a photograph that they
left out teaches that there is nothing), those of masks (the collection's own, data/masks, and
those of --training-data), and those of specimens laid small into other grounds, among labels,
rulers, colour cards and other insects. A fifth of the specimens is held out to judge by.

Goes on from the weights that are there, or from a training that was stopped; --fresh starts from
nothing. Ends when the held-out figure no longer improves, after --training-minutes, or with
Ctrl-C: the best weights are kept in any case. Not part of the chain: good weights are shipped, and
count as made; --redo trains on.
"""

from pathlib import Path

from cabinet.training_stage import teach, training_data, training_stage
from config import Config

PHOTOGRAPHS, MASKS, BOXES = "data/raw/{}.jpg", "data/masks/{}.png", "data/boxes.csv"
WEIGHTS, CLASSIFIER = "trained_models/locator.safetensors", "trained_models/classifier.safetensors"


def train(config: Config, _item: str, path: Path) -> None:
    """Train the locator and write the weights that did best on held-out photographs."""
    from cabinet.lessons import boxed, locating
    from cabinet.networks import checkpoints, classifier, locator
    from cabinet.pictures import given_boxes, masks

    photographs = config.path(PHOTOGRAPHS).parent
    own = masks.own(photographs, config.path(MASKS).parent)
    drawn = boxed.boxed(photographs, given_boxes.read(config.path(BOXES)))
    taught = locating.lessons(training_data(config), own, drawn)
    network = locator.Locator()
    network.begin_as(checkpoints.load(config.path(CLASSIFIER), classifier.Classifier, "cpu"))
    teach(
        config,
        network,
        WEIGHTS,
        batch=locating.batches(taught, config.seed),
        loss=locator.loss,
        judge=lambda: locating.judge(taught.judges),
        facts=locating.FACTS,
        judge_every=200,
    )
    locating.settle(config.path(WEIGHTS), path)


STAGE = training_stage(
    train, WEIGHTS, reads=(CLASSIFIER, f"{PHOTOGRAPHS}?", f"{MASKS}?", f"{BOXES}?")
)

if __name__ == "__main__":
    STAGE.main()
