"""The viewer's data: what a record weighs, beside JSON files of whole records by tile.

    python -m benchmarks records [specimens]

Writes an invented map with texts of real length (benchmarks/large_map.py), runs create_json.py, and
counts: every specimen once, and bytes a record as served (gzip). Beside it, as the ancestor does:
for each tile of the deepest zoom but one a JSON of its records, here gzipped, too.
"""

import gzip
import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import large_map
from benchmarks.sidebyside import Row, child, main
from cabinet.map import arrays

COUNT = 20_000
SHOWN = ("occurrenceID", "catalogNumber", "scientificName", "family", "sex", "country", "locality",
         "eventDate", "recordedBy", "decimalLatitude", "decimalLongitude", "license")  # fmt: skip


def by_tile(folder: Path) -> tuple[float, int]:
    """Write whole records by tile; return seconds and bytes."""
    begun = time.perf_counter()
    table = pd.read_csv(folder / "data/metadata.csv", dtype=str, keep_default_na=False)
    places = np.load(folder / "data/layout.npy")
    records = {row["image"]: row for row in table.to_dict("records")}
    tiles = defaultdict(list)
    across = 2 ** max(int(np.log2(len(places)) / 2) - 2, 0)
    for row in places:
        image = row["image"].decode()
        tile = int((row["x"] + 1) / 2 * across), int((row["y"] + 1) / 2 * across)
        record = {name: records[image][name] for name in SHOWN}
        tiles[tile].append({"id": image, "x": float(row["x"]), "y": float(row["y"]), **record})
    into = folder / "by_tile"
    into.mkdir()
    size = 0
    for (x, y), found in tiles.items():
        packed = gzip.compress(json.dumps(found).encode())
        (into / f"{x}_{y}.json.gz").write_bytes(packed)
        size += len(packed)
    return time.perf_counter() - begun, size


def rows() -> Iterator[Row]:
    """Write, count, and yield the rows."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        large_map.make(folder, count)
        for script in ("move_points.py", "create_json.py"):
            run = child(sys.executable, script, "--collection", folder)
            assert run["status"] == 0, script
        facts = json.loads((folder / "server/data/map.json").read_text())
        version = folder / "server/data" / facts["version"]
        size = sum(path.stat().st_size for path in version.rglob("*.gz"))
        ids = "".join(gzip.decompress(path.read_bytes()).decode("latin-1")
                      for path in version.rglob("*.gz") if path.parent.name == "ids")  # fmt: skip
        images = arrays.names(arrays.load(folder / "data/layout.npy"))
        seconds, theirs = by_tile(folder)
    print(f"  {len(ids):,} bytes of ids for {len(images):,} specimens")
    each = size / count
    told = f"{each:.0f} B gzipped, theirs {theirs / count:.0f} B; {run['wall']:.1f} s"
    told += f" ({run['processor']:.1f} s of a processor), theirs {seconds:.1f} s;"
    told += f" {run['peak']:.2f} GB"
    yield Row(f"viewer's data, a record of {count:,}", "whole records by tile", "≤ 120 B gzipped",
              told, each <= 120)  # fmt: skip


if __name__ == "__main__":
    main(rows)
