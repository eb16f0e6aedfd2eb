"""Train the network that finds the specimen in a photograph.

Learns from photographs with masks: the collection's own (data/masks/{}.png, white on black, beside
data/raw/{}.jpg) and those of --training-data (media/ and masks/ in a folder for each source); from
their specimens composed into other frames; and from drawn ones, which are all there is without
either. A fifth of the specimens is held out to judge by. A mask that is not that of its photograph
(another size, an outline that follows nothing, seen wrong by eye) is passed over, told, and listed
with the reason in data/test/passed_over.csv.

How far a network carries to a museum that it never saw: --apart NHMUK --fresh learns from the other
sources alone, and evaluate.py then judges those weights by all photographs of that one.

Goes on from the weights that are there, or from a training that was stopped; --fresh starts from
nothing. Ends when the held-out figure no longer improves, after --training-minutes, or with
Ctrl-C: the best weights are kept in any case. Not part of the chain: good weights are shipped, and
count as made; --redo trains on.
"""

from pathlib import Path

from cabinet.training_stage import teach, training_data, training_stage
from config import Config

PHOTOGRAPHS, MASKS = "data/raw/{}.jpg", "data/masks/{}.png"
WEIGHTS, PASSED_OVER = "trained_models/classifier.safetensors", "data/test/passed_over.csv"


def train(config: Config, _item: str, path: Path) -> None:
    """Train the classifier and write the weights that did best on held-out photographs."""
    from cabinet.lessons import lessons
    from cabinet.networks.classifier import Classifier
    from cabinet.pictures import masks

    facts = lessons.facts(config.path(WEIGHTS), config.apart, fresh=config.fresh)
    own = masks.own(config.path(PHOTOGRAPHS).parent, config.path(MASKS).parent)
    taught = lessons.lessons(training_data(config), own, config.path(PASSED_OVER), config.apart)
    teach(
        config,
        Classifier(),
        WEIGHTS,
        batch=lessons.batches(taught.composer, config.seed),
        loss=lessons.loss,
        judge=lambda: lessons.judge(taught.held_out, config.working_size),
        facts=facts,
        result=path,
        learning_rate=1e-3,
    )


STAGE = training_stage(train, WEIGHTS, reads=(f"{PHOTOGRAPHS}?", f"{MASKS}?"), settings=("apart",))

if __name__ == "__main__":
    STAGE.main()
