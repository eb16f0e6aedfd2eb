"""Draw the embedded collection, open the local museum, and run the whole chain on it.

python -m cabinet.demo --collection demo --count 400
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

from cabinet.chain import ROOT, run_with_museum
from cabinet.run import SOME_FAILED


def main() -> int:
    """Draw, serve, run; return 0 also where single photographs are broken, as some here are."""
    parser = argparse.ArgumentParser(
        prog="python -m cabinet.demo",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--collection", type=Path, default=Path("demo"), metavar="FOLDER")
    parser.add_argument("--count", type=int, default=400, metavar="N", help="photographs to draw")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws others")
    parser.add_argument("--port", type=int, default=8765, help="of the local museum")
    options = parser.parse_args()
    started = time.monotonic()
    drawing = [
        *(sys.executable, "-m", "cabinet.drawn", "--count", str(options.count)),
        *("--seed", str(options.seed), "--museum-port", str(options.port)),
        *("--collection", str(options.collection.absolute())),
    ]
    subprocess.run(drawing, cwd=ROOT, check=True)
    status = run_with_museum(options.collection, options.collection / "museum", options.port)
    print(f"demo: ready after {time.monotonic() - started:,.0f} s", flush=True)
    return 0 if status == SOME_FAILED else status


if __name__ == "__main__":
    sys.exit(main())
