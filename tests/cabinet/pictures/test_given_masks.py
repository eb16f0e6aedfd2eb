"""Which images people's masks make stale, from the list, the notes and the ledger alone."""

from pathlib import Path

import numpy as np

from cabinet.files import Ledger
from cabinet.pictures import given_masks, images

ONE, TWO = "0123456789abcdef", "fedcba9876543210"


def cutout(path: Path, mask: str = "") -> None:
    note = '{"box": [1, 2, 3, 4], "confidence": 0.9, "others": 1'
    note += f', "mask": "{mask}"}}' if mask else "}"
    images.write_png(path, np.zeros((4, 4, 4), np.uint8), note)


def test_rows_that_name_no_image_or_mask_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "masks.csv"
    path.write_text(f"image,mask\na,{ONE}\nb,\n../c,{ONE}\nd,nonsense\na,{TWO}\n")
    assert given_masks.read(path) == {"a": TWO, "b": ""}
    assert given_masks.read(tmp_path / "none.csv") == {}


def test_a_cutout_is_stale_if_it_was_made_by_another_mask(tmp_path: Path) -> None:
    cutout(tmp_path / "network.png")
    cutout(tmp_path / "painted.png", ONE)
    ledger = Ledger(tmp_path / "ledger.csv")
    ledger.note("nothing", "rejected", "no specimen found")
    ledger.note("empty", "rejected", given_masks.reason("a person", ONE))
    ledger.note("torn", "failed", "torn")

    def stale(**masks: str) -> set[str]:
        return given_masks.stale_cutouts(masks, tmp_path, ledger)

    assert stale(network="", painted=ONE, nothing="", empty=ONE, torn=ONE, unknown=ONE) == set()
    assert stale(network=ONE, painted=TWO, nothing=ONE, empty=TWO) == {
        "network",
        "painted",
        "nothing",
        "empty",
    }
    assert stale(painted="", empty="") == {"painted", "empty"}


def test_the_list_of_cutouts_tells_the_box_in_the_photograph(tmp_path: Path) -> None:
    folder = tmp_path / "cutouts"
    folder.mkdir()
    cutout(folder / "b.png", ONE)
    cutout(folder / "a.png")
    images.write_png(folder / "c.png", np.zeros((4, 4, 4), np.uint8))
    given_masks.list_cutouts(folder, tmp_path / "cutouts.csv")
    assert (tmp_path / "cutouts.csv").read_text() == (
        f"image,x,y,w,h,confidence,others,mask\na,1,2,3,4,0.9,1,\nb,1,2,3,4,0.9,1,{ONE}\n"
    )
