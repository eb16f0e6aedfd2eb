"""A dataset is looked through in the labels server, and made with what was said there."""

import csv
import json
import os
import signal
import subprocess
import sys
import urllib.request
import uuid
from pathlib import Path

import pytest

from cabinet.datasets import orders, reviewing
from cabinet.datasets.choosing import Choice, ChoiceError
from cabinet.labels.lines import Lines
from tests.cabinet.datasets.small_collection import made


def answered(address: str, path: str, body: dict | None = None) -> dict:
    """Ask the labels server as its own page does."""
    headers = {"Origin": address, "Content-Type": "application/json"}
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(address + path, data, headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def test_only_its_names_are_offered_smallest_first_and_the_list_says_who(tmp_path: Path) -> None:
    folder = made(tmp_path, 4)
    sizes = [f"specimen-{n},{9 - n},0,{9 - n},1,0.9,0" for n in range(4)]
    text = "\n".join(["image,x,y,w,h,confidence,others", *sizes, ""])
    (folder / "data/cutouts.csv").write_text(text)
    command = [sys.executable, "create_dataset.py", "--review", "--only-taxon", "Papilionidae"]
    run = subprocess.Popen(
        [*command, "--collection", str(folder)],
        cwd=reviewing.ROOT,
        env=os.environ | {"BROWSER": "true"},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert run.stdout is not None
    try:
        address, page = run.stdout.readline().split()[0].rsplit("/", 1)
        assert page == "identifications.html?sort=size"
        offered = answered(address, "/api/identifications/items?sort=size")["items"]
        assert [one["image"] for one in offered] == ["specimen-3", "specimen-1", "specimen-0"]
        assert answered(address, "/api/identifications/counts")["all"] == 3
        said = {"user": "Ada", "images": ["specimen-1"], "add": ["worn"]}
        answered(address, "/api/identifications", said | {"save": str(uuid.uuid4())})
    finally:
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does: both processes hear it
    assert run.wait(60) == 0
    (listed,) = (folder / "data/datasets/papilionidae").glob("detections-*.csv")
    with listed.open(newline="", encoding="utf-8-sig") as file:
        rows = {row["image"]: row for row in csv.DictReader(file)}
    assert set(rows) == {"specimen-0", "specimen-1", "specimen-3"}
    assert rows["specimen-1"]["reviewedBy"] == "Ada"
    assert rows["specimen-1"]["reviewedOn"]
    assert rows["specimen-0"]["reviewedBy"] == ""


def test_a_choice_of_nothing_opens_nothing(tmp_path: Path) -> None:
    order = orders.Order(made(tmp_path, 3), Choice(taxon="Nothing"), review=True)
    with pytest.raises(ChoiceError, match="nothing is chosen"):
        reviewing.review(order, "nothing")


def test_a_labels_server_at_work_on_the_collection_is_told_of(tmp_path: Path) -> None:
    folder = made(tmp_path, 3)
    lock = Lines(folder / "data/labels/server.lock")
    with pytest.raises(ValueError, match="could not be opened"):
        reviewing.review(orders.Order(folder, review=True), "all")
    lock.close()


def test_a_list_that_is_none_is_told_of(tmp_path: Path) -> None:
    folder = made(tmp_path, 3)
    (folder / "list.csv").write_text("name\nspecimen-1\n")
    command = [sys.executable, "labels_server.py", "--collection", str(folder), "--no-browser"]
    run = subprocess.run(
        [*command, "--only", str(folder / "list.csv")],
        cwd=reviewing.ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 1
    assert "is no list of images: a CSV with a column image" in run.stderr
