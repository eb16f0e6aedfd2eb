"""A specimen that is small in its photograph is looked at twice, and is cut out better."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from cabinet.pictures import closer, cutting
from cabinet.pictures.located import Box

FRAME = (1500, 2100)
PLACE = (820, 560)  # of the specimen's upper left corner: x, y
SIDE = 180


def logits(size: tuple[int, int], *ellipses: tuple[int, int, int, int]) -> np.ndarray:
    """Return an answer with specimens: x, y and half axes."""
    answer = np.full(size, -6.0, np.float32)
    for x, y, across, down in ellipses:
        cv2.ellipse(answer, (x, y), (across, down), 0, 0, 360, 6.0, -1)
    return answer


def look(answer: np.ndarray, size: tuple[int, ...], below: float) -> closer.Look | None:
    return next(iter(closer.looks(answer, size, below)), None)


def located(boxes: list[Box], size: tuple[int, ...], below: float) -> closer.Look | None:
    return next(iter(closer.located_looks(boxes, size, below)), None)


def test_what_is_large_is_enough_and_nothing_is_not() -> None:
    size = (1536, 2048, 3)
    assert closer.is_enough(logits((384, 512), (250, 200, 140, 90)), size, 0.4)
    assert not closer.is_enough(logits((384, 512), (200, 100, 40, 25)), size, 0.4)
    assert not closer.is_enough(logits((384, 512)), size, 0.4)
    assert closer.is_enough(logits((384, 512)), size, 0.0), "nobody wants a closer look"


def test_only_small_specimens_are_looked_at_again() -> None:
    small = look(logits((384, 512), (200, 100, 40, 25)), (1536, 2048, 3), 0.4)
    assert small is not None
    assert (small.columns.start, small.columns.stop) == pytest.approx((547, 1057), abs=8)
    assert (small.rows.start, small.rows.stop) == pytest.approx((203, 601), abs=8)
    assert small.others == 0
    assert look(logits((384, 512), (250, 200, 140, 90)), (1536, 2048, 3), 0.4) is None
    assert look(logits((384, 512), (200, 100, 40, 25)), (1536, 2048, 3), 0.0) is None
    assert look(logits((384, 512)), (1536, 2048, 3), 0.4) is None, "there is nothing"


def test_the_part_stays_in_the_photograph() -> None:
    looked = look(logits((384, 512), (470, 350, 40, 30)), (768, 1024, 3), 0.4)
    assert looked is not None
    assert looked.columns.stop <= 1024
    assert looked.rows.stop <= 768


def test_what_is_found_the_second_time_must_be_the_same() -> None:
    looked = look(logits((384, 512), (200, 100, 40, 25)), (1536, 2048, 3), 0.4)
    assert looked is not None
    assert closer.is_same(logits((416, 512), (256, 200, 160, 100)), looked)
    assert not closer.is_same(logits((416, 512), (256, 200, 60, 40)), looked)
    assert not closer.is_same(logits((416, 512)), looked)


def test_the_locators_small_box_is_looked_at_closer() -> None:
    boxes = [Box(0.9, 0.4, 0.5, 0.46, 0.56), Box(0.8, 0.7, 0.7, 0.75, 0.75)]
    looked = located(boxes, (1600, 2400, 3), 0.4)
    assert looked is not None
    assert (looked.columns.start, looked.columns.stop) == pytest.approx((916, 1148), abs=1)
    assert (looked.rows.start, looked.rows.stop) == pytest.approx((756, 940), abs=1)
    assert looked.others == 1
    assert closer.is_same(logits((416, 512), (256, 220, 150, 100)), looked)
    assert not closer.is_same(logits((416, 512), (60, 40, 50, 30)), looked), "something beside it"
    assert not closer.is_same(logits((416, 512)), looked)


def test_the_locator_and_the_network_speak_of_the_same_or_not() -> None:
    size = (1536, 2048, 3)
    found = look(logits((384, 512), (200, 100, 40, 25)), size, 0.4)
    near = located([Box(0.9, 0.31, 0.2, 0.47, 0.33)], size, 0.4)
    far = located([Box(0.9, 0.71, 0.7, 0.79, 0.83)], size, 0.4)
    assert found
    assert near
    assert far
    assert closer.is_likewise(found, near)
    assert not closer.is_likewise(found, far)


def test_the_locators_large_box_and_doubtful_ones_are_not() -> None:
    assert located([Box(0.9, 0.1, 0.1, 0.6, 0.6)], (1600, 2400, 3), 0.4) is None
    assert located([Box(0.2, 0.4, 0.5, 0.46, 0.56)], (1600, 2400, 3), 0.4) is None
    assert located([], (1600, 2400, 3), 0.4) is None


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, np.ndarray]:
    """Return a folder with a photograph of a small drawn specimen, and the truth [h, w]."""
    from cabinet.drawn import specimens
    from cabinet.drawn.taxonomy import all_species

    genus, species = all_species()[0]
    drawn = specimens.draw(specimens.Individual(genus, species, seed=3), 2 * SIDE)
    picture = Image.fromarray(np.asarray(drawn))
    picture.thumbnail((SIDE, SIDE))
    random = np.random.default_rng(1)
    ground = random.normal(218, 4, (*FRAME, 3)).clip(0, 255).astype(np.uint8)
    photograph = Image.fromarray(ground)
    photograph.paste(picture, PLACE, picture)
    truth = np.zeros(FRAME, bool)
    alpha = np.asarray(picture.getchannel("A")) > 127
    truth[PLACE[1] : PLACE[1] + len(alpha), PLACE[0] : PLACE[0] + alpha.shape[1]] = alpha
    folder = tmp_path_factory.mktemp("small")
    photograph.save(folder / "a.jpg", quality=95)
    return folder, truth


def cut(folder: Path, below: float) -> np.ndarray:
    """Return where the cutout says that the specimen is, [h, w]."""
    cutter = cutting.Cutter(
        photographs=folder,
        cutouts=folder,
        masks=folder,
        given={},
        boxes={},
        weights=Path("trained_models/classifier.safetensors"),
        working_size=512,
        mirrored=False,
        closer_below=below,
        photograph_limit=0,
    )
    path = folder / f"cut-{below}.png"
    errors = cutter.make({"a": path})
    assert not errors, errors
    with Image.open(path) as cutout:
        alpha, note = np.asarray(cutout.getchannel("A")), json.loads(cutout.info["Comment"])
    x, y, width, height = note["box"]
    top, left = (len(alpha) - height) // 2, (len(alpha) - width) // 2
    found = np.zeros(FRAME, bool)
    found[y : y + height, x : x + width] = alpha[top : top + height, left : left + width] > 127
    return found


def test_a_second_look_cuts_a_small_specimen_out_better(small: tuple[Path, np.ndarray]) -> None:
    folder, truth = small

    def overlap(found: np.ndarray) -> float:
        return float((found & truth).sum() / (found | truth).sum())

    once, twice = overlap(cut(folder, 0.0)), overlap(cut(folder, 0.4))
    print(f"once {once:.3f}, twice {twice:.3f}")
    assert twice > 0.95
    assert twice > once + 0.01
