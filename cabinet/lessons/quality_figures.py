"""How right the quality network is on graded cutouts that it never saw, and how sure."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cabinet.lessons import graded, gradings
from cabinet.lessons.graded import Graded
from cabinet.networks import checkpoints, figures, quality
from cabinet.networks.figures import Figure
from cabinet.pictures.framing import Pixels, on_ground, upright_picture

BATCH = 64
BINS = 10  # of confidence, for the calibration error


@dataclass(frozen=True)
class Answers:
    """Tested cutouts: their rows, thumbnails, the network's chances [n, 3] and true grades [n]."""

    rows: list[Graded]
    thumbnails: list[Pixels]
    chances: NDArray[np.float64]
    true: NDArray[np.int64]

    @property
    def wrong(self) -> list[int]:
        """Return the rows whose true grade the network thinks least likely, worst first."""
        return [int(row) for row in np.argsort(self.chances[range(len(self.true)), self.true])]


def answers(folder: Path, models: Path, kept: Path) -> Answers:
    """Return the network's answers for the graded cutouts that test it."""
    cutter = graded.Cutter(folder, models, kept)
    rows, thumbnails = [], []
    for row, picture in cutter.pictures(row for row in graded.read() if row.part == graded.TEST):
        rows.append(row)
        small = upright_picture(picture, 0.0, quality.SIDE)
        thumbnails.append(on_ground(small))
    network = checkpoints.load(models / "quality.safetensors", quality.QualityNetwork)
    starts = range(0, len(rows), BATCH)
    found = [quality.chances(network, thumbnails[start : start + BATCH]) for start in starts]
    true = np.array([quality.GRADES.index(row.quality) for row in rows])
    return Answers(rows, thumbnails, np.concatenate(found) if found else np.zeros((0, 3)), true)


def measured(found: Answers) -> Iterator[Figure]:
    """Yield the figures: all tested cutouts, those of this chain alone, and the calibration."""
    named = np.array([row.specimen for row in found.rows])
    chances, true = found.chances, found.true
    right, sure = chances.argmax(1) == true, chances.max(1)

    def balanced(rows: NDArray[np.int64]) -> float:
        return 100 * gradings.balanced(chances[rows], true[rows])

    def error(rows: NDArray[np.int64]) -> float:
        return 100 * calibration_error(chances[rows], true[rows])

    yield figures.drawn_anew("balanced accuracy, 3 grades", balanced, list(named))
    yield figures.mean("accuracy", right, list(named))
    parts = {f"{grade} ones called {grade}": true == n for n, grade in enumerate(quality.GRADES)}
    parts["this chain's own cutouts: accuracy"] = np.array(
        [row.cut == "cabinet" for row in found.rows]
    )
    parts["the surer half: accuracy"] = sure >= np.median(sure)
    for title, part in parts.items():
        if part.any():
            yield figures.mean(title, right[part], list(named[part]))
    yield figures.drawn_anew("expected calibration error, 10 bins", error, list(named))


def calibration_error(chances: NDArray[np.float64], true: NDArray[np.int64]) -> float:
    """Return how far confidence is from being right, 0..1, averaged over ten bins (Guo 2017)."""
    sure, right = chances.max(1), chances.argmax(1) == true
    bins = np.minimum((sure * BINS).astype(np.int64), BINS - 1)
    parts = [bins == number for number in np.unique(bins)]
    away = [abs(sure[part].mean() - right[part].mean()) * part.mean() for part in parts]
    return float(np.sum(away))
