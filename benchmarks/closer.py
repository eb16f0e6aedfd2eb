"""What closer looks gain on specimens that are small in their photographs, or lose on others.

    python benchmarks/closer.py FOLDER [--frames 24] [--locator FILE] [--sheet PICTURE]

FOLDER is a folder of training data. Cut out are its museums' photographs whose specimen is small,
by their masks; held-out specimens laid at 4, 8, 15 and 25 % of the longer side into frames of 2400
pixels, on held-out grounds (half of the held-out photographs, which no training and no choice of
weights saw); such frames without a specimen; and ordinary held-out photographs. Each with one look
of the classifier, with a second look at what was small, by the locator, and by both. Printed: IoU;
boundary F within 2 pixels of a specimen 512 pixels long; how many were missed (IoU below 0.5); for
frames without a specimen, how many cutouts were made. `--sheet` draws what was found by both.
"""

import argparse
import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from cabinet.lessons import far_frames, locating  # noqa: E402
from cabinet.lessons.photometry import relit  # noqa: E402
from cabinet.lessons.scenes import Scene, cut_out, emptied  # noqa: E402
from cabinet.networks import agreement  # noqa: E402
from cabinet.pictures import cutting, masks  # noqa: E402
from config import Config  # noqa: E402

Mask = NDArray[np.bool_]
Picture = NDArray[np.uint8]
SHARES = (0.04, 0.08, 0.15, 0.25)
SIZE = (1600, 2400)
BELOW = 0.4
MISSED = 0.5
GROUNDS = 1200  # pixels of the longer side of a ground, before it is spread


class Once(cutting.Cutter):
    """Looks where the locator says, and never at what was found at first."""

    def _where(self, one, logits):  # type: ignore[no-untyped-def]
        return [look for look in super()._where(one, logits) if look.box]


METHODS = {
    "one look": (Once, False),
    "two looks": (cutting.Cutter, False),
    "locator": (Once, True),
    "both": (cutting.Cutter, True),
}


@dataclass
class Case:
    """A photograph, where its specimen is, and to which table it belongs."""

    table: str
    name: str
    photograph: Picture
    truth: Mask


def share(mask: Mask) -> float:
    """Return how much of a frame's longer side what is in it takes."""
    return float(max(np.ptp(side) + 1 for side in np.nonzero(mask)) / max(mask.shape))


def real(folder: Path) -> list[Case]:
    """Return the museums' photographs that are small, or ordinary and held out."""
    found = []
    for pair in masks.pairs(folder):
        if not pair.source.startswith("museums/media") or not pair.mask:
            continue
        photograph, mask = pair.read()
        small = share(mask > 127) < BELOW
        if small or pair.held_out:
            table = "real, small" if small else "real, ordinary"
            name = f"{pair.image}{' (held out)' if pair.held_out else ''}"
            found.append(Case(table, name, photograph, mask > 127))
    return found


def laid(folder: Path, frames: int) -> list[Case]:
    """Lay held-out specimens into large frames, and make some without any."""
    given = [pair for pair, _ in locating.held_out(folder, tested=True)]
    cuts: dict[str, list[Picture]] = {}
    grounds: dict[str, list[Picture]] = {}
    for pair in given:
        scene = Scene(*pair.read())
        if scene.mask.any():
            cuts.setdefault(pair.source, []).extend(cut_out(scene))
        small = Scene(*pair.read(GROUNDS))
        ground = emptied(small) if small.mask.any() else small.photograph
        grounds.setdefault(pair.source, []).append(ground)
    print({s: len(v) for s, v in cuts.items()}, "specimens,", sum(map(len, grounds.values())), "grounds")  # fmt: skip  # noqa: E501
    found = []
    for row, part in enumerate((*SHARES, 0.0)):
        for number in range(frames):
            random = np.random.default_rng((7, row, number))
            pick = list(cuts)[number % len(cuts)]
            under = list(grounds)[int(random.integers(len(grounds)))]
            ground = grounds[under][int(random.integers(len(grounds[under])))]
            specimens = [cuts[pick][int(random.integers(len(cuts[pick])))]] if part else []
            frame = far_frames.frame(random, SIZE, ground, specimens, part)
            table = f"laid, {part:.0%}" if part else "none there"
            photograph = relit(frame.photograph, random)
            found.append(Case(table, f"{row}-{number}", photograph, frame.mask > 127))
    return found


def cut(cases: list[Case], method: str, weights: Path, folder: Path) -> dict[str, Mask]:
    """Return where the cutouts say that the specimens are, by the case's number."""
    kind, locates = METHODS[method]
    made = folder / method.replace(" ", "-")
    made.mkdir()
    cutter = kind(
        photographs=folder,
        cutouts=made,
        masks=made,
        given={},
        boxes={},
        weights=ROOT / "trained_models/classifier.safetensors",
        working_size=512,
        mirrored=Config().mirrored,
        closer_below=BELOW,
        finer=True,
        photograph_limit=0,
        locator=weights if locates else None,
    )
    paths = {str(number): made / f"{number}.png" for number in range(len(cases))}
    cutter.make(paths)
    found = {}
    for number, case in enumerate(cases):
        found[str(number)] = np.zeros(case.truth.shape, bool)
        if paths[str(number)].exists():
            lay(paths[str(number)], found[str(number)])
    return found


def lay(path: Path, found: Mask) -> None:
    """Mark where in its photograph a cutout lies."""
    with Image.open(path) as cutout:
        alpha, note = np.asarray(cutout.getchannel("A")), json.loads(cutout.info["Comment"])
    x, y, width, height = note["box"]
    top, left = (len(alpha) - height) // 2, (len(alpha) - width) // 2
    found[y : y + height, x : x + width] = alpha[top : top + height, left : left + width] > 127


def figures(case: Case, found: Mask) -> tuple[float, float, float]:
    """Return IoU, boundary F, and whether the specimen was missed, or was made of nothing."""
    if not case.truth.any():
        return float("nan"), float("nan"), float(found.any())
    reach = max(1.0, 2 / 512 * share(case.truth) * max(case.truth.shape))
    area = agreement.overlap(found, case.truth)
    return area, agreement.outline(found, case.truth, reach), float(area < MISSED)


def outlined(case: Case, found: Mask, side: int = 300) -> Picture:
    """Return the frame with the true box in green and the found one in red."""
    picture = case.photograph.copy()
    wide = max(2, max(picture.shape) // 300)
    for mask, colour in ((case.truth, (0, 200, 0)), (found, (255, 0, 0))):
        if mask.any():
            y, x = np.nonzero(mask)
            low, high = (int(x.min()), int(y.min())), (int(x.max()), int(y.max()))
            cv2.rectangle(picture, low, high, colour, wide)
    scale = side / max(picture.shape)
    size = [round(n * scale) for n in picture.shape[1::-1]]
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return np.pad(small, ((0, side - size[1]), (0, side - size[0]), (0, 0)))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--frames", type=int, default=24)
    parser.add_argument("--locator", type=Path, default=ROOT / "trained_models/locator.safetensors")
    parser.add_argument("--sheet", type=Path)
    parser.add_argument("--part", choices=("real", "laid", "all"), default="all")
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=list(METHODS))
    options = parser.parse_args()
    cases = real(options.folder) if options.part != "laid" else []
    cases += laid(options.folder, options.frames) if options.part != "real" else []
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for number, case in enumerate(cases):
            colours = cv2.cvtColor(case.photograph, cv2.COLOR_RGB2BGR)
            cv2.imwrite(str(folder / f"{number}.jpg"), colours, [cv2.IMWRITE_JPEG_QUALITY, 95])
        found = {name: cut(cases, name, options.locator, folder) for name in options.methods}
        pairs = [
            [folder / m / f"{n}.png" for m in ("two-looks", "both")] for n in range(len(cases))
        ]
        same = [[p.read_bytes() if p.exists() else b"" for p in pair] for pair in pairs]
    for table in dict.fromkeys(case.table for case in cases):
        numbers = [n for n, case in enumerate(cases) if case.table == table]
        alike = sum(same[n][0] == same[n][1] for n in numbers)
        told = (
            f"; {alike} the same by two looks and both"
            if {"two looks", "both"} <= found.keys()
            else ""
        )
        print(f"\n{table}: {len(numbers)} photographs{told}")
        for name in options.methods:
            rows = np.array([figures(cases[n], found[name][str(n)]) for n in numbers])
            area, edge, missed = rows[:, 0].mean(), rows[:, 1].mean(), int(rows[:, 2].sum())
            print(f"    {name:<12} IoU {area:.3f}  boundary F {edge:.3f}  missed or made of nothing {missed}")  # fmt: skip  # noqa: E501
            if table == "real, small":
                for n, row in zip(numbers, rows, strict=True):
                    print(f"        {cases[n].name:<32} IoU {row[0]:.3f}  boundary F {row[1]:.3f}")
    if options.sheet and "both" in found:
        shown = [n for n, case in enumerate(cases) if case.table != "real, ordinary"]
        cells = [outlined(cases[n], found["both"][str(n)]) for n in shown]
        cells += [np.zeros_like(cells[0])] * (-len(cells) % 6)
        lines = [np.hstack(cells[n : n + 6]) for n in range(0, len(cells), 6)]
        Image.fromarray(np.vstack(lines)).save(options.sheet)


if __name__ == "__main__":
    main()
