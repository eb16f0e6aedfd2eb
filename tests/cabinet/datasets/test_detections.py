"""A detection carries the names that hold and who said so; grades and rotations of people win."""

from pathlib import Path

from cabinet.datasets import choosing, detections, patches, reviews
from cabinet.datasets.sources import Source
from cabinet.labels.journal import Journal
from tests.cabinet.datasets.small_collection import made


def test_people_win_and_the_smallest_come_first(tmp_path: Path) -> None:
    folder = made(tmp_path, 3)
    (folder / "data/quality_calculated.csv").write_text(
        "image,quality\nspecimen-0,good\nspecimen-1,bad\n"
    )
    (folder / "data/quality.csv").write_text("image,quality\nspecimen-0,partial\n")
    (folder / "data/rotations.csv").write_text("image,rotation\nspecimen-2,200\n")
    journal = Journal(folder / reviews.JOURNAL)
    value = {"scientificName": "Papilio bianor", "tags": ["worn"], "error": "", "excluded": False}
    journal.set(save="save-0001", user="Ada", image="specimen-1", value=value)
    journal.close()
    rows = choosing.chosen(folder, "", choosing.Choice())
    made_patches, _ = patches.prepared(Source(folder), rows["image"], workers=1)
    held = reviews.read(folder)
    found = detections.gathered(rows.iloc[::-1], made_patches, held, folder)
    assert [one.image for one in found] == ["specimen-0", "specimen-1", "specimen-2"]
    assert [one.quality for one in found] == ["partial", "bad", ""]
    assert [one.rotation for one in found] == [0.0, -10.0, -160.0]
    assert found[1].label == "Papilio bianor"
    assert found[1].terms["specificEpithet"] == "bianor"
    assert (found[1].reviewed_by, found[1].reviewed) == ("Ada", "identifications")
    assert found[0].reviewed_by == ""
    assert len(found[1].corners) == 4
