"""Hard negatives: bands within one another, and taxa of any rank."""

import numpy as np
import pandas as pd

from cabinet.datasets import negatives


def test_a_confidence_belongs_to_the_highest_band_that_it_reaches() -> None:
    found = negatives.bands(np.array([0.2, 0.5, 0.84, 0.85, 0.995, np.nan]), [0.5, 0.85, 0.99])
    assert np.array_equal(found, [np.nan, 0.5, 0.5, 0.85, 0.99, np.nan], equal_nan=True)


def test_taxa_are_met_at_every_rank_whatever_the_case() -> None:
    names = ("order", "family", "genus", "species", "scientificName", "higherClassification")
    records = pd.DataFrame([dict.fromkeys(names, "") for _ in range(4)])
    records.loc[0, "family"] = "Papilionidae"
    records.loc[1, "higherClassification"] = "Insecta; Lepidoptera; PAPILIONIDAE; Papilioninae"
    records.loc[2, "higherClassification"] = "Insecta|Papilionidae"
    records.loc[3, "genus"] = "Papilionidaes"
    assert negatives.within(records, ["papilionidae"]).tolist() == [True, True, True, False]
