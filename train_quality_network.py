"""Train the network that grades thumbnails: good, partial or bad.

Learns from whole specimens that are damaged in known ways (torn, cut off, holed, with labels,
foam or shadows cut out with them, several, none) - drawn ones, and those of --training-data - and
from cutouts of its photographs that an eye graded (trained_models/labels/quality.csv); also from
the collection's own thumbnails that people graded in data/quality.csv. Half of the graded cutouts,
by specimen, take no part: they test the weights in the end (see evaluate.py).

Goes on from the weights that are there, or from a training that was stopped; --fresh starts from
nothing. Ends when the held-out figure no longer improves, after --training-minutes, or with
Ctrl-C: the best weights are kept in any case. Weights that are there count as made; --redo trains
on. Not part of the chain: good weights are shipped.
"""

from pathlib import Path

from cabinet.training_stage import teach, training_data, training_stage
from config import Config

THUMBNAILS, GRADES = "data/images_rotated_128/{}.jpg", "data/quality.csv"
WEIGHTS = "trained_models/quality.safetensors"


def train(config: Config, _item: str, path: Path) -> None:
    """Train the quality network and write the weights that did best on held-out cutouts."""
    from cabinet.lessons import gradings
    from cabinet.networks import quality

    own = gradings.own(config.path(THUMBNAILS).parent, config.path(GRADES))
    lessons = gradings.lessons(
        training_data(config),
        own,
        models=config.path("trained_models"),
        kept=config.path("data/test/graded"),
    )
    teach(
        config,
        quality.QualityNetwork(),
        WEIGHTS,
        batch=gradings.batches(lessons, config.seed),
        loss=quality.loss,
        judge=lambda: gradings.judge(lessons),
        facts=gradings.FACTS,
        judge_every=100,
    )
    gradings.settle(config.path(WEIGHTS), lessons, path)


STAGE = training_stage(train, WEIGHTS, reads=(f"{THUMBNAILS}?", f"{GRADES}?"))

if __name__ == "__main__":
    STAGE.main()
