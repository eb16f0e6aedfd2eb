"""How right the classifier is at several working sizes, on photographs that it never saw.

    python benchmarks/classifier.py ../shared/data [--working-size 384 512 640] [--mirrored]

At the chain's own size, `python evaluate.py classifier` measures the same, and writes it into the
model card.
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from cabinet.lessons import classifier_figures  # noqa: E402 - the path comes first
from cabinet.networks import figures  # noqa: E402
from cabinet.pictures.looking import Looking  # noqa: E402
from config import Config  # noqa: E402


def main() -> None:
    """Print a table for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--working-size", type=int, nargs="+", default=[512])
    parser.add_argument("--mirrored", action="store_true", help="look mirrored, too")
    asked = parser.parse_args()
    for size in asked.working_size:
        look = classifier_figures.Look(
            Looking(
                weights=ROOT / "trained_models/classifier.safetensors",
                locator=ROOT / "trained_models/locator.safetensors",
                working_size=size,
                mirrored=asked.mirrored,
                closer_below=Config().closer_below,
                finer=True,
            )
        )
        found, _ = classifier_figures.measured(asked.folder, look)
        print(f"at {size} px\n{figures.table(found)}\n")


if __name__ == "__main__":
    main()
