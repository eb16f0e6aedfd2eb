"""Names that people gave hold; the ranks above follow; what they left out is told with a reason."""

from typing import Any

import pandas as pd

from cabinet.datasets import corrected, subsets
from cabinet.datasets.reviews import NAMES, Reviews, Said

NOTHING: dict[str, Any] = {"scientificName": "", "tags": [], "error": "", "excluded": False}


def records() -> pd.DataFrame:
    """Return four specimens of two families; most, not all, of Papilio are Papilionidae."""
    names = [
        ("Papilionidae", "Papilio", "machaon"),
        ("Papilionidae", "Papilio", "xuthus"),
        ("Pieridae", "Papilio", "rapae"),
        ("Noctuidae", "Agrotis", "exclamationis"),
    ]
    rows = [
        dict.fromkeys(subsets.COLUMNS, "")
        | {"image": "abcd"[n], "order": "Lepidoptera", "family": family, "genus": genus}
        | {"specificEpithet": epithet, "species": f"{genus} {epithet}"}
        | {"scientificName": f"{genus} {epithet}", "higherClassification": f"Insecta; {family}"}
        for n, (family, genus, epithet) in enumerate(names)
    ]
    return pd.DataFrame(rows)


def said(**values: dict[str, Any]) -> Reviews:
    held = {
        image: Said("Ada", "2026-11-21T10:00:00Z", NOTHING | value, image)
        for image, value in values.items()
    }
    return Reviews({NAMES: held})


def test_another_species_brings_its_genus_and_what_that_is_in() -> None:
    now, why = corrected.applied(records(), said(d={"scientificName": "Papilio xuthus"}))
    row = now.loc[3]
    assert (row["species"], row["genus"], row["specificEpithet"]) == (
        "Papilio xuthus", "Papilio", "xuthus",
    )  # fmt: skip
    assert (row["family"], row["higherClassification"]) == ("Papilionidae", "Insecta; Papilionidae")
    assert (why == "").all()
    pd.testing.assert_frame_equal(now[:3], records()[:3])


def test_a_family_that_people_said_holds_over_that_of_the_genus() -> None:
    value = {"scientificName": "Papilio xuthus", "tags": ["FAMILY_Hesperiidae"]}
    now, _ = corrected.applied(records(), said(d=value))
    assert now.loc[3, "family"] == "Hesperiidae"


def test_a_genus_that_the_catalogue_lacks_keeps_the_ranks_above() -> None:
    now, _ = corrected.applied(records(), said(d={"scientificName": "Nova alba"}))
    assert (now.loc[3, "species"], now.loc[3, "family"]) == ("Nova alba", "Noctuidae")


def test_what_is_left_out_is_told_and_nothing_else_changes() -> None:
    now, why = corrected.applied(records(), said(a={"excluded": True}, b={"error": "label"}))
    assert why.tolist() == ["excluded by a person", "no specimen: label", "", ""]
    pd.testing.assert_frame_equal(now, records())
