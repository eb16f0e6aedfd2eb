import numpy as np
import pandas as pd

from cabinet.map import captions, places, taxa


def records(rows):
    names = ("order", "family", "genus", "specificEpithet", "infraspecificEpithet")
    return pd.DataFrame(rows, columns=names)


ROWS = [
    ("Lepidoptera", "Papilionidae", "Papilio", "machaon", ""),
    ("Lepidoptera", "Papilionidae", "Papilio", "machaon", "gorganus"),
    ("Lepidoptera", "Papilionidae", "Papilio", "", ""),
    ("Lepidoptera", "", "Morpho", "menelaus", ""),
    ("", "", "", "orphan", ""),
    ("Lepidoptera", "Nymphalidae", "Papilio", "machaon", ""),  # a homonym
]


def test_parents_come_first_ranks_may_be_skipped_and_counts_include_what_is_below():
    tree = taxa.of(records(ROWS))
    assert all(parent < index for index, parent in enumerate(tree.parent))
    named = list(zip(tree.rank, tree.name, strict=True))
    counts = dict(zip(named, tree.counts().tolist(), strict=True))
    assert counts["order", "Lepidoptera"] == 5
    assert counts["family", "Papilionidae"] == 3
    assert counts["subspecies", "Papilio machaon gorganus"] == 1
    assert named.count(("species", "Papilio machaon")) == 2
    morpho = named.index(("genus", "Morpho"))
    assert named[tree.parent[morpho]] == ("order", "Lepidoptera")
    assert tree.lowest[4] == -1
    assert named[tree.lowest[2]] == ("genus", "Papilio")


def test_a_taxon_lies_where_its_largest_group_is():
    cells = np.array([[1, 1], [10, 10], [11, 10], [10, 11], [11, 11], [14, 1]]) * 128 + 64
    taxon = np.array([0, 0, 0, 0, 0, 1])
    found = places.of(cells, [taxon], 2, 3)
    assert found.count.tolist() == [4, 1]
    assert found.centre[0].tolist() in cells[1:5].tolist()
    assert found.centre[1].tolist() == cells[5].tolist()
    assert found.zooms(3).max() <= 3


def test_labels_shown_together_do_not_collide():
    random = np.random.default_rng(0)
    rows = [
        ("L", f"Family{i % 5}idae", f"Genus{i % 20}", f"species{i % 60}", "") for i in range(600)
    ]
    tree = taxa.of(records(rows))
    placed = random.permutation(40 * 40)[:600]
    placed = np.stack([placed % 40, placed // 40], 1) * 200 + 64
    found = captions.captions(tree, places.of(placed, tree.lineage(), len(tree.name), 5), 5)
    assert {label["rank"] for label in found} >= {"family", "genus"}
    assert all(label["zoom_from"] <= label["zoom_to"] <= 5 for label in found)
    for zoom in range(6):
        boxes = [
            captions.extent(
                label["name"],
                label["rank"],
                (label["x"] + 1) * 4096,
                (label["y"] + 1) * 4096,
                5 - zoom,
            )
            for label in found
            if label["zoom_from"] <= zoom <= label["zoom_to"]
        ]
        for index, (left, top, right, bottom) in enumerate(boxes):
            for other in boxes[:index]:
                apart = left >= other[2] - 0.1 or other[0] >= right - 0.1
                assert apart or top >= other[3] - 0.1 or other[1] >= bottom - 0.1
