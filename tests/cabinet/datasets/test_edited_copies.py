"""Whatever stands in an edited file, it is read, or there is a sentence."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cabinet.datasets import exports, fiftyone
from cabinet.datasets.edited_copies import EditError, edited

TAGS = {"one": frozenset({"GENUS_A", "SPECIES_A_b"}), "two": frozenset({"worn"})}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
WORDS = st.lists(st.sampled_from(["worn", "GENUS_C", "SPECIES_C_d", "error:label", "a b", ""]))
SAMPLE = st.fixed_dictionaries(
    {},
    optional={
        "image": st.sampled_from(["one", "two", "three"]) | JSON,
        "filepath": st.sampled_from(["data/one.jpg", "../../x"]) | JSON,
        "tags": WORDS | JSON,
        "detections": JSON
        | st.fixed_dictionaries(
            {"detections": st.lists(st.fixed_dictionaries({"tags": WORDS | JSON, "label": JSON}))}
        ),
    },
)


def copy(folder: Path, samples: object) -> Path:
    """Write an edited copy of an export of two records."""
    export = exports.Export("all", TAGS, "image,tags\none,\ntwo,\n")
    export.keep(folder)
    about = {"info": {"cabinet": {"export": export.id}}}
    (folder / "metadata.json").write_text(json.dumps(about))
    (folder / "samples.json").write_text(json.dumps({"samples": samples}))
    return folder


@given(st.lists(SAMPLE | JSON, max_size=3))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_nothing_ends_in_a_stack_of_calls(tmp_path: Path, samples: list) -> None:
    copy(tmp_path, samples)
    with suppress(ValueError):  # with a sentence
        _, found = edited(tmp_path, tmp_path)
        assert set(found) <= set(TAGS)


def test_a_label_and_a_tag_that_contradict_are_told(tmp_path: Path) -> None:
    sample = {
        "image": "one",
        "tags": ["GENUS_A", "SPECIES_A_x"],
        "detections": {"detections": [{"label": "C d", "tags": []}]},
    }
    with pytest.raises(EditError, match="its label is C d, a tag says A x"):
        edited(copy(tmp_path, [sample]), tmp_path)
    sample["tags"] = ["GENUS_A", "SPECIES_A_b", "worn"]
    _, found = edited(copy(tmp_path, [sample]), tmp_path)
    assert found == {"one": {"GENUS_C", "SPECIES_C_d", "worn"}}


def test_a_sample_without_detection_is_excluded(tmp_path: Path) -> None:
    bare = {"image": "two", "tags": ["worn"], fiftyone.BOXES: None}
    _, found = edited(copy(tmp_path, [bare]), tmp_path)
    assert found == {"two": {"worn", "excluded"}}
