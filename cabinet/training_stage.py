"""What the training scripts share: their settings, their plan, their preview, the stage itself."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from cabinet.outcomes import Rejected
from cabinet.stage import Make, Stage
from config import Config

SETTINGS = ("training_data", "training_minutes", "training_steps", "patience", "fresh", "seed")
MANNER = ("compiled", "preview")


def training_stage(
    train: Make, weights: str, *, reads: tuple[str, ...] = (), settings: tuple[str, ...] = ()
) -> Stage:
    """Return the stage of a training script, which writes `weights`, a path of the collection.

    `settings` are those that this script has beside the ones that all have. Weights that are there
    count as made: `--redo` trains on.
    """
    return Stage(
        reads=reads,
        writes=weights,
        make=train,
        settings=(*SETTINGS, *settings),
        manner=MANNER,
        processes=1,
        once=True,
        optional=True,
    )


def training_data(config: Config) -> Path | None:
    """Return the folder of training data, if one is set."""
    return Path(config.training_data) if config.training_data else None


def teach(
    config: Config,
    network: Any,
    weights: str,
    *,
    batch: Callable[[int], Any],
    loss: Callable[..., Any],
    judge: Callable[[], Callable[..., float]],
    facts: dict[str, str],
    result: Path | None = None,
    **chosen: Any,
) -> None:
    """Train a network as the settings say: see `training.fit`; `chosen` are further of its plan.

    `judge` makes the judge. With `preview`, writes a sheet of training samples to data/test
    instead, and raises `Rejected`, which ends the run with a sentence that says so.
    """
    if config.preview:
        path = config.path(f"data/test/{Path(weights).stem}_lessons.png")
        preview(path, batch(0))
        raise Rejected(f"--preview: what the network is shown is in {path}")
    from cabinet.networks import training  # torch takes seconds

    plan = training.Plan(
        steps=config.training_steps,
        minutes=config.training_minutes,
        patience=config.patience,
        compiled=config.compiled,
        seed=config.seed,
        **chosen,
    )
    training.fit(
        network,
        batch=batch,
        loss=loss,
        judge=judge(),
        weights=config.path(weights),
        plan=plan,
        fresh=config.fresh,
        facts=facts,
        result=result,
    )


def preview(path: Path, batch: Any) -> None:
    """Write a sheet of training samples."""
    from cabinet import files
    from cabinet.lessons import previews

    with files.atomic(path) as part:
        previews.sheet(batch).save(part)
