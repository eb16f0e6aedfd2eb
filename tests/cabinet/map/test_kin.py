import numpy as np
import pandas as pd
import pytest

from cabinet.map import arrays, kin, neighbours

COUNT = 2_500


@pytest.fixture
def codes():
    return np.random.default_rng(2).normal(size=(COUNT, 16)).astype(np.float32)


def images(count: int) -> np.ndarray:
    return np.array([f"image{number:05d}".encode() for number in range(count)])


def test_the_nearest_are_told_by_number_and_not_by_photographs_of_the_same(tmp_path, codes):
    names = images(COUNT)
    indices, _ = neighbours.nearest(codes, 10)
    kin.keeper(tmp_path / "kin.npy", names)(indices)
    order = np.random.default_rng(3).permutation(COUNT)  # row of each number
    own = [f"specimen{row // 2}" for row in order]  # two photographs of each
    found = kin.numbers(tmp_path / "kin.npy", names[order], pd.Series(own))
    assert found.shape == (COUNT, kin.SHOWN)
    number = np.argsort(order)
    for at in range(0, COUNT, 97):
        row = order[at]
        others = [one for one in indices[row][:8] if one // 2 != row // 2]
        assert found[at].tolist() == number[others[: kin.SHOWN]].tolist()


def test_who_has_left_the_map_or_is_unknown_is_nobodys_kin(tmp_path, codes):
    names = images(20)
    indices, _ = neighbours.nearest(codes[:20], 8)
    kin.keeper(tmp_path / "kin.npy", names)(indices)
    there = np.concatenate([names[:10], [b"new"]])
    found = kin.numbers(tmp_path / "kin.npy", there, pd.Series([""] * 11))
    assert (found[10] == kin.NONE).all(), "a newcomer has none yet"
    for row in range(10):
        left = [one for one in indices[row] if one < 10][: kin.SHOWN]
        assert found[row].tolist() == left + [kin.NONE] * (kin.SHOWN - len(left))


def test_a_map_without_codes_has_no_kin_and_few_specimens_have_few(tmp_path, codes):
    assert kin.numbers(tmp_path / "none.npy", images(3), pd.Series(["", "", ""])) is None
    indices, _ = neighbours.nearest(codes[:3], 2)
    kin.keeper(tmp_path / "kin.npy", images(3))(indices)
    few = kin.numbers(tmp_path / "kin.npy", images(3), pd.Series(["", "", ""]))
    assert (few[:, :2] == indices).all()
    assert (few[:, 2:] == kin.NONE).all()
    assert arrays.load(tmp_path / "kin.npy", arrays.KIN)["rows"].shape == (3, 8)


def test_blocks_hold_columns_of_numbers(tmp_path):
    from cabinet.map.columns import KINDS

    values = np.arange(COUNT * kin.SHOWN, dtype=np.uint32).reshape(COUNT, kin.SHOWN)
    kin.write(tmp_path, values)
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{n}.bin.gz" for n in range(3)]
    assert KINDS["uint32"] == "u32"
