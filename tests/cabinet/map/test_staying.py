"""A map that is there stays, and says when it cannot."""

from pathlib import Path

import numpy as np
import pytest

from cabinet.map import arrays, detail, geometry, layout, staying


def a_map(path: Path, count: int = 300) -> np.ndarray:
    """Write an embedding of two islands, and return it."""
    random = np.random.default_rng(0)
    x = random.normal(size=count) + 10 * (np.arange(count) % 2)
    columns = {"x": x, "y": random.normal(size=count), "made_from": np.arange(count) + 1}
    images = np.array([f"{number:04}" for number in range(count)], "S64")
    table = arrays.table(arrays.EMBEDDED, image=images, **columns)
    arrays.save(path, table)
    return table


def kept(path: Path, images: np.ndarray, made_from: np.ndarray) -> staying.Kept | None:
    return staying.Kept.of(path, arrays.EMBEDDED, (images, made_from), 0.02)


def test_a_map_stays_unless_much_is_new_or_most_is_changed_or_gone(tmp_path: Path) -> None:
    path = tmp_path / "embedding.npy"
    assert kept(path, np.array(["a"], "S64"), np.array([1], np.uint64)) is None
    table = a_map(path)
    images, made_from = table["image"], table["made_from"]
    assert kept(path, images, made_from)
    assert kept(path, images[:200], made_from[:200]), "a hundred are gone"
    assert not kept(path, images[:100], made_from[:100])
    other = np.where(np.arange(300) < 100, 0, made_from)
    assert kept(path, images, other), "a hundred are changed"
    assert not kept(path, images, np.zeros(300, np.uint64)), "other weights change all"
    for new, stays in ((6, True), (7, False)):
        more = np.append(images, [f"new{number}".encode() for number in range(new)])
        assert bool(kept(path, more, np.append(made_from, np.zeros(new, np.uint64)))) is stays
    old = arrays.table(arrays.EMBEDDING, **{name: table[name] for name in ("image", "x", "y")})
    arrays.save(path, old)
    assert kept(path, images, made_from) is None, "it does not tell what it was made from"


def test_new_ones_come_among_their_like_and_known_ones_stay_exactly(tmp_path: Path) -> None:
    path = tmp_path / "embedding.npy"
    table = a_map(path)
    codes = np.random.default_rng(1).normal(size=(304, 16)).astype(np.float32)
    codes[:, 0] += 50 * (np.arange(304) % 2)  # the two islands
    gone = 7
    images = np.delete(np.append(table["image"], [b"w", b"x", b"y", b"z"]), gone)
    codes = np.delete(codes, gone, axis=0)
    found = kept(path, images, np.zeros(303, np.uint64) + 5)
    assert found is None, "all are changed"
    made_from = np.append(np.delete(table["made_from"], gone), np.zeros(4, np.uint64))
    found = kept(path, images, made_from)
    assert found
    places = staying.embedded(found, codes, 15)
    for name in ("x", "y"):
        before = np.delete(table[name], gone)
        assert places[name][:299].tobytes() == before.tobytes()
    side = places["x"][299:] > 5
    assert side.tolist() == [False, True, False, True]
    assert (np.abs(places["y"][299:]) < 2).all()


def test_one_far_neighbour_draws_nobody_between_two_groups() -> None:
    points = np.array([[[0.0, 0], [1, 0], [0, 1], [1, 1], [100, 100]]])
    assert np.abs(staying.amid(points)).max() < 1.1


@pytest.mark.parametrize("new", [0, 5])
def test_a_layout_keeps_its_rows_bit_for_bit_and_nobody_overlaps(tmp_path: Path, new: int) -> None:
    path, depth = tmp_path / "layout.npy", 5
    table = a_map(tmp_path / "embedding.npy")
    placed = layout.spread(arrays.points(table), depth)
    codes = np.random.default_rng(1).normal(size=(300, 16)).astype(np.float32)
    first, full = detail.levels_of_detail(placed, codes, depth)
    x, y = geometry.to_world(placed, depth).T
    columns = {"x": x, "y": y, "first_zoom": first, "full_zoom": full}
    before = arrays.table(
        arrays.LAID_OUT, image=table["image"], **columns, made_from=arrays.bits(table)
    )
    arrays.save(path, before)

    more = np.zeros(new, table.dtype)
    more["image"] = [f"new{number}".encode() for number in range(new)]
    more["x"], more["y"] = table["x"][:new] + 0.01, table["y"][:new]
    now = np.concatenate([more, table[10:]])
    found = staying.Kept.of(path, arrays.LAID_OUT, (now["image"], arrays.bits(now)), 0.02)
    assert found
    columns = staying.laid_out(found, now)
    assert columns is not None
    after = arrays.table(arrays.LAID_OUT, image=now["image"], **columns, made_from=arrays.bits(now))
    assert after[new:].tobytes() == before[10:].tobytes()
    places = geometry.to_pixels(arrays.points(after), depth)
    for zoom in range(depth + 1):
        assert detail.visible_overlaps(after, places, zoom, depth) == 0
    assert (after["first_zoom"][:new] == depth).all()
    away = np.abs(places[:new] - placed[:new]).max(1)
    assert (away < 128 * 6).all(), "beside those that the embedding has them beside"
    arrays.save(path, after)
    again = staying.Kept.of(path, arrays.LAID_OUT, (now["image"], arrays.bits(now)), 0.02)
    assert again
    same = staying.laid_out(again, now)
    assert same is not None
    assert all(np.array_equal(same[name], columns[name]) for name in columns)


def test_who_comes_back_lies_where_they_lay_unless_somebody_else_does(tmp_path: Path) -> None:
    path = tmp_path / "layout.npy"
    placed = np.array([[x, y] for x in range(200, 1800, 200) for y in range(200, 1800, 200)])
    x, y = geometry.to_world(placed, 3).T
    images = np.array([f"{number:02}" for number in range(64)], "S64")
    columns = {"x": x, "y": y, "made_from": np.arange(64), "full_zoom": np.full(64, 3)}
    before = arrays.table(arrays.LAID_OUT, image=images, **columns)
    arrays.save(path, before)

    def lay_out(now: np.ndarray, share: float = 0.02) -> np.ndarray:
        """Lay out these rows as the stage does."""
        found = staying.Kept.of(path, arrays.LAID_OUT, (now["image"], now["made_from"]), share)
        assert found
        found.remember(path, now["image"])
        columns = staying.laid_out(found, now)
        assert columns is not None
        columns |= {"image": now["image"], "made_from": now["made_from"]}
        table = arrays.table(arrays.LAID_OUT, **columns)
        arrays.save(path, table)
        return table

    few = np.delete(before, [9, 20])
    assert lay_out(few).tobytes() == few.tobytes()
    assert staying.departed(path).exists()
    assert lay_out(np.delete(before, [9])).tobytes() == np.delete(before, [9]).tobytes()
    newcomer = before[[9]].copy()
    newcomer["image"] = b"new"
    now = np.concatenate([np.delete(before, [9]), newcomer])
    beside = geometry.to_pixels(arrays.points(lay_out(now, 0.1)), 3)[-1]
    assert np.abs(beside - placed[9]).max() < 64, "in the gap"
    now = np.concatenate([before, newcomer])
    after = lay_out(now)
    assert (
        after[np.arange(65) != 9].tobytes()
        == np.delete(np.concatenate([before, after[-1:]]), 9).tobytes()
    )
    places = geometry.to_pixels(arrays.points(after), 3)
    assert layout.overlaps(places, 3) == 0
    assert not staying.departed(path).exists()
