"""Run the benchmarks, one process each, and print the table of all.

    python -m benchmarks [NAME ...]            all, or those named: decode, tsne, ...

Peers are those of benchmarks/requirements.txt, and aria2c; what is absent is skipped and named.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.sidebyside import RESULTS, ROOT, Row, table

ALL = {
    "fetching": "download", "decode": "JPEG", "cutting": "cut-outs", "upright": "turned, shrunk",
    "encode": "thumbnails and codes", "near": "neighbours", "embedding": "t-SNE",
    "apart": "moving apart", "pyramid": "tiles", "records": "viewer data", "export": "metadata",
    "speed": "the networks", "runner": "the runner itself", "cluster": "more than one machine",
}  # fmt: skip


def machine() -> str:
    """Return the class of this machine."""
    names = [line for line in cpu_facts() if line.startswith("model name")]
    name = names[0].split(":")[1].strip() if names else "unknown processor"
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{os.cpu_count()} cores of {name}, {gigabytes:.0f} GB"


def cpu_facts() -> list[str]:
    """Return what Linux tells about the processors."""
    facts = Path("/proc/cpuinfo")
    return facts.read_text().splitlines() if facts.exists() else []


def measure(name: str) -> list[Row]:
    """Run one benchmark in a process of its own; a failed one has a row that says so."""
    print(f"\n## {name}: {ALL[name]}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder, "rows.json")
        command = [sys.executable, "-m", f"benchmarks.{name}"]
        run = subprocess.run(
            command, cwd=ROOT, env={**os.environ, RESULTS: str(results)}, check=False
        )
        if run.returncode or not results.exists():
            return [Row(ALL[name], "-", "-", f"failed with status {run.returncode}", False)]
        return [Row(**row) for row in json.loads(results.read_text())]


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *ALL], metavar="NAME")
    names = parser.parse_args().names or list(ALL)
    print(f"{time.strftime('%F %H:%M %Z')}; {machine()}; load {os.getloadavg()[0]:.1f}")
    rows = [row for name in names for row in measure(name)]
    print(f"\n{table(rows)}\n\nload average at the end: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
