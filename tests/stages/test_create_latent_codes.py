"""Thumbnails become codes that carry their ids, resumably, as a person runs the script."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cabinet.lessons import schooling
from cabinet.map import arrays
from cabinet.networks import latent_codes
from cabinet.pictures import framing

ROOT = Path(__file__).resolve().parents[2]
WEIGHTS = ROOT / "trained_models" / "autoencoder.safetensors"


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "data" / "images_rotated_128"
    folder.mkdir(parents=True)
    for number, one in enumerate(schooling.drawn(7, seed=5)):
        picture = framing.upright_picture(framing.lifted(one.cutout), 0, 128)
        Image.fromarray(framing.on_ground(picture)).save(folder / f"{number}.jpg", quality=95)
    return tmp_path


def test_every_thumbnail_has_a_code_of_length_one(collection: Path, run_script) -> None:
    folder = collection / "data" / "images_rotated_128"
    (folder / "torn.jpg").write_bytes((folder / "0.jpg").read_bytes()[:200])
    (folder / "2b.jpg").write_bytes((folder / "2.jpg").read_bytes())
    made = run_script("create_latent_codes.py", "--collection", collection)
    assert made.returncode == 0, made.stderr
    codes = arrays.load(collection / "data" / "latent_codes.npy", arrays.CODES)
    assert arrays.names(codes) == ["0", "1", "2", "2b", "3", "4", "5", "6"]
    assert np.allclose(np.linalg.norm(codes["code"], axis=1), 1, atol=1e-4)
    assert np.allclose(codes["code"][2], codes["code"][3], atol=1e-5)
    likeness = codes["code"] @ codes["code"].T
    assert np.abs(likeness - np.eye(8))[~np.eye(8, dtype=bool)].mean() < 0.99
    assert not (collection / "data" / "latent_codes.parts").exists()


def test_finished_parts_are_kept_and_changed_pictures_computed_anew(
    collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(latent_codes, "PART", 3)
    folder, parts = collection / "data" / "images_rotated_128", collection / "parts"
    out = collection / "codes.npy"
    computed = []
    encoded = latent_codes.encoded

    def interrupted(thumbnails: Path, images: list[str], weights: Path) -> np.ndarray:
        computed.append(images)
        if len(computed) == 2:
            raise KeyboardInterrupt
        return encoded(thumbnails, images, weights)

    monkeypatch.setattr(latent_codes, "encoded", interrupted)
    with pytest.raises(KeyboardInterrupt):
        latent_codes.write(folder, out, weights=WEIGHTS, parts=parts)
    assert not out.exists()
    latent_codes.write(folder, out, weights=WEIGHTS, parts=parts)
    assert [list(images) for images in computed] == [
        ["0", "1", "2"],
        ["3", "4", "5"],
        ["3", "4", "5"],
        ["6"],
    ]
    monkeypatch.setattr(latent_codes, "encoded", encoded)
    whole = collection / "whole.npy"
    latent_codes.write(folder, whole, weights=WEIGHTS, parts=collection / "other")
    assert whole.read_bytes() == out.read_bytes()


def test_only_new_and_changed_thumbnails_are_encoded_anew(
    collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = collection / "data" / "images_rotated_128", collection / "codes.npy"
    before = latent_codes.Before(codes=out, stamps=collection / ".codes.npy")
    computed = []
    encoded = latent_codes.encoded

    def counting(thumbnails: Path, images: list[str], weights: Path) -> np.ndarray:
        computed.extend(images)
        return encoded(thumbnails, images, weights)

    monkeypatch.setattr(latent_codes, "encoded", counting)

    def again(**changes: object) -> list[str]:
        computed.clear()
        asked = dataclasses.replace(before, **changes)
        new = collection / "new.npy"
        latent_codes.write(folder, new, weights=WEIGHTS, parts=collection / "parts", before=asked)
        new.replace(out)
        return list(computed)

    def is_as_if_new() -> bool:
        whole = collection / "whole.npy"
        latent_codes.write(folder, whole, weights=WEIGHTS, parts=collection / "other")
        return whole.read_bytes() == out.read_bytes()

    assert len(again()) == 7
    assert again() == []
    (folder / "3.jpg").write_bytes((folder / "1.jpg").read_bytes())
    (folder / "5.jpg").unlink()
    (folder / "2b.jpg").write_bytes((folder / "2.jpg").read_bytes())
    assert again() == ["2b", "3"]
    assert is_as_if_new()
    assert again(without={"0", "6"}) == []
    assert arrays.names(arrays.load(out)) == ["1", "2", "2b", "3", "4"]
    assert again() == ["0", "6"]
    assert is_as_if_new()
    stamps = np.load(before.stamps)
    stamps["weights"][2] += 1
    stamps["code"][4] += 1
    np.save(before.stamps, stamps)
    assert again() == ["2", "3"]
    before.stamps.write_bytes(b"torn")
    assert len(again()) == 7
    assert is_as_if_new()


def test_who_is_excluded_has_no_code_until_let_in_again(collection: Path, run_script) -> None:
    run, out = ["create_latent_codes.py", "--collection", collection], collection / "data"
    labels = out / "identifications.csv"
    assert run_script(*run).returncode == 0
    whole = (out / "latent_codes.npy").read_bytes()
    labels.write_text("image,scientificName,tags,error,excluded\n3,,,,1\n4,Papilio,,,\n")
    assert run_script(*run).returncode == 0
    codes = arrays.load(out / "latent_codes.npy", arrays.CODES)
    assert arrays.names(codes) == ["0", "1", "2", "4", "5", "6"]
    assert (out / "images_rotated_128" / "3.jpg").exists()
    labels.write_text("image,scientificName,tags,error,excluded\n3,,,,\n4,Papilio,,,\n")
    assert run_script(*run).returncode == 0
    assert (out / "latent_codes.npy").read_bytes() == whole


def test_foreign_weights_end_with_a_sentence_that_names_file_and_remedy(
    collection: Path, run_script
) -> None:
    models = collection / "models"
    models.mkdir()
    foreign = models / "autoencoder.safetensors"
    foreign.write_bytes((ROOT / "trained_models" / "classifier.safetensors").read_bytes())
    made = run_script(
        "create_latent_codes.py", "--collection", collection, "--trained-models", models
    )
    assert made.returncode == 1
    assert f"{foreign} holds Classifier, not Autoencoder" in made.stderr
    assert "python train_autoencoder.py --fresh --redo" in made.stderr
    assert not (collection / "data" / "latent_codes.npy").exists()
