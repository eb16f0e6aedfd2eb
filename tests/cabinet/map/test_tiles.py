import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cabinet.map import (
    arrays,
    detail,
    encoding,
    geometry,
    layout,
    occupancy,
    sprites,
    subtrees,
    tiles,
)
from tests.cabinet.map.map_samples import save


def specimens(count, seed=0):
    random = np.random.default_rng(seed)
    depth = geometry.depth_for(count)
    placed = layout.spread(random.normal(size=(count, 2)), depth)
    first, full = detail.levels_of_detail(placed, random.normal(size=(count, 8)), depth)
    image = np.array([f"i{number}" for number in range(count)], "S64")
    x, y = geometry.to_world(placed, depth).T
    columns = {"image": image, "x": x, "y": y, "first_zoom": first, "full_zoom": full}
    return occupancy.Specimens.of(arrays.table(arrays.LAYOUT, **columns)), placed


@given(st.integers(3, 12), st.data())
@settings(max_examples=100)
def test_places_survive_the_way_through_float32(depth, data):
    pixel = data.draw(st.integers(0, geometry.width(depth)))
    world = geometry.to_world(np.array([pixel]), depth)
    assert world.dtype == np.float32
    assert geometry.to_pixels(world, depth).tolist() == [pixel]


@pytest.mark.parametrize("count", [1, 60, 89, 400, 10_000, 716_000])
def test_the_depth_follows_the_size_of_the_collection(count):
    depth = geometry.depth_for(count)
    assert count <= geometry.FILL * 4 ** (depth + 1)
    assert depth == geometry.MIN_FULL_ZOOM or count > geometry.FILL * 4**depth


@given(st.integers(0, 3), st.sets(st.tuples(st.integers(0, 31), st.integers(0, 31)), max_size=40))
@settings(max_examples=60)
def test_the_tree_of_tiles_is_packed_and_unpacked(cut, deepest):
    depth = 5 - cut
    levels = [{(x >> cut, y >> cut) for x, y in deepest}]
    for _ in range(depth):
        levels.insert(0, {(x >> 1, y >> 1) for x, y in levels[0]})
    levels[0] = {(0, 0)}
    columns = [np.array(sorted(level), np.int64).reshape(-1, 2) for level in levels]
    packed = occupancy.pack(columns)
    assert occupancy.unpack(packed, depth) == levels
    assert len(packed) == sum(map(len, levels[:-1]))


def test_the_tiles_are_those_that_squares_reach_into_and_all_above():
    drawn, placed = specimens(120)
    found = occupancy.tiles(drawn)
    for zoom in range(drawn.depth + 1):
        edge = geometry.TILE << (drawn.depth - zoom)
        expected = {(0, 0)} if zoom == 0 else set()
        for row in np.flatnonzero(drawn.first <= zoom):
            half = int(geometry.side(zoom, drawn.full[row], drawn.depth)) // 2
            low, high = (placed[row] - half) // edge, (placed[row] + half - 1) // edge
            expected |= {
                (x, y) for x in range(low[0], high[0] + 1) for y in range(low[1], high[1] + 1)
            }
        there = set(map(tuple, found[zoom].tolist()))
        assert expected <= there
        above = (
            {(x >> 1, y >> 1) for x, y in found[zoom + 1].tolist()} if zoom < drawn.depth else set()
        )
        assert there == expected | above


def test_every_tile_belongs_to_one_subtree():
    sheet = tiles.Sheet(specimens(500)[0])
    drawn = [tile for root in sheet.roots for tile in sheet.below(subtrees.address(root))]
    expected = [(z, x, y) for z, level in enumerate(sheet.tiles) for x, y in level.tolist()]
    assert sorted(drawn) == sorted(expected)
    for root in sheet.roots:
        assert list(sheet.below(subtrees.address(root)))[-1] == subtrees.address(root)


def test_members_of_a_subtree_are_those_whose_squares_reach_into_it():
    drawn, placed = specimens(500)
    sheet = tiles.Sheet(drawn)
    for root in sheet.roots:
        top, x, y = subtrees.address(root)
        edge = geometry.TILE << (drawn.depth - top)
        half = geometry.side(top, drawn.full, drawn.depth)[:, None] // 2
        inside = (
            (placed + half > [x * edge, y * edge])
            & (placed - half < [(x + 1) * edge, (y + 1) * edge])
        ).all(1)
        inside &= drawn.first <= sheet.bottom(top)
        assert set(np.flatnonzero(inside)) <= set(sheet.members((top, x, y)).tolist())


def painted(drawn, folder, scales=(1,)):
    sheet, found = tiles.Sheet(drawn), {}
    for root in sheet.roots:
        painter = tiles.Painter(
            sheet, subtrees.address(root), lambda image: folder / f"{image}.jpg", scales
        )
        painter.paint(lambda tile, scale, picture: found.__setitem__((tile, scale), picture))
    return found


def whole(found, zoom, scale=1):
    edge = geometry.TILE * scale
    canvas = np.zeros((edge << zoom, edge << zoom, 4), np.uint8)
    for (tile, of), picture in found.items():
        if tile[0] == zoom and of == scale:
            canvas[tile[2] * edge : (tile[2] + 1) * edge, tile[1] * edge : (tile[1] + 1) * edge] = (
                picture
            )
    return canvas


@pytest.fixture(scope="module")
def squares(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sprites")
    for number in range(40):
        square = np.zeros((256, 256, 4), np.uint8)
        square[10:246, 10:246] = [number * 6, 200, 255 - number * 6, 255]
        save(square, folder / f"i{number}.jpg")
    return folder


def test_every_specimen_is_drawn_at_its_place_and_size_across_the_edges_of_tiles(squares):
    drawn, placed = specimens(40)
    found = painted(drawn, squares, (1, 2))
    for scale in (1, 2):
        for zoom in range(drawn.depth + 1):
            canvas = whole(found, zoom, scale)
            for row in np.flatnonzero(drawn.first <= zoom):
                x, y = placed[row] * scale // (1 << (drawn.depth - zoom))
                pixel = canvas[min(y, len(canvas) - 1), min(x, len(canvas) - 1)]
                colour = np.array([row * 6, 200, 255 - row * 6, 255])
                assert np.abs(pixel.astype(int) - colour).max() <= 6
            solid = int((canvas[..., 3] > 250).sum())
            sizes = geometry.drawn_size(zoom, drawn.full[drawn.first <= zoom]) * scale
            expected = ((sizes * 236 / 256) ** 2).sum()
            assert abs(solid - expected) <= 0.2 * expected + 40


def test_a_subtree_looks_the_same_as_the_same_part_of_a_larger_one(squares, monkeypatch):
    drawn, _ = specimens(40)
    before = painted(drawn, squares)
    monkeypatch.setattr(tiles, "BAND", 2)
    monkeypatch.setattr(tiles, "BLOCK", 2)
    after = painted(drawn, squares)
    assert before.keys() == after.keys()
    for key, picture in before.items():
        assert np.abs(picture.astype(int) - after[key]).max() <= 3


def test_a_missing_or_broken_sprite_is_told_and_the_others_are_drawn(squares, tmp_path):
    drawn, _ = specimens(3)
    (tmp_path / "i0.jpg").write_bytes((squares / "i0.jpg").read_bytes())
    (tmp_path / "i1.jpg").write_bytes((squares / "i1.jpg").read_bytes()[:-100])
    sheet = tiles.Sheet(drawn)
    painter = tiles.Painter(sheet, (0, 0, 0), lambda image: tmp_path / f"{image}.jpg", (1,))
    found = {}
    painter.paint(lambda tile, _, picture: found.__setitem__(tile, picture))
    assert sorted(painter.without) == ["i1", "i2"]
    assert found[0, 0, 0].any()


def test_shadows_are_soft_fall_down_and_are_black(squares):
    picture = sprites.read(squares / "i5.jpg", 128)
    shade = sprites.shadow(picture)
    around = sprites.pad(128)
    assert shade.shape == (128 + 2 * around,) * 2
    rows = np.flatnonzero(shade.max(1) > 20)
    assert rows.mean() > (len(shade) - 1) / 2  # lower than the specimen
    assert 60 < shade.max() < 160
    canvas = tiles.over(np.zeros((144, 144, 4), np.uint8), shade)
    assert not canvas[..., :3].any()
    assert np.array_equal(canvas[..., 3], shade)


def test_averages_of_soft_edges_have_no_dark_seam(tmp_path):
    soft = np.zeros((256, 256, 4), np.uint8)
    soft[..., :3] = [250, 240, 230]
    soft[..., 3] = np.linspace(0, 255, 256).astype(np.uint8)
    save(soft, tmp_path / "soft.jpg")
    small = sprites.read(tmp_path / "soft.jpg", 32).astype(int)
    expected = np.array([250, 240, 230]) * small[..., 3:] / 255
    assert np.abs(small[..., :3] - expected).max() <= 4


@pytest.mark.parametrize(
    ("kind", "start"), [("webp", b"RIFF"), ("png", b"\x89PNG"), ("jpeg", b"\xff\xd8")]
)
def test_tiles_are_encoded_in_the_asked_format(kind, start, squares, tmp_path):
    picture = sprites.read(squares / "i5.jpg", 256)
    data = encoding.encode(picture, kind, 90)
    assert data.startswith(start)
    (tmp_path / "tile").write_bytes(data)
    with Image.open(tmp_path / "tile") as image:
        shown = np.asarray(image.convert("RGBA")).astype(int)
    assert np.abs(shown[128, 128] - [30, 200, 225, 255]).max() <= 6
    corner = [255, 255, 255, 255] if kind == "jpeg" else [0]
    assert np.abs(shown[2, 2][-len(corner) :] - corner).max() <= 8


def test_an_unknown_format_is_refused():
    with pytest.raises(ValueError, match="webp, png, jpeg"):
        encoding.encode(np.zeros((8, 8, 4), np.uint8), "gif", 80)
