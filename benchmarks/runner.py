"""What the runner itself costs: 716,000 items that are next to nothing to make.

    python -m benchmarks runner [items]

A stage that copies a tiny picture for each item, one in a thousand failing: seconds until the first
item, milliseconds for each, and a second run where all is done. Two workers.
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.sidebyside import ROOT, Row, child, main

FULL = 716_000
STAGE = '''"""Copy tiny pictures."""
import os, sys, time
sys.path.insert(0, {root!r})
from pathlib import Path
from cabinet.stage import Stage
from cabinet.outcomes import Rejected
from config import Config

def items(config):
    return (f"i{{number:032x}}" for number in range({count}))

def make(config, item, path):
    begun = config.path("begun")
    if not begun.exists():
        begun.write_text(str(time.time()))
    if item.endswith("3e8"):
        raise Rejected("one in a thousand or so")
    path.write_bytes(b"tiny")

STAGE = Stage(reads=(), writes="data/tiny/{{}}.jpg", items=items, make=make)
if __name__ == "__main__":
    STAGE.main()
'''


def rows() -> Iterator[Row]:
    """Run the stage twice."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else FULL
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        script = here / "dry_run.py"
        script.write_text(STAGE.format(root=str(ROOT), count=count))
        (here / "collection/data").mkdir(parents=True)
        command = (sys.executable, script, "--collection", here / "collection", "--workers", 2)
        started = time.time()
        first = child(*command)
        begun = float((here / "collection/begun").read_text()) - started
        again = child(*command)
        receipt = json.loads((here / "collection/data/receipts/dry_run.json").read_text())
    print(f"  {receipt['counts']}")
    each, spent = (1000 * first[kind] / count for kind in ("wall", "processor"))
    told = f"{each:.2f} ms an item ({spent:.2f} ms of a processor), {first['peak']:.2f} GB"
    yield Row(f"the runner, {count:,} items", "-", "≤ 1 ms an item", told, spent <= 1)
    yield Row("the runner, first item", "-", "≤ 10 s", f"{begun:.1f} s", begun <= 10)
    told = f"{again['wall']:.1f} s ({again['processor']:.1f} s of a processor)"
    yield Row("the runner, all done", "-", "≤ 10 s", told, again["processor"] <= 10)


if __name__ == "__main__":
    main(rows)
