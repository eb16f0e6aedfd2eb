"""Angles, the network's classes, symmetry, framing: what a turned specimen must come back as."""

from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from cabinet.lessons import schooling, turned_specimens
from cabinet.networks import angles, rotations, symmetry, training
from cabinet.outcomes import Rejected
from cabinet.pictures import framing

torch.set_num_threads(1)


def arrow(side: int = 300) -> framing.Pixels:
    """An upright specimen of our own: broad above, narrow below, mirror symmetric."""
    cutout = np.zeros((side, side, 4), np.uint8)
    middle = side // 2
    for x in (-1, 1):
        wing = [(middle, middle), (middle + x * 130, middle - 90), (middle + x * 110, middle + 10)]
        cv2.fillPoly(cutout, [np.array(wing)], (200, 90, 30, 255))
        hind = [(middle, middle), (middle + x * 70, middle + 20), (middle + x * 40, middle + 80)]
        cv2.fillPoly(cutout, [np.array(hind)], (40, 90, 160, 255))
    cv2.ellipse(cutout, (middle, middle), (9, 70), 0, 0, 360, (60, 40, 30, 255), cv2.FILLED)
    return cutout


def turned(cutout: framing.Pixels, degrees: float) -> framing.Pixels:
    side = 2 * max(cutout.shape)
    matrix = framing.turning(degrees)
    middle = np.array(cutout.shape[1::-1]) / 2
    full = np.column_stack([matrix, side / 2 - matrix @ middle])
    return np.asarray(cv2.warpAffine(cutout, full, (side, side), flags=cv2.INTER_LINEAR), np.uint8)


@given(st.floats(-2000, 2000))
@settings(max_examples=50, deadline=None)
def test_wrapped_angles_lie_in_one_turn_and_mean_the_same(degrees: float) -> None:
    wrapped = float(angles.wrapped(degrees))
    assert -180 < wrapped <= 180
    assert np.isclose(np.cos(np.deg2rad(wrapped)), np.cos(np.deg2rad(degrees)), atol=1e-6)
    assert np.isclose(np.sin(np.deg2rad(wrapped)), np.sin(np.deg2rad(degrees)), atol=1e-6)


@pytest.mark.parametrize("degrees", [0.0, 2.5, 44.1, 90.0, 179.0, 180.0, -179.5, -91.3, -0.4])
def test_a_label_is_decoded_to_the_angle_it_was_made_of(degrees: float) -> None:
    labels = rotations.soft_labels(torch.tensor([degrees])).double().numpy()
    found, confidence = rotations.decoded(labels)
    assert abs(float(angles.wrapped(found[0] - degrees))) < 0.1
    assert confidence[0] > 0.95


def test_an_even_chance_has_little_confidence() -> None:
    _, confidence = rotations.decoded(np.full((1, rotations.BINS), 1 / rotations.BINS))
    assert confidence[0] < 0.2


def test_quarter_turns_of_a_picture_turn_the_answer() -> None:
    torch.manual_seed(0)
    network = rotations.RotationNetwork(8).eval()
    picture = framing.round_picture(framing.lifted(turned(arrow(), 20)))
    clockwise = np.ascontiguousarray(np.rot90(picture, -1))
    before, after = rotations.chances(network, [picture, clockwise])
    # turned clockwise by 90, it needs 90 degrees less
    assert np.allclose(np.roll(before, -rotations.BINS // 4), after, atol=1e-5)


def test_an_answer_does_not_depend_on_its_batch() -> None:
    torch.manual_seed(0)
    network = rotations.RotationNetwork(8).eval()
    pictures = [framing.round_picture(framing.lifted(turned(arrow(), a))) for a in (0, 50, 100)]
    together = rotations.chances(network, pictures)
    assert np.array_equal(together[1], rotations.chances(network, pictures[1:2])[0])


@pytest.mark.parametrize("degrees", [-170.0, -31.0, 0.0, 3.3, 88.0])
def test_symmetry_finds_the_axis_to_a_fraction_of_a_degree(degrees: float) -> None:
    picture = framing.round_picture(framing.lifted(turned(arrow(), degrees)))
    for proposed in (-degrees - 4, -degrees + 5):
        found, mismatch = symmetry.refined(picture, proposed)
        assert abs(float(angles.wrapped(found + degrees))) < 0.8
        assert mismatch < symmetry.TRUSTED


def test_symmetry_leaves_a_one_sided_specimen_as_proposed() -> None:
    half = arrow()
    half[:, :140] = 0
    found, mismatch = symmetry.refined(framing.round_picture(framing.lifted(half)), 7.0)
    assert found == 7.0
    assert mismatch > symmetry.TRUSTED


def test_a_turned_specimen_comes_back_upright_and_fills_its_square() -> None:
    upright = framing.upright_picture(framing.lifted(arrow()), 0, 256)
    back = framing.upright_picture(framing.lifted(turned(arrow(), 63)), -63, 256)
    assert np.abs(upright.astype(int) - back).mean() < 2.5
    columns = np.flatnonzero(upright[..., 3].max(0) > 127)
    assert abs(columns[0] - 0.03 * 256) < 2.5
    assert abs(columns[-1] - 0.97 * 256) < 2.5


def test_what_the_clear_ground_holds_never_shows() -> None:
    dark, light = arrow(), arrow()
    light[light[..., 3] == 0, :3] = 255
    for rotation, side in ((0, 256), (33, 64)):
        pictures = [
            framing.upright_picture(framing.lifted(c), rotation, side) for c in (dark, light)
        ]
        assert np.array_equal(*pictures)


def test_straight_colours_are_those_of_the_specimen_up_to_its_edge() -> None:
    cutout = arrow()
    cutout[..., :3] = (180, 60, 20)
    plain = framing.straight(framing.upright_picture(framing.lifted(cutout), 21, 128))
    seen = plain[plain[..., 3] > 20][:, :3].astype(int)
    assert np.abs(seen - (180, 60, 20)).max() <= 8


def test_an_empty_cutout_is_rejected() -> None:
    with pytest.raises(Rejected, match="empty"):
        framing.lifted(np.zeros((20, 30, 4), np.uint8))


def test_labels_last_row_holds_and_spoilt_rows_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "rotations.csv"
    path.write_text("image,rotation\na,10\nb,nan\nc\nd,x\na,-273.5\ne,1e400\nf,90")
    assert angles.read_labels(path) == {"a": 86.5, "f": 90.0}
    assert angles.read_labels(tmp_path / "none.csv") == {}


def test_composed_batches_are_seeded_and_their_angles_true() -> None:
    lessons = turned_specimens.gathered([(arrow(), 0.0, 1.0), (turned(arrow(), 30), -30.0, 1.0)])
    assert np.allclose(angles.wrapped(lessons.degrees), [0, -30], atol=0.6)
    one, two = (turned_specimens.batch(lessons, 3, size=8) for _ in range(2))
    assert torch.equal(one[0], two[0])
    assert one[0].shape == (8, 4, rotations.INPUT, rotations.INPUT)
    assert not torch.equal(one[0], turned_specimens.batch(lessons, 4, size=8)[0])
    # turned by its angle, each composed picture mirrors itself
    for picture, degrees in zip(*one, strict=True):
        planes = picture.permute(1, 2, 0).numpy()
        alpha = planes[..., 3:].clip(0, 1)
        again = np.dstack([planes[..., :3] + alpha / 2, alpha])
        whole = (again.clip(0, 1) * 255).astype(np.uint8)
        found, mismatch = symmetry.refined(whole, float(degrees) + 2)
        if mismatch < 0.02:  # else it was torn
            assert abs(float(angles.wrapped(found - float(degrees)))) < 2.5


def test_a_short_training_learns(tmp_path: Path) -> None:
    lessons = turned_specimens.gathered(
        (one.cutout, 0.0, 1.0) for one in schooling.drawn(6, seed=3)
    )
    network = rotations.RotationNetwork(8)
    judge = schooling.rotation_judge(lessons)
    torch.manual_seed(0)
    before = judge(network.eval())
    report = training.fit(
        network,
        batch=turned_specimens.batches(lessons, 0, size=16),
        loss=rotations.loss,
        judge=judge,
        weights=tmp_path / "rotation.safetensors",
        plan=training.Plan(steps=60, judge_every=60, averaging=0.9, bf16=False),
        fresh=True,
    )
    assert report.best > before + 5
