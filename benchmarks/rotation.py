"""Measure the rotation network on real and drawn specimens that training never saw.

    python benchmarks/rotation.py [FOLDER OF REAL DATA]

Each held-out specimen is turned by known angles at full resolution, as a museum might have laid
it. Prints the absolute circular error in degrees, how many are off by more than 15 and 90 degrees,
and how well the confidence ranks: the error of the surest nine tenths. Angles set by eye are right
to a few degrees only; "by symmetry" compares with the specimen's own axis instead. The peer is the
long axis of the mask, which cannot tell up from down.
"""

import sys
from pathlib import Path

import cv2
import numpy as np

from cabinet.lessons import real_specimens, schooling
from cabinet.lessons.real_specimens import Specimen
from cabinet.networks import checkpoints, rotations, symmetry
from cabinet.networks.angles import wrapped
from cabinet.networks.rotations import RotationNetwork
from cabinet.pictures import framing

ROOT = Path(__file__).resolve().parent.parent
TURNS = 2  # of each specimen


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data"
    network = checkpoints.load(ROOT / "trained_models" / "rotation.safetensors", RotationNetwork)
    random = np.random.default_rng(11)
    ones = [*real_specimens.specimens(folder), *schooling.drawn(84, seed=99)]
    ones = [one for one in ones if one.rotation is not None]
    ones = [one for one in ones if one.held_out or one.source == "drawn"]
    print(f"{'':44}{'mean':>7}{'median':>8}{'p95':>7}{'> 15':>8}{'> 90':>8}{'sure 90 %':>11}")
    for source in sorted({one.source for one in ones}):
        report(source, [one for one in ones if one.source == source], network, random)


def report(
    source: str, ones: list[Specimen], network: RotationNetwork, random: np.random.Generator
) -> None:
    """Turn the specimens of a source and print how far the network is off."""
    pictures, by_eye, by_symmetry, axes = [], [], [], []
    for one in ones:
        own = symmetry.refined(framing.round_picture(framing.lifted(one.cutout)), one.rotation)[0]
        for turn in random.uniform(-180, 180, TURNS):
            cutout = turned(one.cutout, turn)
            pictures.append(framing.round_picture(framing.lifted(cutout)))
            by_eye.append(one.rotation - turn)
            by_symmetry.append(own - turn)
            axes.append(principal(cutout))
    proposed, _ = rotations.decoded(rotations.chances(network, pictures))
    found = rotations.upright(network, pictures)
    angles, confidence = np.array(found).T
    for title, answers, true in (
        ("network alone, by eye", proposed, by_eye),
        ("network and symmetry, by eye", angles, by_eye),
        ("network and symmetry, by symmetry", angles, by_symmetry),
        ("principal axis of the mask, by eye", np.array(axes), by_eye),
    ):
        errors = np.abs(wrapped(answers - np.array(true)))
        sure = errors[np.argsort(-confidence)][: int(0.9 * len(errors))].mean()
        print(
            f"{f'{source} ({len(errors)}) {title}':56.56}{errors.mean():7.2f}"
            f"{np.median(errors):8.2f}{np.percentile(errors, 95):7.2f}"
            f"{np.mean(errors > 15):8.2%}{np.mean(errors > 90):8.2%}{sure:11.2f}"
        )


def turned(cutout: np.ndarray, degrees: float) -> np.ndarray:
    """Return a cutout turned clockwise at full resolution."""
    picture = framing.premultiplied(cutout)
    side = int(np.hypot(*picture.shape[:2])) + 2
    matrix = framing.turning(degrees)
    middle = np.array(picture.shape[1::-1]) / 2
    full = np.column_stack([matrix, side / 2 - matrix @ middle])
    return framing.straight(cv2.warpAffine(picture, full, (side, side), flags=cv2.INTER_CUBIC))


def principal(cutout: np.ndarray) -> float:
    """Return the rotation that lays the mask's long axis level."""
    y, x = np.nonzero(cutout[..., 3] > 127)
    values, vectors = np.linalg.eigh(np.cov(x, y))
    across = vectors[:, values.argmax()]
    return float(-np.degrees(np.arctan2(across[1], across[0])))


if __name__ == "__main__":
    main()
