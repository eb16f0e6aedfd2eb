"""Every figure of the shipped weights, measured; tables, sheets of the worst ten, model cards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw
from tqdm import tqdm

from cabinet import files
from cabinet.networks import checkpoints, figures
from cabinet.networks.figures import Figure
from cabinet.pictures.framing import Pixels, on_ground

Shown = list[tuple[Pixels, str]]
WORST = 10
CELL, CAPTION = 360, 16  # pixels
NO_PHOTOGRAPHS = (
    "Measured on drawn specimens alone: name a folder of real photographs with --training-data."
)


@dataclass(frozen=True)
class Given:
    """What is measured, and on what."""

    folder: Path | None  # of real photographs
    models: Path
    kept: Path  # where cutouts are kept from one run to the next
    size: int
    mirrored: bool
    closer_below: float
    finer: bool


def classifier(given: Given) -> tuple[list[Figure], Shown]:
    """Measure the classifier."""
    from cabinet.lessons import classifier_figures
    from cabinet.pictures.looking import Looking

    look = classifier_figures.Look(
        Looking(
            weights=given.models / "classifier.safetensors",
            locator=given.models / "locator.safetensors",
            working_size=given.size,
            mirrored=given.mirrored,
            closer_below=given.closer_below,
            finer=given.finer,
        )
    )
    found, judged = classifier_figures.measured(given.folder, look)
    judged.sort(key=lambda one: one.overlap)
    return found, [(one.picture, f"{one.image} {one.overlap:.3f}") for one in judged]


def locator(given: Given) -> tuple[list[Figure], Shown]:
    """Measure the locator."""
    from cabinet.lessons import locator_figures

    if given.folder is None:
        return [], []
    weights = given.models / "locator.safetensors"
    found, answers = locator_figures.measured(given.folder, weights)
    answers.sort(key=lambda one: one[0])
    return found, [(picture, f"{name} {overlap:.2f}") for overlap, picture, name in answers]


def rotation(given: Given) -> tuple[list[Figure], Shown]:
    """Measure the rotation network."""
    from cabinet.lessons import rotation_figures

    found, shown = rotation_figures.measured(given.folder, given.models)
    shown.sort(key=lambda one: -one[0])
    return found, [(on_ground(picture), f"{name} {error:.1f}") for error, picture, name in shown]


def quality(given: Given) -> tuple[list[Figure], Shown]:
    """Measure the quality network."""
    from cabinet.lessons import quality_figures
    from cabinet.networks.quality import GRADES

    if given.folder is None:
        return [], []
    answers = quality_figures.answers(given.folder, given.models, given.kept)
    if not answers.rows:
        return [], []
    shown = []
    for row in answers.wrong[:WORST]:
        one, called = answers.rows[row], GRADES[answers.chances[row].argmax()]
        told = f"{one.image.split('/')[1]} {one.quality}, called {called}"
        shown.append((answers.thumbnails[row], told))
    return list(quality_figures.measured(answers)), shown


def autoencoder(given: Given) -> tuple[list[Figure], Shown]:
    """Measure the autoencoder, its codes, and the map of them."""
    from cabinet.lessons import code_figures

    if given.folder is None or not (given.folder / "swallowtails").is_dir():
        return [], []
    weights = given.models / "autoencoder.safetensors"
    found = code_figures.figures(given.folder, weights)
    return found, code_figures.worst(given.folder, weights, WORST)


NETWORKS: dict[str, Callable[[Given], tuple[list[Figure], Shown]]] = {
    "classifier": classifier,
    "locator": locator,
    "rotation": rotation,
    "quality": quality,
    "autoencoder": autoencoder,
}


def evaluate(name: str, given: Given, path: Path, sheet_path: Path) -> None:
    """Measure a network; write its figures to `path`, its worst ten as a picture beside them."""
    found, shown = NETWORKS[name](given)
    digest = checkpoints.digest(given.models / f"{name}.safetensors")[:12]
    lines = [f"{name}.safetensors {digest}", *map(str, found)]
    if given.folder is None:
        lines.append(NO_PHOTOGRAPHS)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if shown:
        with files.atomic(sheet_path) as part:
            sheet(shown[:WORST]).save(part, "PNG")


def publish(folder: Path, models: Path) -> None:
    """Print all tables, and write those that rest on real photographs into the model cards."""
    for name in NETWORKS:
        path = folder / f"{name}.txt"
        if path.is_file():
            lines = path.read_text(encoding="utf-8").rstrip()
            tqdm.write(lines + "\n")
            if NO_PHOTOGRAPHS not in lines:
                figures.into_card(models / f"{name}.md", lines)


def sheet(shown: Sequence[tuple[Pixels, str]], columns: int = 5) -> Image.Image:
    """Return pictures with captions side by side on grey."""
    rows = -(-len(shown) // columns)
    whole = Image.new("RGB", (columns * CELL, rows * (CELL + CAPTION)), (190, 197, 210))
    pen = ImageDraw.Draw(whole)
    for number, (pixels, caption) in enumerate(shown):
        picture = Image.fromarray(np.ascontiguousarray(pixels))
        scale = (CELL - 4) / max(picture.size)
        picture = picture.resize([max(1, round(side * scale)) for side in picture.size])
        x, y = number % columns * CELL, number // columns * (CELL + CAPTION)
        whole.paste(picture, (x + 2, y + CAPTION))
        pen.text((x + 4, y + 2), caption, fill=(20, 20, 20))
    return whole
