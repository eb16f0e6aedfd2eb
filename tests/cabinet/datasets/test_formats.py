"""Formats are named, and one that cannot be written leaves the others as they were."""

from pathlib import Path

import pytest

from cabinet.datasets import formats, making, orders
from tests.cabinet.datasets.small_collection import made
from tests.cabinet.datasets.test_vectors import with_codes


def make(order: orders.Order) -> Path:
    making.make(order, "all", order.folder / "all" / "samples.json")
    return order.folder / "all"


def test_named_in_their_order_and_unknown_ones_told() -> None:
    assert formats.named("yolo, coco") == ["coco", "yolo"]
    assert formats.named("") == []
    with pytest.raises(formats.UnknownFormatError, match="no format 'voc'; there are coco, yolo"):
        formats.named("voc")


def test_all_formats_are_written_and_remembered(tmp_path: Path) -> None:
    with_codes(tmp_path)
    asked = orders.Order(tmp_path, formats="coco yolo folder vectors darwin_core")
    where = make(asked)
    for name in formats.WRITERS:
        assert any((where / name).rglob("*.*")), name
    assert orders.holds(orders.Order(tmp_path), "all")
    assert orders.formats_of(orders.Order(tmp_path), "all") == list(formats.WRITERS)


def test_one_that_cannot_be_leaves_all_as_they_were(tmp_path: Path) -> None:
    made(tmp_path, 3)
    where = make(orders.Order(tmp_path, formats="coco"))
    before = (where / "coco/instances_all.json").read_bytes()
    (tmp_path / "data/quality.csv").write_text("image,quality\nspecimen-0,bad\n")
    with pytest.raises(ValueError, match="there are no codes"):
        make(orders.Order(tmp_path, formats="coco vectors"))
    assert (where / "coco/instances_all.json").read_bytes() == before
    assert not list(where.glob(".*"))
