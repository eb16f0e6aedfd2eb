import numpy as np
import pytest

from cabinet.map import arrays


def some_codes(images):
    return arrays.table(
        arrays.CODES, image=np.array(images, "S64"), code=np.eye(len(images), 128, dtype="f4")
    )


def test_what_was_saved_is_loaded_with_its_ids(tmp_path):
    path = tmp_path / "codes.npy"
    arrays.save(path, some_codes(["a", "b.c", "x" * 64]))
    loaded = arrays.load(path, arrays.CODES)
    assert arrays.names(loaded) == ["a", "b.c", "x" * 64]
    assert np.array_equal(loaded["code"], np.eye(3, 128))
    assert isinstance(loaded, np.memmap)
    assert [file.name for file in tmp_path.iterdir()] == ["codes.npy"]


def test_a_broken_or_foreign_file_is_refused_with_its_name(tmp_path):
    path = tmp_path / "codes.npy"
    arrays.save(path, some_codes(["a", "b"]))
    for content in (b"", b"<html>", path.read_bytes()[:200]):
        (tmp_path / "broken.npy").write_bytes(content)
        with pytest.raises(arrays.ArrayError, match=r"broken\.npy"):
            arrays.load(tmp_path / "broken.npy", arrays.CODES)
    with pytest.raises(arrays.ArrayError, match="first_zoom"):
        arrays.load(path, arrays.LAYOUT)
    np.save(tmp_path / "plain.npy", np.zeros(3))
    with pytest.raises(arrays.ArrayError):
        arrays.load(tmp_path / "plain.npy")
    with pytest.raises(arrays.ArrayError, match="image"):
        arrays.save(path, np.zeros(3))


def test_rows_are_matched_by_id_not_by_position():
    codes = some_codes(["a", "b", "c"])
    wanted = np.array(["c", "a"], "S64")
    assert arrays.names(arrays.matching(codes, wanted)) == ["c", "a"]
    assert arrays.matching(codes, codes["image"]) is codes
    with pytest.raises(arrays.ArrayError, match="no row"):
        arrays.matching(codes, np.array(["d"], "S64"))


def test_places_of_images_in_any_order():
    known = np.array(["c", "a", "b"], "S64")
    images = np.array(["a", "x", "c", "b"], "S64")
    assert arrays.places(known, images).tolist() == [1, -1, 0, 2]
    assert arrays.places(np.sort(known), images).tolist() == [0, -1, 2, 1]
    assert arrays.places(known[:0], images).tolist() == [-1] * 4
    assert arrays.places(known, images[:0]).tolist() == []


def test_a_digest_tells_the_smallest_change():
    numbers = np.random.default_rng(0).normal(size=(500, 128)).astype(np.float32)
    before = arrays.digests(numbers)
    assert len(set(before.tolist())) == 500
    numbers[7, 3] = np.nextafter(numbers[7, 3], np.float32(9))
    assert np.flatnonzero(arrays.digests(numbers) != before).tolist() == [7]
