"""Only tiles that show something else are drawn again, and they come out as if all were drawn."""

import hashlib
import os
from pathlib import Path

import numpy as np
import pytest

from cabinet.map import arrays, detail, geometry, layout, occupancy, subtrees
from cabinet.map.tiles import Sheet
from tests.cabinet.map.map_samples import save

COUNT, DEPTH = 130, 5
random = np.random.default_rng(4)


def laid_out() -> np.ndarray:
    """Return a layout of two islands."""
    points = random.normal(size=(COUNT, 2)) + np.array([[6, 0]]) * (np.arange(COUNT) % 2)[:, None]
    placed = layout.spread(points, DEPTH)
    first, full = detail.levels_of_detail(placed, random.normal(size=(COUNT, 8)), DEPTH)
    x, y = geometry.to_world(placed, DEPTH).T
    images = np.array([f"{number:03}" for number in range(COUNT)], "S64")
    columns = {"x": x, "y": y, "first_zoom": first, "full_zoom": full}
    return arrays.table(arrays.LAYOUT, image=images, **columns)


def disc(path: Path, size: int = 40) -> None:
    """Write a disc of some colour as a sprite."""
    y, x = np.mgrid[-1 : 1 : size * 1j, -1 : 1 : size * 1j]
    picture = np.zeros((size, size, 4), np.uint8)
    picture[x**2 + y**2 < 0.9] = [*random.integers(20, 230, 3), 255]
    save(picture, path)


def drawing(table: np.ndarray, sprites: Path, folder: Path) -> subtrees.Drawing:
    sheet = Sheet(occupancy.Specimens.of(table))
    return subtrees.Drawing(
        sheet=sheet, sprites=sprites, folder=folder, kind="png", quality=80, scales=(1, 2)
    )


def draw(one: subtrees.Drawing) -> list[str]:
    """Draw what is stale, as the stage does; return the subtrees that were."""
    stale = [root for root in one.sheet.roots if not one.is_fresh(root)]
    for root in stale:
        manifest = one.manifest(root)
        manifest.parent.mkdir(parents=True, exist_ok=True)
        part = manifest.with_name(".part.json")
        one.draw(root, part)
        part.replace(manifest)
    return stale


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*.png")
    }


def showing(table: np.ndarray, rows: list[int]) -> set[str]:
    """Return the tiles whose pixels some specimens, or their shadows, can reach."""
    found = set()
    specimens = occupancy.Specimens.of(table)
    for zoom in range(DEPTH + 1):
        for row in rows:
            if specimens.first[row] > zoom:
                continue
            wide = 128 / 2 ** max(int(specimens.full[row]) - zoom, 0)
            place = specimens.placed[row] / 2 ** (DEPTH - zoom)
            low, high = ((place + sign * (0.57 * wide + 3)) // 256 for sign in (-1, 1))
            for x in range(max(int(low[0]), 0), int(high[0]) + 1):
                for y in range(max(int(low[1]), 0), int(high[1]) + 1):
                    found |= {f"{kind}/{zoom}/{x}/{y}.png" for kind in ("tiles", "tiles@2x")}
    return found


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[np.ndarray, Path]:
    folder = tmp_path_factory.mktemp("map")
    table = laid_out()
    (folder / "sprites").mkdir()
    for image in arrays.names(table):
        disc(folder / "sprites" / f"{image}.jpg")
    draw(drawing(table, folder / "sprites", folder / "data"))
    return table, folder


def test_ten_changed_sprites_touch_only_the_tiles_that_show_them(
    drawn: tuple[np.ndarray, Path], tmp_path: Path
) -> None:
    table, folder = drawn
    one = drawing(table, folder / "sprites", folder / "data")
    assert draw(one) == []
    before = hashes(folder / "data")
    times = {name: (folder / "data" / name).stat().st_mtime_ns for name in before}
    rows = random.choice(COUNT, 10, replace=False).tolist()
    for row in rows:
        disc(folder / "sprites" / f"{row:03}.jpg")
        os.utime(folder / "sprites" / f"{row:03}.jpg", ns=(row, row))
    assert draw(one)
    after = hashes(folder / "data")
    written = {
        name for name in after if (folder / "data" / name).stat().st_mtime_ns != times.get(name)
    }
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed <= written <= showing(table, rows)
    assert len(written) < len(after) / 2
    assert draw(one) == []
    draw(drawing(table, folder / "sprites", tmp_path))
    assert hashes(tmp_path) == after, "as if all were drawn anew"


def test_who_goes_and_who_comes_touches_only_its_tiles(
    drawn: tuple[np.ndarray, Path], tmp_path: Path
) -> None:
    table, folder = drawn
    before = hashes(folder / "data")
    gone = [3, 77]
    later = np.delete(table, gone)
    disc(folder / "sprites" / "new.jpg")
    later["image"][-1] = b"new"  # in the place of the last
    one = drawing(later, folder / "sprites", folder / "data")
    draw(one)
    after = hashes(folder / "data")
    changed = {name for name in before | after if after.get(name) != before.get(name)}
    assert changed <= showing(table, [*gone, COUNT - 1])
    draw(drawing(later, folder / "sprites", tmp_path))
    assert hashes(tmp_path) == after
    sprite = folder / "sprites" / "new.jpg"
    sprite.unlink()
    draw(one)
    told = [subtrees.noted(one.manifest(root)) for root in one.sheet.roots]
    assert any(note["without"] == ["new"] for note in told)
