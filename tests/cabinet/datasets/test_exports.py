"""What was exported is kept under what it holds, and found again."""

from pathlib import Path

import pytest

from cabinet.datasets import exports


def test_the_same_is_the_same_and_is_read_again(tmp_path: Path) -> None:
    one = exports.Export("all", {"a": frozenset({"x", "y"})}, "image,tags\na,x y\n")
    assert one.id == exports.Export("all", {"a": frozenset({"y", "x"})}, one.lines).id
    assert one.id != exports.Export("all", {"a": frozenset({"x"})}, one.lines).id
    one.keep(tmp_path)
    again = exports.read(tmp_path, one.id)
    assert (again.dataset, again.tags, again.lines) == ("all", one.tags, one.lines)
    assert again.by_image["a"]["tags"] == "x y"
    assert one.dataset_id == f"all@{one.id}"


@pytest.mark.parametrize("name", ["", "0000000000000000", "../exports", "a/b"])
def test_what_was_never_exported_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(exports.UnknownExportError, match="never exported"):
        exports.read(tmp_path, name)
