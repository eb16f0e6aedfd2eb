"""The museum's export to metadata.csv: Cabinet beside a csv loop and polars.

    python -m benchmarks export [specimens]          (the museum's full size: 1039840)

Each runs in a process of its own on two threads, its peak of memory counted. The peers keep the
same rows (Lepidoptera, no photographs of labels) and fewer columns, and check nothing: no odd
dialects, no licences, no double photographs.
"""

import csv
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import metadata
from benchmarks.sidebyside import Row, absent, child, main, peer

COUNT = 200_000
COLUMNS = ("occurrenceID", "catalogNumber", "scientificName", "order", "family", "genus", "sex",
           "specificEpithet", "typeStatus", "country", "stateProvince", "locality", "recordedBy",
           "decimalLatitude", "decimalLongitude", "year", "month", "day")  # fmt: skip


def csv_loop(data: Path, into: Path) -> None:
    """Join with the standard library's csv."""
    specimens = {}
    with (data / "occurrence.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["order"] == "Lepidoptera":
                specimens[row["_id"]] = [row[name] for name in COLUMNS]
    with (
        (data / "multimedia.csv").open(newline="", encoding="utf-8") as file,
        into.open("w", newline="", encoding="utf-8") as out,
    ):
        writer = csv.writer(out)
        writer.writerow(["image", *COLUMNS, "identifier", "license"])
        for row in csv.DictReader(file):
            known = specimens.get(row["_id"])
            if known and "_label_" not in row["title"]:
                image = row["identifier"].rsplit("/", 1)[-1]
                writer.writerow([image, *known, row["identifier"], row["license"]])


def by_polars(data: Path, into: Path) -> None:
    """Join with polars, lazily."""
    import polars

    text = {"infer_schema": False}
    specimens = polars.scan_csv(data / "occurrence.csv", **text).filter(
        polars.col("order") == "Lepidoptera"
    )
    photographs = polars.scan_csv(data / "multimedia.csv", **text).filter(
        ~polars.col("title").str.contains("_label_", literal=True)
    )
    joined = photographs.join(specimens.select("_id", *COLUMNS), on="_id")
    image = polars.col("identifier").str.split("/").list.last().alias("image")
    joined.select(image, *COLUMNS, "identifier", "license").collect().write_csv(into)


def images(path: Path) -> set[str]:
    """Return the images of a table."""
    with path.open(newline="", encoding="utf-8") as file:
        return {row["image"] for row in csv.DictReader(file)}


def rows() -> Iterator[Row]:
    """Write an export, run all, and yield the rows."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    photographs = count * metadata.PHOTOGRAPHS // metadata.SPECIMENS
    work = f"metadata, {count:,} × {photographs:,} rows"
    with tempfile.TemporaryDirectory() as name:
        data = Path(name, "data")
        data.mkdir()
        chance = random.Random(1)
        metadata.write_specimens(data / "occurrence.csv", count, chance)
        metadata.write_photographs(data / "multimedia.csv", photographs, count, chance)
        here = (sys.executable, "-m", "benchmarks.export")
        ours = child(sys.executable, "create_metadata.py", "--collection", name)
        sides = {"csv loop": child(*here, "csv_loop", data, data / "loop.csv")}
        found = {"Cabinet": images(data / "metadata.csv"), "csv loop": images(data / "loop.csv")}
        if peer("polars"):
            sides["polars"] = child(*here, "by_polars", data, data / "polars.csv")
            found["polars"] = images(data / "polars.csv")
    assert ours["status"] == 0
    assert len(found["Cabinet"]) > count // 2
    for side, there in found.items():
        print(f"  {side:<44} {len(there):,} photographs")
        assert there == found["Cabinet"], side
    told = f"{ours['wall']:.1f} s ({ours['processor']:.1f} s of a processor), {ours['peak']:.2f} GB"
    for side, goal, most in (("csv loop", "-", None), ("polars", "≤ 2×, ≤ 2 GB", 2.0)):
        if side not in sides:
            yield absent(work, side, goal)
            continue
        other = sides[side]
        times = ours["processor"] / other["processor"]
        wall = ours["wall"] / other["wall"]
        yield Row(work, side, goal, f"{wall:.2f}× its time, {times:.2f}× of a processor; {told}; "
                  f"theirs {other['wall']:.1f} s ({other['processor']:.1f} s), "
                  f"{other['peak']:.2f} GB",
                  None if most is None else times <= most and ours["peak"] <= 2)  # fmt: skip


if __name__ == "__main__":
    if len(sys.argv) == 4:
        {"csv_loop": csv_loop, "by_polars": by_polars}[sys.argv[1]](*map(Path, sys.argv[2:]))
    else:
        main(rows)
