"""A box that a person drew decides where the network looks, and makes the cutout anew."""

import json
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from cabinet.files import Ledger
from cabinet.pictures import given_boxes
from cabinet.pictures.given_boxes import EXCLUDED, WITHDRAWN


def test_rows_are_boxes_exclusions_or_withdrawals(tmp_path: Path) -> None:
    path = tmp_path / "boxes.csv"
    path.write_text(
        "\ufeffimage,class,exclude,x,y,w,h\na,moth,0,10,20,30,40\nb,,1,0,0,0,0\nc,,,,,,\n"
        "../d,,0,1,1,1,1\ne,,0,x,1,1,1\nf,,0,-5,1,1,1\n",
        encoding="utf-8",
    )
    assert given_boxes.read(path) == {"a": (10, 20, 30, 40), "b": EXCLUDED, "c": WITHDRAWN}
    assert given_boxes.read(tmp_path / "none.csv") == {}


def test_a_window_is_a_little_more_and_stays_in_the_photograph() -> None:
    rows, columns = given_boxes.window((100, 50, 200, 100), (400, 600))
    assert (rows.start, rows.stop, columns.start, columns.stop) == (34, 166, 84, 316)
    rows, columns = given_boxes.window((590, 390, 100, 100), (400, 600))
    assert (rows.stop, columns.stop) == (400, 600)
    with pytest.raises(ValueError, match="outside of the photograph"):
        given_boxes.window((900, 10, 20, 20), (400, 600))


def cutout(folder: Path, image: str, **note: object) -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", json.dumps({"box": [1, 1, 5, 5], **note}))
    Image.new("RGBA", (9, 9)).save(folder / f"{image}.png", pnginfo=told)


def test_only_what_another_box_made_is_stale(tmp_path: Path) -> None:
    box = (10, 20, 30, 40)
    cutout(tmp_path, "same", asked=list(box))
    cutout(tmp_path, "moved", asked=[11, 20, 30, 40])
    cutout(tmp_path, "new")
    cutout(tmp_path, "withdrawn", asked=list(box))
    cutout(tmp_path, "never")
    ledger = Ledger(tmp_path / "ledger.csv")
    ledger.note("left out", "rejected", given_boxes.LEFT_OUT)
    ledger.note("taken in", "rejected", given_boxes.LEFT_OUT)
    ledger.note("still nothing", "rejected", given_boxes.reason("no specimen found", box))
    ledger.note("nothing", "rejected", "no specimen found")
    boxes = dict.fromkeys(("same", "moved", "new", "taken in", "still nothing", "nothing"), box)
    boxes |= {"withdrawn": WITHDRAWN, "never": WITHDRAWN, "left out": EXCLUDED}
    stale = given_boxes.stale_cutouts(boxes, tmp_path, ledger)
    assert stale == {"moved", "new", "withdrawn", "taken in", "nothing"}
