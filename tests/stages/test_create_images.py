import csv
import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from cabinet.pictures import given_masks
from tests.cabinet import broken_images


def ledger(collection: Path) -> dict[str, tuple[str, str]]:
    path = collection / "data/failures/create_images.csv"
    with path.open(newline="", encoding="utf-8") as lines:
        return {row[1]: (row[2], row[3]) for row in csv.reader(lines) if len(row) == 4}


def specimen(path: Path, *, seed: int = 0) -> None:
    """Write a drawn specimen's photograph."""
    from cabinet.drawn import photographs, specimens
    from cabinet.drawn.taxonomy import all_species

    random = np.random.default_rng(seed)
    genus, species = all_species()[seed * 7 % len(all_species())]
    drawn = specimens.draw(specimens.Individual(genus, species, seed=seed), 500)
    composed = photographs.compose(random, drawn, size=700)
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), cv2.cvtColor(composed.rgb, cv2.COLOR_RGB2BGR))


def test_sixty_broken_photographs_each_end_in_the_ledger(tmp_path: Path, run_script) -> None:
    names = broken_images.write_all(tmp_path / "data/raw")
    assert len(names) >= 60
    run = run_script("create_images.py", "--collection", tmp_path, "--workers", 1)
    assert "Traceback" not in run.stderr
    made = {path.stem for path in (tmp_path / "data/images_alpha").glob("*.png")}
    told = ledger(tmp_path)
    assert made | set(told) == set(names)
    assert not made & {name for name, (outcome, _) in told.items() if outcome != "done"}
    for name in broken_images.unreadable():
        outcome, reason = told[name]
        assert outcome == ("rejected" if name.startswith("bomb") else "failed"), name
        assert reason
    for name in ("black", "white"):
        assert told[name][0] == "rejected"
    again = run_script("create_images.py", "--collection", tmp_path, "--workers", 1)
    assert "Traceback" not in again.stderr
    assert not list((tmp_path / "data/images_alpha").glob(".*"))


def test_drawn_specimens_are_cut_out_and_made_only_once(tmp_path: Path, run_script) -> None:
    for seed in range(3):
        specimen(tmp_path / f"data/raw/drawn-{seed}.jpg", seed=seed)
    run = run_script("create_images.py", "--collection", tmp_path, "--workers", 1)
    assert run.returncode == 0, run.stderr
    written = sorted((tmp_path / "data/images_alpha").glob("*.png"))
    assert len(written) == 3
    for path in written:
        with Image.open(path) as image:
            picture = np.asarray(image)
            assert "confidence" in image.info["Comment"]
        assert picture.shape[0] == picture.shape[1]
        assert picture.shape[2] == 4
        assert 0.1 < (picture[:, :, 3] > 127).mean() < 0.9
        assert not picture[0, :, 3].any()
    stamps = [path.stat().st_mtime_ns for path in written]
    run_script("create_images.py", "--collection", tmp_path, "--workers", 1)
    assert [path.stat().st_mtime_ns for path in written] == stamps


def give(collection: Path, image: str, mask: np.ndarray | None) -> str:
    """Give an image a mask, or withdraw it, as the labels server does; return its digest."""
    path = collection / f"data/masks/{image}.png"
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    if mask is not None:
        cv2.imwrite(str(path), mask.astype(np.uint8) * 255, [cv2.IMWRITE_PNG_BILEVEL, 1])
    digest = given_masks.digest(path)
    with (collection / "data/masks.csv").open("a") as file:
        file.write(f"{image},{digest}\n")
    return digest


def listed(collection: Path) -> dict[str, dict[str, str]]:
    with (collection / "data/cutouts.csv").open(newline="") as file:
        return {row["image"]: row for row in csv.DictReader(file)}


def test_a_persons_mask_decides_and_only_its_cutout_is_made_anew(
    tmp_path: Path, run_script
) -> None:
    for seed in range(3):
        specimen(tmp_path / f"data/raw/drawn-{seed}.jpg", seed=seed)
    run = ["create_images.py", "--collection", tmp_path, "--workers", 1]
    assert run_script(*run).returncode == 0
    folder = tmp_path / "data/images_alpha"
    before = {path.stem: path.read_bytes() for path in folder.glob("*.png")}
    rows = listed(tmp_path)
    assert sorted(rows) == sorted(before)
    assert {row["mask"] for row in rows.values()} == {""}

    (tmp_path / "data/masks.csv").write_text("image,mask\n")
    height, width = cv2.imread(str(tmp_path / "data/raw/drawn-1.jpg")).shape[:2]
    mask = np.zeros((height // 2, width // 2), bool)
    mask[60:110, 50:90] = mask[150:200, 200:300] = True
    digest = give(tmp_path, "drawn-1", mask)
    assert "1 done" in run_script(*run).stdout
    after = {path.stem: path.read_bytes() for path in folder.glob("*.png")}
    assert [image for image in before if after[image] != before[image]] == ["drawn-1"]
    row = listed(tmp_path)["drawn-1"]
    assert (row["mask"], row["confidence"], row["others"]) == (digest, "1.0", "0")
    box = [int(row[name]) for name in "xywh"]
    assert np.abs(np.array(box) - [100, 120, 500, 280]).max() <= 4, "both pieces, twice as large"
    assert "nothing is due" in run_script(*run).stdout

    give(tmp_path, "drawn-1", mask & False)
    assert "1 rejected" in run_script(*run).stdout
    assert not (folder / "drawn-1.png").exists()
    assert "a person says that there is no specimen" in ledger(tmp_path)["drawn-1"][1]
    assert sorted(listed(tmp_path)) == ["drawn-0", "drawn-2"]
    assert "nothing is due" in run_script(*run).stdout

    give(tmp_path, "drawn-1", None)
    assert "1 done" in run_script(*run).stdout
    assert (folder / "drawn-1.png").read_bytes() == before["drawn-1"], "the network's again"
    assert listed(tmp_path) == rows

    digest = give(tmp_path, "drawn-2", mask)
    (tmp_path / "data/masks/drawn-2.png").write_bytes(b"other")
    assert run_script(*run).returncode == 1
    assert digest in ledger(tmp_path)["drawn-2"][1]
    assert (folder / "drawn-2.png").read_bytes() == before["drawn-2"]


def test_missing_weights_are_a_sentence(tmp_path: Path, run_script) -> None:
    specimen(tmp_path / "data/raw/a.jpg")
    run = run_script(
        "create_images.py", "--collection", tmp_path, "--trained-models", tmp_path / "none"
    )
    assert run.returncode != 0
    assert "classifier.safetensors" in run.stdout + run.stderr
    assert "Traceback" not in run.stderr


def test_a_missing_or_foreign_locator_is_a_sentence(tmp_path: Path, run_script) -> None:
    Image.new("RGB", (800, 600), (226, 222, 210)).save(photograph(tmp_path, "plain"))
    shipped, models = Path("trained_models").absolute(), tmp_path / "models"
    models.mkdir()
    shutil.copy(shipped / "classifier.safetensors", models)
    run = ("create_images.py", "--collection", tmp_path, "--trained-models", models)
    missing = run_script(*run)
    assert missing.returncode == 2
    assert "locator.safetensors" in missing.stderr
    shutil.copy(shipped / "quality.safetensors", models / "locator.safetensors")
    foreign = run_script(*run)
    assert foreign.returncode != 0
    assert "locator.safetensors holds QualityNetwork" in foreign.stdout + foreign.stderr
    assert "Traceback" not in missing.stderr + foreign.stderr


def photograph(collection: Path, image: str) -> Path:
    """Return where a photograph is to lie, in a folder that is there."""
    path = collection / f"data/raw/{image}.jpg"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@pytest.mark.real
def test_real_museum_photographs(tmp_path: Path, run_script, real_data: Path) -> None:
    specimens = ["NHMUK010408345", "USNMENT00669316", "YPMENT411796", "USNMENT00781291"]
    labels = ["RMNHINS356404", "RMNHINS310545", "USNMENT01978201"]
    raw = tmp_path / "data/raw"
    raw.mkdir(parents=True)
    for name in specimens + labels:
        (raw / f"{name}.jpg").symlink_to(real_data / "museums/media" / f"{name}.jpg")
    run = run_script("create_images.py", "--collection", tmp_path, "--workers", 1)
    assert "Traceback" not in run.stderr
    made = {path.stem for path in (tmp_path / "data/images_alpha").glob("*.png")}
    assert made == set(specimens)
    assert {ledger(tmp_path)[name][0] for name in labels} == {"rejected"}
