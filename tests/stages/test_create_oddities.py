import csv
import os
from pathlib import Path

from PIL import Image, ImageDraw


def thumbnail(folder: Path, name: str, *, whole: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    picture = Image.new("RGB", (128, 128), "white")
    ImageDraw.Draw(picture).ellipse((20, 30, 108, 90), fill=(120, 80, 40))
    if not whole:
        picture.paste("white", (0, 0, 60, 128))
    picture.save(folder / f"{name}.jpg")


def listed(collection: Path) -> dict[str, float]:
    with (collection / "data/oddities.csv").open(newline="") as file:
        return {row["image"]: float(row["mismatch"]) for row in csv.DictReader(file)}


def test_only_new_thumbnails_are_read(tmp_path: Path, run_script) -> None:
    folder = tmp_path / "data/images_rotated_128"
    thumbnail(folder, "half", whole=False)
    thumbnail(folder, "whole", whole=True)
    (folder / "torn.jpg").write_bytes(b"no picture")
    assert run_script("create_oddities.py", "--collection", tmp_path).returncode == 0
    first = listed(tmp_path)
    assert set(first) == {"half", "whole"}
    assert first["half"] > 0.08 > first["whole"]

    written = tmp_path / "data/oddities.csv"
    kept = written.read_text().replace("whole,0", "whole,9")  # what is not read again stays
    assert all(0 < float(line.split(",")[2]) < 1 for line in kept.splitlines()[1:])
    made = written.stat().st_mtime_ns
    for path in folder.glob("*.jpg"):
        os.utime(path, ns=(made - 10_000_000_000,) * 2)
    written.write_text(kept)
    thumbnail(folder, "new", whole=True)
    assert run_script("create_oddities.py", "--collection", tmp_path).returncode == 0
    again = listed(tmp_path)
    assert again["whole"] > 9
    assert again["new"] < 0.08
    ended = run_script("create_oddities.py", "--collection", tmp_path)
    assert "nothing is due" in ended.stdout
