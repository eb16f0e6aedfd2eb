import shutil

import numpy as np
import pytest

from cabinet.map import arrays, embedding
from tests.cabinet.map import map_samples


def codes(count, seed=0):
    random = np.random.default_rng(seed)
    return (random.normal(size=(6, 32)) * 4)[np.arange(count) % 6] + random.normal(size=(count, 32))


def embed(points, checkpoint, report=lambda *_: None):
    return embedding.embed(points, near=15, seed=1, checkpoint=checkpoint, report=report)


@pytest.mark.parametrize("count", [1, 2, 3, 5, 20])
def test_very_small_collections_have_a_map(count, tmp_path):
    places = embed(codes(count), tmp_path / "state")
    assert places.shape == (count, 2)
    assert np.isfinite(places).all()
    assert len(np.unique(places, axis=0)) == count


def test_equal_codes_do_not_break_it(tmp_path):
    assert np.isfinite(embed(np.zeros((30, 8)), tmp_path / "state")).all()


@pytest.mark.parametrize(("many", "at"), [(10_000, 300), (200, 475), (200, 500), (200, 525)])
def test_like_lies_beside_like_and_an_interrupted_run_ends_in_the_same_bytes(
    tmp_path, monkeypatch, many, at
):
    """Of few codes, and of what passes for many: before and after those are unfolded."""
    monkeypatch.setattr(embedding, "FOURIER_ABOVE", many)
    points = codes(200)
    straight = embed(points, tmp_path / "straight")
    away = np.linalg.norm(straight[:, None] - straight[None], axis=2) + np.eye(200) * 1e9
    assert (away.argmin(1) % 6 == np.arange(200) % 6).mean() > 0.95

    def stop(done, _):
        if done == at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        embed(points, tmp_path / "state", stop)
    done = []
    resumed = embed(points, tmp_path / "state", lambda at, _: done.append(at))
    assert done[0] == at + embedding.LEG
    assert done[-1] == embedding.iterations(200)
    assert resumed.tobytes() == straight.tobytes()
    shutil.copy(tmp_path / "straight", tmp_path / "other")
    (tmp_path / "broken").write_bytes((tmp_path / "state").read_bytes()[:100])
    assert embed(codes(12), tmp_path / "other").shape == (12, 2)
    assert embed(codes(12), tmp_path / "broken").shape == (12, 2)


def test_the_stage_writes_one_file_and_leaves_no_checkpoint(tmp_path, run_script):
    map_samples.drawn(tmp_path, 12)
    result = run_script("create_tsne.py", "--collection", tmp_path)
    assert result.returncode == 0, result.stderr
    table = arrays.load(tmp_path / "data/embedding.npy", arrays.EMBEDDING)
    assert arrays.names(table)[:2] == ["specimen-0000", "specimen-0001"]
    assert not list((tmp_path / "data").glob(".*"))


def test_known_specimens_keep_their_places_until_they_are_asked_to_move(tmp_path, run_script):
    map_samples.drawn(tmp_path, 60)
    path, run = tmp_path / "data/embedding.npy", ["create_tsne.py", "--collection", tmp_path]
    assert run_script(*run).returncode == 0
    before, codes = np.load(path), np.load(tmp_path / "data/latent_codes.npy")
    changed = codes[np.arange(60) != 7].copy()
    changed["code"][3] += 1
    arrays.save(tmp_path / "data/latent_codes.npy", changed)
    assert run_script(*run).returncode == 0
    after = np.load(path)
    rows = before[np.arange(60) != 7]
    assert all(np.array_equal(after[name], rows[name]) for name in ("image", "x", "y"))
    assert np.flatnonzero(after["made_from"] != rows["made_from"]).tolist() == [3]
    assert "nothing is due" in run_script(*run).stdout
    codes["image"][7] = "newcomer"
    arrays.save(tmp_path / "data/latent_codes.npy", codes)
    assert run_script(*run, "--new-share", 0.1).returncode == 0
    assert np.load(path)["x"][0] == before["x"][0]
    assert run_script(*run, "--redo").returncode == 0
    anew = np.load(path)
    assert np.array_equal(anew["x"], before["x"]), "the same codes give the same map"
    assert run_script(*run, "--seed", 5).returncode == 0
    assert np.load(path)["x"][0] != before["x"][0], "other settings lay it out anew"
