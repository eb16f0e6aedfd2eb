"""Which specimens teach, judge and test the autoencoder, and what it is judged by."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from cabinet.lessons import likenesses, named_specimens, schooling
from cabinet.lessons.likenesses import JUDGE, LESSON, TEST
from cabinet.networks import autoencoder

torch.set_num_threads(1)


def test_views_of_a_specimen_and_new_species_stay_on_one_side() -> None:
    one = next(schooling.drawn(1))
    swallowtails = [
        replace(one, source="swallowtails", specimen=str(number % 200), species=f"A {number % 40}")
        for number in range(400)
    ]
    parts = {TEST: [], JUDGE: [], LESSON: []}
    for each in swallowtails:
        parts[likenesses.part(each)].append(each)
    shares = [len(some) / 400 for some in parts.values()]
    assert 0.15 < shares[0] < 0.5
    assert 0.01 < shares[1] < 0.12
    numbers = [{each.specimen for each in some} for some in parts.values()]
    assert not numbers[0] & numbers[2]
    assert not numbers[1] & numbers[2]
    new = {each.species for each in swallowtails if likenesses.new_species(each)}
    assert new
    assert not new & {each.species for each in parts[LESSON] + parts[JUDGE]}


def test_the_collections_own_thumbnails_are_learnt_from_without_names(tmp_path: Path) -> None:
    picture = np.full((128, 128, 3), 255, np.uint8)
    picture[40:90, 20:110] = (120, 60, 30)
    Image.fromarray(picture).save(tmp_path / "a.jpg", quality=95)
    (tmp_path / "torn.jpg").write_bytes(b"torn")
    (one,) = likenesses.own(tmp_path)
    assert one.source == "own"
    assert likenesses.names(one) == ("", "")
    solid = one.cutout[..., 3] > 128
    assert 0.9 < solid.sum() / (50 * 90) < 1.1


def test_codes_that_tell_species_apart_are_judged_better() -> None:
    """By drawn specimens, of which there are two of each species: one judges, one is gallery."""
    ones = list(schooling.drawn(60, seed=2))
    pairs = [replace(each, specimen=f"{each.specimen}'") for each in ones]
    named = named_specimens.gathered([(ones[0].cutout, 0.0, "", "", 1.0)])
    judge = likenesses.judge(likenesses.Split(named, ones[:20], pairs))

    class Constant(autoencoder.Autoencoder):
        def encode(self, thumbnails: torch.Tensor) -> tuple[torch.Tensor, None]:
            return torch.ones(len(thumbnails), autoencoder.CODE), None

    torch.manual_seed(0)
    assert judge(autoencoder.Autoencoder(8).eval()) > judge(Constant(8).eval()) + 0.3
