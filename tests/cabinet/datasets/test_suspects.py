"""The list is what the review reads; people's corrections count, and are reported."""

import csv
from pathlib import Path

import numpy as np

from cabinet.datasets import reviews, suspects
from cabinet.labels.journal import Journal
from cabinet.map import arrays
from tests.cabinet.datasets.test_cleaning import clusters


def collection(folder: Path) -> Path:
    """Write codes and a catalogue with two wrong names, one of them of two photographs."""
    codes, kind, owner = clusters(classes=12, spread=0.3)
    names = np.array([f"p{n:03}" for n in range(len(kind))])
    (folder / "data").mkdir()
    padded = np.zeros((len(codes), 128), np.float32)
    padded[:, :64] = codes
    table = arrays.table(arrays.CODES, image=names.astype("S64"), code=padded)
    arrays.save(folder / "data/latent_codes.npy", table)
    written = np.where(owner == 5, 3, np.where(owner == 50, 9, kind))
    rows = [
        f"{name},urn:{one},Lepidoptera,Genus,species{number}"
        for name, one, number in zip(names, owner, written, strict=True)
    ]
    header = "image,occurrenceID,order,genus,specificEpithet"
    nameless = ["q,urn:q,Lepidoptera,Genus,", "r,urn:r,Lepidoptera,Genus,species1"]
    (folder / "data/metadata.csv").write_text("\n".join([header, *rows, *nameless]) + "\n")
    return folder


def listed(folder: Path) -> list[dict[str, str]]:
    suspects.write(folder, folder / "data/suspects.csv")
    with (folder / "data/suspects.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def test_the_list_names_the_wrong_ones(tmp_path: Path) -> None:
    rows = listed(collection(tmp_path))
    assert list(rows[0]) == ["image", "reason", "score", "written", "probable"]
    assert {row["image"] for row in rows} == {"p010", "p011", "p100", "p101"}
    first = next(row for row in rows if row["image"] == "p010")
    assert (first["written"], first["probable"]) == ("Genus species3", "Genus species0")
    assert float(first["score"]) > 0.5
    assert "like its own" in first["reason"]
    for name in ("confusion.csv", "confusion.png", "top.jpg", "report.md"):
        assert (tmp_path / "data/suspects" / name).stat().st_size > 0


def test_corrections_and_exclusions_count(tmp_path: Path) -> None:
    folder = collection(tmp_path)
    journal = Journal(folder / reviews.JOURNAL)
    value = {"scientificName": "Genus species0", "tags": [], "error": "", "excluded": False}
    for image in ("p010", "p011"):
        journal.set(save=f"save-{image}", user="Ada", image=image, value=value)
    left_out = value | {"scientificName": "", "excluded": True}
    for image in ("p100", "p101"):
        journal.set(save=f"save-{image}", user="Ada", image=image, value=left_out)
    journal.close()
    assert not listed(folder)
    report = (folder / "data/suspects/report.md").read_text()
    assert "| the catalogue | 192 | 12 | 192 | 97.9% |" in report
    assert "| as corrected | 190 | 12 | 190 | 100.0% |" in report
