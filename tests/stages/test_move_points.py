import numpy as np

from cabinet.map import arrays, detail, geometry
from tests.cabinet.map import map_samples


def test_the_layout_has_every_image_once_and_no_overlap(tmp_path, run_script):
    map_samples.drawn(tmp_path, 150)
    codes = arrays.load(tmp_path / "data/latent_codes.npy")
    shuffled = np.random.default_rng(0).permutation(150)
    columns = {"image": codes["image"][shuffled], "x": codes["code"][shuffled, 0], "y": shuffled}
    arrays.save(tmp_path / "data/embedding.npy", arrays.table(arrays.EMBEDDING, **columns))
    result = run_script("move_points.py", "--collection", tmp_path)
    assert result.returncode == 0, result.stderr
    table = arrays.load(tmp_path / "data/layout.npy", arrays.LAYOUT)
    assert arrays.names(table) == [image.decode() for image in codes["image"][shuffled]]
    placed = geometry.to_pixels(arrays.points(table), 4)
    for zoom in range(5):
        assert detail.visible_overlaps(table, placed, zoom, 4) == 0
    again = run_script("move_points.py", "--collection", tmp_path)
    assert "nothing is due" in again.stdout


def test_who_is_known_stays_and_who_is_new_comes_beside(tmp_path, run_script):
    map_samples.drawn(tmp_path, 150)
    layout, run = tmp_path / "data/layout.npy", ["--collection", tmp_path]
    for stage in ("create_tsne.py", "move_points.py"):
        assert run_script(stage, *run).returncode == 0
    before, codes = np.load(layout), np.load(tmp_path / "data/latent_codes.npy")
    codes["image"][[4, 50]] = [b"new-one", b"new-two"]
    arrays.save(tmp_path / "data/latent_codes.npy", codes)
    for stage in ("create_tsne.py", "move_points.py"):
        assert run_script(stage, *run).returncode == 0
    after = np.load(layout)
    known = np.delete(np.arange(150), [4, 50])
    assert after[known].tobytes() == before[known].tobytes()
    depth = int(before["full_zoom"].max())
    placed = geometry.to_pixels(arrays.points(after), depth)
    for zoom in range(depth + 1):
        assert detail.visible_overlaps(after, placed, zoom, depth) == 0
    assert (after["first_zoom"][[4, 50]] == depth).all()
    assert run_script("move_points.py", *run, "--redo").returncode == 0
    assert np.load(layout).tobytes() != after.tobytes()
    assert run_script("move_points.py", *run, "--tile-depth", 6).returncode == 0
    assert np.load(layout)["full_zoom"].max() == 6
