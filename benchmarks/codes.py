"""Measure the autoencoder on real swallowtails, beside principal axes of pixels.

    python benchmarks/codes.py [FOLDER OF REAL DATA [WEIGHTS]]

Prints how often the five nearest codes (other views of the same specimen excluded) name species and
genus rightly: for species that training never saw, for held-out specimens of species that it saw,
for both together and for all; how like the paintings are to their originals inside the mask; and
how faithful the map is that create_tsne makes of the codes. 95 % intervals, specimens drawn anew.
PCA-128 is fitted to the trained specimens, at 32 x 32 for codes and at 128 x 128 for painting.
"""

import sys
from pathlib import Path

from cabinet.lessons import code_figures

ROOT = Path(__file__).resolve().parent.parent
FOLDER, WEIGHTS = ROOT.parent / "shared" / "data", ROOT / "trained_models/autoencoder.safetensors"


def figures(folder: Path = FOLDER, weights: Path = WEIGHTS) -> list[code_figures.Figure]:
    """Return the rows of the table: name, value, low, high, count, unit."""
    return code_figures.figures(folder, weights)


def main() -> None:
    """Print the table."""
    for figure in figures(*(Path(argument) for argument in sys.argv[1:])):
        print(figure)


if __name__ == "__main__":
    main()
