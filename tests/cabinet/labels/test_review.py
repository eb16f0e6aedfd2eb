from pathlib import Path

import pytest
from PIL import Image

from cabinet.labels.collection import Collection
from cabinet.labels.review import Suspects
from cabinet.labels.sheet import Wanted
from config import Config

LISTS = {
    "rotations_calculated.csv": "image,rotation,confidence\na,3,0.2\nb,3,0.9\nk,3,0.1\n",
    "cutouts.csv": "image,x,y,w,h,confidence,others,mask\n"
    "c,1,1,9,9,0.85,0,\nb,1,1,9,9,0.99,2,\nd,1,1,9,9,0.99,0,\n",
    "oddities.csv": "image,mismatch,error\nd,0.4,0.08\ne,0.01,0.08\nh,0.01,0.2\nbroken,x,x\n",
    "quality_calculated.csv": "image,quality,confidence\ne,bad,0.9\nb,good,0.9\n",
    "suspects.csv": "image,reason,score,written,probable\nf,nearest,0.8,Io,Atalanta\n",
    "failures/create_images.csv": "2026-01-01T00:00:00,g,rejected,no specimen found\n"
    "2026-01-01T00:00:00,i,rejected,a person says that there is no specimen (mask 0123)\n",
    "identifications.csv": "image,scientificName,tags,error,excluded\nk,,,label,1\n",
}


@pytest.fixture
def suspects(tmp_path: Path):
    folder = tmp_path / "data/images_rotated_128"
    folder.mkdir(parents=True)
    (tmp_path / "data/failures").mkdir()
    for image in "abcdefhk":
        Image.new("RGB", (128, 128)).save(folder / f"{image}.jpg")
    for name, text in LISTS.items():
        (tmp_path / "data" / name).write_text(text)
    task = Suspects(Collection(Config(collection=tmp_path)))
    yield task
    task.close()


def test_every_kind_of_suspicion_has_its_turn_unless_people_have_decided(suspects):
    found = suspects.items(Wanted())
    told = {
        item["image"]: [(one["kind"], one["page"]) for one in item["proposal"]["reasons"]]
        for item in found["items"]
    }
    assert told == {
        "a": [("rotation", "rotations")],
        "b": [("several specimens", "masks")],
        "c": [("mask", "masks")],
        "d": [("asymmetry", "masks")],
        "e": [("bad", "masks")],
        "f": [("name", "identifications")],
        "g": [("nothing cut out", "masks")],
        "h": [("unexpected", "masks")],
    }
    reasons = {i["image"]: i["proposal"]["reasons"][0]["reason"] for i in found["items"]}
    assert reasons["f"] == "looks like Atalanta"
    assert reasons["g"] == "no specimen found"


def test_one_kind_can_be_asked_for_alone_and_is_counted(suspects):
    assert suspects.counts()["labels"]["mask"] == 1
    only = suspects.items(Wanted(label="mask"))
    assert [item["image"] for item in only["items"]] == ["c"]
