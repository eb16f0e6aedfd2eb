"""What people said is read from the journals as the labels server keeps it."""

from pathlib import Path

from cabinet.datasets import reviews
from cabinet.labels.journal import Journal


def test_the_last_that_nobody_withdrew_holds(tmp_path: Path) -> None:
    journal = Journal(tmp_path / reviews.JOURNAL)
    first = {"scientificName": "", "tags": ["a"], "error": "", "excluded": False}
    journal.set(save="save-0001", user="Ada", image="one", value=first)
    journal.set(save="save-0002", user="Bob", image="one", value=first | {"tags": ["b"]})
    journal.undo(save="save-0003", user="Bob")
    journal.set(save="save-0004", user="Bob", image="two", value=first)
    journal.undo(save="save-0005", user="Bob")
    journal.close()
    path = tmp_path / reviews.JOURNAL
    path.write_bytes(path.read_bytes() + b'{"time": "2026')  # a crash
    (path.parent / "quality.jsonl").write_text(
        '{"time": "2026-11-21T00:00:00Z", "user": "Cyd", "image": "one", "value": "good",'
        ' "previous": null, "save": "save-0006"}\n'
    )
    held = reviews.read(tmp_path)
    assert held.named("one").value["tags"] == ["a"]
    assert held.named("two") is None
    assert [(kind, said.user) for kind, said in held.of("one")] == [
        ("identifications", "Ada"), ("quality", "Cyd"),
    ]  # fmt: skip
    assert reviews.read(tmp_path / "nowhere").of("one") == []
