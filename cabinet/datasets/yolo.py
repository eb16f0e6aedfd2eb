"""YOLO's text format, as Ultralytics reads it: boxes, outlines, and turned boxes.

Three datasets, detect/, segment/ and obb/, each with data.yaml, images/PART/IMAGE.jpg (links) and
labels/PART/IMAGE.txt: a line `class numbers...`, numbers as parts of the photograph's width and
height. Of several pieces of an outline, the largest is the line's.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cabinet.datasets import media
from cabinet.datasets.detections import Detection

PARTS = {"train": "train", "validation": "val", "test": "test"}  # the names that YOLO knows
TRAIN = "train"
Numbers = tuple[float, ...]


@dataclass(frozen=True)
class Line:
    """One specimen: its photograph, part, class and numbers."""

    image: str
    part: str
    label: str
    numbers: Numbers


def boxed(one: Detection) -> Numbers:
    """Return the middle of the box, its width and its height."""
    left, top, width, height = one.shape.relative_box
    return left + width / 2, top + height / 2, width, height


def outlined(one: Detection) -> Numbers:
    """Return x, y, x, y, ... of the largest piece's outline."""
    return _parts(one, [v + 0.5 for v in max(one.shape.outlines, key=_extent)])


def turned(one: Detection) -> Numbers:
    """Return x, y of the four corners, held within the photograph as YOLO wants them."""
    return _parts(one, [value for corner in one.corners for value in corner])


TASKS: dict[str, Callable[[Detection], Numbers]] = {
    "detect": boxed,
    "segment": outlined,
    "obb": turned,
}


def _extent(line: tuple[int, ...]) -> int:
    return (max(line[::2]) - min(line[::2])) * (max(line[1::2]) - min(line[1::2]))


def _parts(one: Detection, values: Sequence[float]) -> Numbers:
    size = (one.shape.width, one.shape.height)
    return tuple(min(1.0, max(0.0, value / size[at % 2])) for at, value in enumerate(values))


def part_of(one: Detection) -> str:
    """Return what YOLO calls a part; what is in none is trained on."""
    return PARTS.get(one.part, one.part) or TRAIN


def write(folder: Path, detections: Sequence[Detection], pictures: Path) -> None:
    """Write all three; `pictures` is the folder of photographs that images are linked from."""
    for task, numbers in TASKS.items():
        lines = [Line(one.image, part_of(one), one.label, numbers(one)) for one in detections]
        write_lines(folder / task, lines)
        for line in lines:
            picture = folder / task / "images" / line.part / f"{line.image}.jpg"
            picture.parent.mkdir(parents=True, exist_ok=True)
            media.brought(pictures / picture.name, picture)


def write_lines(folder: Path, lines: Sequence[Line]) -> None:
    """Write data.yaml and the labels of one dataset."""
    labels = sorted({line.label for line in lines})
    number = {label: place for place, label in enumerate(labels)}
    parts = sorted({line.part for line in lines} | {TRAIN, "val"})
    for part in parts:
        (folder / "labels" / part).mkdir(parents=True, exist_ok=True)
        (folder / "images" / part).mkdir(parents=True, exist_ok=True)
    for line in lines:
        told = " ".join(f"{value:.6f}" for value in line.numbers)
        path = folder / "labels" / line.part / f"{line.image}.txt"
        path.write_text(f"{number[line.label]} {told}\n", encoding="utf-8")
    names = [f"  {place}: {_quoted(label)}" for place, label in enumerate(labels)]
    places = [f"{part}: images/{part}" for part in parts]
    text = "\n".join([*places, "names:", *names, ""])  # beside the file, unless `path` says else
    (folder / "data.yaml").write_text(text, encoding="utf-8")


def _quoted(label: str) -> str:
    return '"' + label.replace("\\", "\\\\").replace('"', '\\"') + '"'


def read(folder: Path) -> list[Line]:
    """Return the lines of one dataset, by part and image."""
    return list(_lines(folder, _labels((folder / "data.yaml").read_text(encoding="utf-8"))))


def _lines(folder: Path, labels: Sequence[str]) -> Iterable[Line]:
    for path in sorted((folder / "labels").glob("*/*.txt")):
        for text in path.read_text(encoding="utf-8").splitlines():
            number, *values = text.split()
            label = labels[int(number)]
            yield Line(path.stem, path.parent.name, label, tuple(map(float, values)))


def _labels(yaml: str) -> list[str]:
    """Return the names of our own data.yaml, whose last lines are `  NUMBER: "NAME"`."""
    rows = yaml.partition("names:\n")[2].splitlines()
    texts = [row.partition(": ")[2][1:-1] for row in rows if row.strip()]
    return [text.replace('\\"', '"').replace("\\\\", "\\") for text in texts]
