"""Draw the embedded collection, e.g. `python -m cabinet.drawn --count 400 --collection demo`."""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path


def main() -> None:
    """Read the arguments, draw, and say what was drawn."""
    parser = argparse.ArgumentParser(prog="python -m cabinet.drawn", description=__doc__)
    parser.add_argument("--count", type=int, default=400, help="photographs (default 400)")
    parser.add_argument("--seed", type=int, default=1, help="what all chance comes from (1)")
    parser.add_argument("--collection", type=Path, default=Path(), help="folder (default .)")
    parser.add_argument("--museum-port", type=int, default=8765, help="port in the export's URLs")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes")
    given = parser.parse_args()
    from cabinet.drawn.collection import write

    start = time.perf_counter()
    base = f"http://127.0.0.1:{given.museum_port}"
    drawn = write(given.collection, given.count, given.seed, base, workers=given.workers)
    spent = time.perf_counter() - start
    where = given.collection / "museum"
    said = f"{given.count} photographs in {where}"
    print(f"{said}, drawn in {spent:.0f} s" if drawn else f"{said} are drawn already")


if __name__ == "__main__":
    main()
