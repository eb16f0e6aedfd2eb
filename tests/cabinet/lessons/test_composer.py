import cv2
import numpy as np
import pytest
import torch

from cabinet.lessons import clutter, composer, lessons, photometry, scenes
from cabinet.lessons.composer import Composer
from cabinet.lessons.scenes import Scene


def scene() -> Scene:
    mask = np.zeros((240, 320), np.uint8)
    cv2.ellipse(mask, (150, 120), (80, 50), 20, 0, 360, 255, -1)
    photograph = np.full((240, 320, 3), 200, np.uint8)
    photograph[mask > 0] = (150, 60, 30)
    return Scene(photograph, mask)


@pytest.fixture(scope="module")
def ready() -> Composer:
    one = scene()
    specimens = scenes.cut_out(one)
    return Composer([one], [one], [one], [scenes.emptied(one)], specimens)


def test_samples_follow_their_seed_and_fit_their_size(ready: Composer) -> None:
    for seed in range(12):
        first = ready.sample(np.random.default_rng(seed), 96, 128)
        again = ready.sample(np.random.default_rng(seed), 96, 128)
        assert first.photograph.shape == (96, 128, 3)
        assert first.mask.shape == (96, 128)
        assert np.array_equal(first.photograph, again.photograph)
        assert np.array_equal(first.mask, again.mask)


def test_samples_hold_specimens_and_empty_frames(ready: Composer) -> None:
    random = np.random.default_rng(3)
    shares = [(ready.sample(random, 96, 128).mask > 127).mean() for _ in range(60)]
    assert 3 <= sum(share == 0 for share in shares) <= 25
    assert np.median(shares) > 0.05


def test_a_pasted_specimen_lies_where_its_mask_says() -> None:
    ground = np.full((300, 400, 3), 240, np.uint8)
    specimen = np.zeros((60, 80, 4), np.uint8)
    specimen[5:-5, 5:-5] = (20, 90, 30, 255)
    pasted = composer.pinned(
        Scene(ground, np.zeros((300, 400), np.uint8)), specimen, np.random.default_rng(1)
    )
    inside = pasted.mask > 250
    assert inside.sum() > 1000
    green = pasted.photograph[inside].astype(int)
    assert (green[:, 1] > green[:, 0] + 30).all()


def test_clutter_never_covers_a_specimen() -> None:
    one = scene()
    for seed in range(10):
        laid = composer.littered(one, np.random.default_rng(seed), 6)
        inside = one.mask > 20
        assert np.abs(laid.photograph[inside].astype(int) - one.photograph[inside]).max() <= 90
        assert np.array_equal(laid.mask, one.mask)


@pytest.mark.parametrize("change", [composer.pricked, composer.shadowed])
def test_pin_holes_and_shadows_change_the_ground_alone(change) -> None:
    one = scene()
    changed = [change(one, np.random.default_rng(seed)) for seed in range(8)]
    deep = cv2.erode(one.mask, np.ones((5, 5), np.uint8)) > 250
    ground = one.mask == 0
    assert all(np.array_equal(other.photograph[deep], one.photograph[deep]) for other in changed)
    assert any((other.photograph[ground].astype(int) < 150).any() for other in changed)


@pytest.mark.parametrize("draw", set(clutter.DRAWERS), ids=lambda draw: draw.__name__)
def test_every_thing_can_be_drawn(draw) -> None:
    for seed in range(5):
        picture = draw(np.random.default_rng(seed))
        assert picture.dtype == np.uint8
        assert picture.shape[2] in (3, 4)
        assert min(picture.shape[:2]) >= 10


def test_a_recoloured_ground_leaves_the_specimen_alone() -> None:
    one = scene()
    other = scenes.recoloured(one, np.random.default_rng(5))
    deep = cv2.erode(one.mask, np.ones((9, 9), np.uint8)) > 250
    assert np.abs(other.photograph[deep].astype(int) - one.photograph[deep]).max() <= 1
    assert np.abs(other.photograph[:20, :20].astype(int) - 200).mean() > 3


def test_an_emptied_scene_has_no_specimen_left() -> None:
    empty = scenes.emptied(scene())
    assert np.abs(empty.astype(int) - 200).max() < 25


def test_a_turned_scene_keeps_photograph_and_mask_together() -> None:
    for seed in range(20):
        turned = scenes.turned(scene(), np.random.default_rng(seed), 128, 128)
        deep = cv2.erode(turned.mask, np.ones((7, 7), np.uint8)) > 250
        if deep.sum() > 50:
            assert turned.photograph[deep].mean(0) == pytest.approx((150, 60, 30), abs=12)


def test_a_specimen_alone_fills_the_sample_whole() -> None:
    near = scenes.alone(scene(), longest=560)
    whole = (scene().mask > 127).sum()
    assert (near.mask > 127).sum() == whole, "nothing of it is cut away"
    assert near.mask.size < scene().mask.size
    for seed in range(20):
        filled = scenes.filling(near, np.random.default_rng(seed), 160, 192)
        y, x = np.nonzero(filled.mask > 127)
        assert max(np.ptp(x) / 192, np.ptp(y) / 160) > 0.6
        deep = cv2.erode(filled.mask, np.ones((7, 7), np.uint8)) > 250
        assert filled.photograph[deep].mean(0) == pytest.approx((150, 60, 30), abs=12)
        outside = cv2.dilate(filled.mask, np.ones((7, 7), np.uint8)) == 0
        assert filled.photograph[outside].mean(0) == pytest.approx((200, 200, 200), abs=12)


def test_specimens_are_shown_alone_in_large_samples_only() -> None:
    empty, full = scene(), scene()
    empty.mask[:] = 0
    both = Composer([empty], alone=[scenes.alone(full, 560)], odds={"scene": 1.0})
    random = np.random.default_rng(0)
    small = [both.sample(random, 96, 128).mask.any() for _ in range(20)]
    large = [both.sample(random, 320, 512).mask.any() for _ in range(40)]
    assert not any(small)
    assert 10 < sum(large) < 34


def test_close_looks_at_what_is_no_specimen_are_lessons_too() -> None:
    label = np.full((300, 400, 3), 235, np.uint8)
    cv2.rectangle(label, (150, 100), (250, 180), (120, 90, 60), -1)
    seen = [
        scenes.filled_by_others(label, np.random.default_rng(seed), 320, 448) for seed in range(20)
    ]
    assert {one.photograph.shape for one in seen} == {(320, 448, 3)}
    assert not any(one.mask.any() for one in seen)
    shares = [(one.photograph.mean(2) < 160).mean() for one in seen]
    assert max(shares) > 0.3, "the label all but fills some"
    both = Composer([scene()], alone=[scenes.alone(scene(), 560)], without=[label])
    random = np.random.default_rng(2)
    large = [both.sample(random, 320, 512).mask.any() for _ in range(60)]
    assert 5 < large.count(False) < 30


def test_relighting_keeps_the_form() -> None:
    one = scene()
    for seed in range(10):
        lit = photometry.relit(one.photograph, np.random.default_rng(seed))
        assert lit.shape == one.photograph.shape
        assert lit.dtype == np.uint8


def test_batches_are_a_function_of_the_step(ready: Composer) -> None:
    batch = lessons.batches(ready, seed=1, side=64, pixels=4 * 64 * 64)
    for step in (0, 7):
        photographs, masks, trust = batch(step)
        assert photographs.shape[2] % 32 == photographs.shape[3] % 32 == 0
        assert masks.shape == (len(trust), 1, *photographs.shape[2:])
        assert float(photographs.min()) >= 0
        assert float(photographs.max()) <= 1
        assert all(torch.equal(a, b) for a, b in zip(batch(step), batch(step), strict=True))


def test_likeness_to_masks() -> None:
    mask = scene().mask
    right = np.where(mask > 127, 5.0, -5.0).astype(np.float32)
    assert lessons.likeness(right, mask) == 1
    assert lessons.likeness(-right, mask) <= 0.5, "an outline from the wrong side"
    assert lessons.likeness(right, np.zeros_like(mask)) == 0
    assert lessons.likeness(np.full_like(right, -5), np.zeros_like(mask)) == 1
    near = cv2.dilate(mask, np.ones((15, 15), np.uint8)) > 127
    assert 0 < lessons.likeness(np.where(near, 5.0, -5.0).astype(np.float32), mask) < 0.5
