"""Measure the rotation network as `python evaluate.py rotation` does; no card is written.

python benchmarks/rotation.py [FOLDER OF REAL DATA]
"""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from cabinet.lessons import evaluation  # noqa: E402 - the path comes first
from cabinet.networks import figures  # noqa: E402


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data"
    with tempfile.TemporaryDirectory() as kept:
        given = evaluation.Given(folder, ROOT / "trained_models", Path(kept), 512, mirrored=True)
        print(figures.table(evaluation.rotation(given)[0]))


if __name__ == "__main__":
    main()
