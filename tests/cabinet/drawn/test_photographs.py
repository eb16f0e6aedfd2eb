import numpy as np
import pytest

from cabinet.drawn.layouts import LAYOUTS
from cabinet.drawn.photographs import Framing, compose, draw_turn, wrapped

RED = (250, 10, 10)


@pytest.fixture(scope="module")
def arrow():
    """A red arrow that points up, with a broad foot."""
    sprite = np.zeros((120, 160, 4), np.uint8)
    for row in range(60):
        sprite[row, 80 - row // 2 : 80 + row // 2 + 1] = (*RED, 255)
    sprite[60:, 10:150] = (*RED, 255)
    return sprite


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_the_mask_is_where_the_specimen_is(arrow, layout):
    rng = np.random.default_rng(1)
    photograph = compose(rng, arrow, (480, 320), Framing(layout, harm=0, turn=10))
    assert photograph.rgb.shape == (320, 480, 3)
    inside = photograph.rgb[photograph.mask == 255].astype(int)
    red = (inside[:, 0] > 200) & (inside[:, 1] < 60)
    assert red.mean() > 0.97
    outside = photograph.rgb[photograph.mask == 0].astype(int)
    assert (outside[:, 0] - outside[:, 1] > 215).mean() < 0.002


@pytest.mark.parametrize("turn", [0, 30, -80, 135])
def test_the_rotation_turns_it_upright(arrow, turn):
    footed = arrow.copy()
    footed[60:, :, :3] = (10, 10, 250)
    photograph = compose(np.random.default_rng(2), footed, 480, Framing("white", turn=turn, harm=0))
    assert photograph.rotation == pytest.approx(-turn)
    red, _, blue = np.moveaxis(photograph.rgb.astype(int), -1, 0)
    inside = photograph.mask > 250
    head, foot = (
        np.array([places.mean() for places in np.nonzero(inside & (plane > 200))[::-1]])
        for plane in (red, blue)
    )
    across, down = foot - head
    angle = np.deg2rad(photograph.rotation)
    turned = np.cos(angle) * across - np.sin(angle) * down
    below = np.sin(angle) * across + np.cos(angle) * down
    assert abs(turned) < 2
    assert below > 20


def test_quarter_turns_of_the_frame_count_in_the_rotation(arrow):
    plan = Framing("nhm", turn=5, quarters=1)
    photograph = compose(np.random.default_rng(3), arrow, (300, 200), plan)
    assert photograph.rgb.shape == (300, 200, 3)
    assert photograph.mask.shape == (300, 200)
    assert photograph.rotation == pytest.approx(-95)


def test_the_same_state_gives_the_same_bytes(arrow):
    one, two = (compose(np.random.default_rng(9), arrow, 384) for _ in range(2))
    assert one.rgb.tobytes() == two.rgb.tobytes()
    assert (one.rotation, one.layout, one.box) == (two.rotation, two.layout, two.box)


def test_a_frame_of_labels_has_no_specimen():
    photograph = compose(np.random.default_rng(4), None, 384)
    assert not photograph.mask.any()
    assert photograph.layout == "labels"
    assert photograph.rgb.std() > 2


def test_what_cannot_be_laid_down_is_refused(arrow):
    with pytest.raises(ValueError, match="RGBA"):
        compose(np.random.default_rng(0), arrow[..., :3], 384)
    with pytest.raises(ValueError, match="opaque"):
        compose(np.random.default_rng(0), np.zeros((9, 9, 4), np.uint8), 384)


def test_a_tenth_lies_at_any_angle():
    rng = np.random.default_rng(5)
    turns = np.array([draw_turn(rng) for _ in range(4000)])
    share = (np.abs(turns) > 15).mean()
    assert 0.06 < share < 0.13


def test_angles_are_wrapped_to_the_half_open_range():
    assert wrapped(-180) == 180
    assert wrapped(180) == 180
    assert wrapped(190) == -170
    assert wrapped(0) == 0
