import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cabinet.lessons import classifier_figures
from cabinet.networks import agreement
from cabinet.pictures import cutting, given_boxes

WEIGHTS = Path(__file__).resolve().parents[3] / "trained_models/classifier.safetensors"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """Save drawn photographs, and return their folder and the masks of their specimens."""
    folder, truths = tmp_path_factory.mktemp("drawn"), {}
    for number, one in enumerate(classifier_figures.drawn(4)):
        Image.fromarray(one.photograph.rgb).save(folder / f"{number}.jpg", quality=95)
        truths[str(number)] = one.photograph.mask > 127
    return folder, truths


def cut(folder: Path, images: list[str], boxes: dict[str, given_boxes.Box], *, finer: bool):
    """Cut out; return the notes, and where in the photographs the specimens are found to be."""
    cutter = cutting.Cutter(
        photographs=folder,
        cutouts=folder,
        masks=folder,
        given={},
        boxes=boxes,
        weights=WEIGHTS,
        working_size=512,
        mirrored=True,
        closer_below=0.4,
        finer=finer,
        photograph_limit=0,
    )
    paths = {image: folder / f"cut-{image}-{finer}.png" for image in images}
    errors = cutter.make(paths)
    assert not errors, errors
    found = {}
    for image, path in paths.items():
        with Image.open(path) as cutout:
            alpha, note = np.asarray(cutout.getchannel("A")), json.loads(cutout.info["Comment"])
        with Image.open(folder / f"{image}.jpg") as photograph:
            whole = np.zeros(photograph.size[::-1], bool)
        x, y, width, height = note["box"]
        top, left = (len(alpha) - height) // 2, (len(alpha) - width) // 2
        whole[y : y + height, x : x + width] = alpha[top : top + height, left : left + width] > 127
        found[image] = note, whole
    return found


def test_a_look_at_the_specimen_alone_follows_its_outline_closer(drawn):
    folder, truths = drawn
    outlines = []
    for finer in (False, True):
        found = cut(folder, list(truths), {}, finer=finer)
        near = [
            agreement.outline(found[image][1], truth, 2 / 512 * max(truth.shape))
            for image, truth in truths.items()
        ]
        assert all(agreement.overlap(found[image][1], truths[image]) > 0.9 for image in truths)
        outlines.append(np.mean(near))
    assert outlines[1] > outlines[0] + 0.005


def test_a_persons_box_still_tells_where_to_look(drawn):
    folder, truths = drawn
    rows, columns = np.nonzero(truths["0"])
    box = tuple(map(int, (columns.min(), rows.min(), np.ptp(columns) + 1, np.ptp(rows) + 1)))
    note, whole = cut(folder, ["0"], {"0": box}, finer=True)["0"]
    assert note["asked"] == list(box)
    assert agreement.overlap(whole, truths["0"]) > 0.9
