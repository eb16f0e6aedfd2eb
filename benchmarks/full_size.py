"""The chain after the cutouts at full size: seconds and memory of each stage, as it grows.

    python -m benchmarks.full_size FOLDER [--specimens N ...] [--only STAGE ...] [--like COLLECTION]

Makes a collection of N specimens in FOLDER/N, unless it is there: codes of a tree of genera and
species (`benchmarks.invented`), records of real length, and sprites that are hard links to a few
hundred, those of --like (a collection with data/sprites and data/metadata.csv) or drawn ones. A
species keeps its sprites, so the map can be looked at. Then the stages run as a user runs them,
each measured, and what was measured before is told again: FOLDER/N/measured.json. `peak` is the
memory of a stage with all its workers, what they share counted once. As sprites are linked, they
come from a warm cache: of a real collection some 14 GB would be read from disk.
Tiles are drawn four times, and only those of the last --only are left.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from benchmarks import invented, large_map, samples
from benchmarks.sidebyside import ROOT
from cabinet.drawn.taxonomy import all_species
from cabinet.map import arrays
from cabinet.pictures import sprite_files
from cabinet.pictures.framing import premultiplied

SIZES = (10_000, 50_000, 200_000, 716_000)
TILES = {"jpeg": ("jpeg", False), "jpeg@2x": ("jpeg", True), "webp": ("webp", False),
         "webp@2x": ("webp", True)}  # fmt: skip
STAGES = ("create_tsne", "move_points", "create_json", *TILES)
GENERA_A_FAMILY = 25
JUDGED = 2_000  # specimens whose neighbours are compared with those of all
NEAR = 15


def make(folder: Path, count: int, like: Path | None) -> None:
    """Write codes, catalogue and sprites."""
    data = folder / "data"
    (data / "sprites").mkdir(parents=True, exist_ok=True)
    codes, species, genus = invented.tree(count)
    family = np.arange(genus.max() + 1) // GENERA_A_FAMILY
    table = large_map.catalogue(np.random.default_rng(5), species, genus, family)
    table.to_csv(data / "metadata.csv", index=False)
    images = table["image"].to_numpy("S64")
    arrays.save(data / "latent_codes.npy", arrays.table(arrays.CODES, image=images, code=codes))
    kinds = alike(like, folder / "kinds") if like else drawn(folder / "kinds")
    of_species = [kinds[number % len(kinds)][turn % len(kinds[number % len(kinds)])]
                  for turn, number in enumerate(genus.tolist())]  # fmt: skip
    turn = np.random.default_rng(6).integers(0, 1 << 30, count).tolist()
    for image, which, any_of in zip(table["image"], species.tolist(), turn, strict=True):
        those = of_species[which]
        os.link(those[any_of % len(those)], data / f"sprites/{image}.jpg")


def drawn(folder: Path) -> list[list[list[Path]]]:
    """Return sprites of drawn specimens, by genus and species."""
    kinds: dict[str, dict[str, list[Path]]] = defaultdict(lambda: defaultdict(list))
    species = all_species()
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(4 * len(species)):
        genus, one = species[number % len(species)]
        path = folder / f"{number}.jpg"
        if not path.exists():
            path.write_bytes(sprite_files.encoded(premultiplied(samples.sprite(number))))
        kinds[genus.name][one.epithet].append(path)
    return [list(of.values()) for of in kinds.values()]


def alike(collection: Path, folder: Path) -> list[list[list[Path]]]:
    """Return copies of the sprites of a collection, by genus and species."""
    folder.mkdir(parents=True, exist_ok=True)
    table = pd.read_csv(collection / "data/metadata.csv", dtype=str, keep_default_na=False)
    kinds: dict[str, dict[str, list[Path]]] = defaultdict(lambda: defaultdict(list))
    for row in table.itertuples():
        path = collection / f"data/sprites/{row.image}.jpg"
        if path.exists():
            copied = Path(shutil.copy(path, folder))
            kinds[str(row.genus)][str(row.specificEpithet)].append(copied)
    return [list(of.values()) for of in kinds.values()]


class Memory(threading.Thread):
    """Watches a process with all below it: the most memory that they held at one time, in GB."""

    def __init__(self, process: int) -> None:
        """Keep whom to watch."""
        super().__init__(daemon=True)
        self.process, self.peak, self.ended = process, 0.0, threading.Event()

    def run(self) -> None:
        """Look four times a second."""
        while not self.ended.wait(0.25):
            total = sum(map(held, family(self.process)))
            self.peak = max(self.peak, total / 1e6)


def family(process: int) -> list[int]:
    """Return a process and all that it started, and so on."""
    found = [process]
    for number in found:
        for task in Path(f"/proc/{number}/task").glob("*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:
                continue
    return found


def held(process: int) -> int:
    """Return the kB of a process; what it shares is shared out among those that share it."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def run(stage: str, folder: Path, workers: int) -> dict[str, object]:
    """Run a stage and return what it took."""
    command = [sys.executable, str(ROOT / f"{stage}.py")]
    if stage in TILES:
        kind, hq = TILES[stage]
        shutil.rmtree(folder / "server/data/tiles", ignore_errors=True)
        shutil.rmtree(folder / "server/data/tiles@2x", ignore_errors=True)
        command = [sys.executable, str(ROOT / "create_tiles.py"), "--tile-format", kind,
                   "--create-hq-tiles" if hq else "--no-create-hq-tiles"]  # fmt: skip
    if workers:
        command += ["--workers", str(workers)]
    begun, load = time.perf_counter(), os.getloadavg()[0]
    before = os.times()
    process = subprocess.Popen([*command, "--redo", "--collection", str(folder)])
    memory = Memory(process.pid)
    memory.start()
    status = process.wait()
    wall = time.perf_counter() - begun
    memory.ended.set()
    memory.join()
    now = os.times()
    spent = now.children_user + now.children_system - before.children_user - before.children_system
    return {
        "seconds": round(wall, 1), "processor": round(spent, 1), "peak": round(memory.peak, 2),
        "status": status, "load": round(load, 1), "when": time.strftime("%F %H:%M"),
    }  # fmt: skip


def judged(folder: Path) -> dict[str, object]:
    """Return how faithful the map is, of some specimens among all.

    `kept`: the share of the 15 nearest by code that are so on the map; `trust`: trustworthiness of
    those on the map (Venna and Kaski, 2001).
    """
    codes = np.ascontiguousarray(arrays.load(folder / "data/latent_codes.npy")["code"])
    places = arrays.points(arrays.load(folder / "data/embedding.npy"))
    count = len(codes)
    rows = np.random.default_rng(0).choice(count, min(JUDGED, count), replace=False)
    shown = cKDTree(places).query(places[rows], NEAR + 1)[1]
    squares = np.einsum("nd,nd->n", codes, codes)
    shared = penalty = 0
    for part in np.array_split(np.arange(len(rows)), -(-len(rows) // 50)):
        away = squares - 2 * codes[rows[part]] @ codes.T
        away[np.arange(len(part)), rows[part]] = np.inf
        for line, who, near in zip(away, rows[part], shown[part], strict=True):
            those = line[near[near != who][:NEAR], None]
            ranks = (line[None] < those).sum(1) + 1
            shared += int((ranks <= NEAR).sum())
            penalty += int(np.maximum(ranks - NEAR, 0).sum())
    trust = 1 - 2 * penalty / (len(rows) * NEAR * (2 * count - 3 * NEAR - 1))
    return {"kept": round(shared / (len(rows) * NEAR), 4), "trust": round(trust, 5)}


def weighed(folder: Path) -> dict[str, object]:
    """Return how many tiles there are, and how much they weigh."""
    server = folder / "server/data"
    files = [path for name in ("tiles", "tiles@2x") for path in (server / name).rglob("*.*")]
    sizes = [path.stat().st_size for path in files if path.suffix != ".json"]
    return {"tiles": len(sizes), "GB": round(sum(sizes) / 1e9, 2)}


def table(folder: Path) -> str:
    """Return the table of all that was measured."""
    lines = ["| specimens | stage | seconds | of processors | peak, GB | |", "|-|-|-|-|-|-|"]
    for path in sorted(folder.glob("*/measured.json"), key=lambda one: int(one.parent.name)):
        for stage, facts in json.loads(path.read_text()).items():
            beside = ", ".join(f"{name} {facts[name]}" for name in facts
                               if name not in ("seconds", "processor", "peak"))  # fmt: skip
            lines.append(f"| {int(path.parent.name):,} | {stage} | {facts['seconds']} | "
                         f"{facts['processor']} | {facts['peak']} | {beside} |")  # fmt: skip
    return "\n".join(lines)


def main() -> None:
    """Make what is absent, run what is asked for, and print the table."""
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=formatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--specimens", type=int, nargs="*", default=SIZES)
    parser.add_argument("--only", nargs="*", choices=[*STAGES, []], default=list(STAGES))
    parser.add_argument("--like", type=Path)
    parser.add_argument("--workers", type=int, default=0)
    asked = parser.parse_args()
    for count in asked.specimens:
        folder = asked.folder / str(count)
        if not (folder / "made").exists():
            make(folder, count, asked.like)
            (folder / "made").touch()
        measured = folder / "measured.json"
        for stage in asked.only:
            facts = run(stage, folder, asked.workers)
            facts |= judged(folder) if stage == "create_tsne" else {}
            facts |= weighed(folder) if stage in TILES else {}
            known = json.loads(measured.read_text()) if measured.exists() else {}
            measured.write_text(json.dumps(known | {stage: facts}, indent=1) + "\n")
            print(count, stage, facts, flush=True)
    print(table(asked.folder))


if __name__ == "__main__":
    main()
