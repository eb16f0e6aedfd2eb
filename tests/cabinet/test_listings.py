"""A list of what files tell reads only what is new."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from cabinet import listings


def write(folder: Path, name: str, text: str, ago: int = 100) -> None:
    """Write a file that is so many seconds old."""
    path = folder / f"{name}.txt"
    path.write_text(text)
    then = path.stat().st_mtime - ago
    os.utime(path, (then, then))


def test_only_files_that_are_new_are_read(tmp_path: Path) -> None:
    folder, path, read = tmp_path / "texts", tmp_path / "list.csv", []
    folder.mkdir()

    def told(some: Sequence[Path]) -> Iterator[list[str]]:
        for file in some:
            read.append(file.stem)
            yield [file.read_text()] if file.read_text() else []

    def listed() -> list[str]:
        read.clear()
        listings.keep_up(path, folder, ".txt", header=("name", "text"), told=told)
        return path.read_text().splitlines()

    for name in ("b", "a", "c"):
        write(folder, name, name.upper())
    (folder / ".half.txt").write_text("x")
    assert listed() == ["name,text", "a,A", "b,B", "c,C"]
    assert listed() == ["name,text", "a,A", "b,B", "c,C"]
    assert read == []
    write(folder, "b", "new", ago=0)
    (folder / "a.txt").unlink()
    write(folder, "d", "")
    assert listed() == ["name,text", "b,new", "c,C"]
    assert sorted(read) == ["b", "d"]
    path.write_text("name,other\nc,foreign\n")
    assert listed() == ["name,text", "b,new", "c,C"]


def test_columns_of_label_files_by_name(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    assert listings.cells(path, "mask") == {}
    path.write_text("image,by,mask\na,me,1\nb,me,\na,me,2\nshort\n")
    assert listings.cells(path, "mask") == {"a": ("2",), "b": ("",)}
    assert listings.cells(path, "mask", "by")["b"] == ("", "me")
    assert listings.cells(path, "excluded") == {}
