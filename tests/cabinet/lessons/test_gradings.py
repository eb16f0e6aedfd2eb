"""What the quality network is shown: seeded batches of thumbnails with chances of grades."""

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from cabinet.lessons import damages, gradings, schooling
from cabinet.networks import quality
from cabinet.pictures import framing

torch.set_num_threads(1)


@pytest.fixture(scope="module")
def lessons() -> gradings.Lessons:
    lifted = [framing.lifted(one.cutout) for one in schooling.drawn(4, seed=3)]
    shown = [(framing.upright_picture(one, 0, 128), "good") for one in lifted[:2]]
    return gradings.Lessons([damages.placed(one) for one in lifted], shown)


def test_a_batch_depends_on_its_step_alone(lessons: gradings.Lessons) -> None:
    batch = gradings.batches(lessons, seed=1, size=8)
    thumbnails, chances = batch(3)
    assert thumbnails.shape == (8, 3, quality.SIDE, quality.SIDE)
    assert 0 <= float(thumbnails.min()) <= float(thumbnails.max()) <= 1
    assert torch.allclose(chances.sum(1), torch.ones(8))
    assert torch.equal(batch(3)[0], thumbnails)
    assert not torch.equal(batch(4)[0], thumbnails)
    # the graded half comes first: two pictures that an eye called good
    assert torch.allclose(chances[:4, 2], torch.tensor(gradings.SURE))


def test_without_graded_pictures_damaged_ones_teach_and_judge(lessons: gradings.Lessons) -> None:
    alone = gradings.Lessons(lessons.whole)
    assert len(gradings.batches(alone, seed=1, size=4)(0)[0]) == 4
    torch.manual_seed(0)
    figure = gradings.judge(alone)(quality.QualityNetwork(4).eval())
    assert -1 < figure < 1


def test_balanced_accuracy_counts_every_grade_alike() -> None:
    chances = np.eye(3)[[0, 2, 2, 2, 2, 2]]
    true = np.array([0, 1, 2, 2, 2, 2])
    assert gradings.balanced(chances, true) == pytest.approx((1 + 0 + 1) / 3)


def test_a_collections_own_grades_teach(tmp_path: Path) -> None:
    Image.new("RGB", (128, 128), "white").save(tmp_path / "a.jpg")
    Image.new("RGB", (128, 128), "brown").save(tmp_path / "b.jpg")
    table = tmp_path / "quality.csv"
    table.write_text("image,quality\na,bad\na,good\nc,bad\nb,none\n")
    assert [grade for _, grade in gradings.own(tmp_path, table)] == ["good"]
    assert list(gradings.own(tmp_path, tmp_path / "none.csv")) == []
