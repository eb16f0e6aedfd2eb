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
