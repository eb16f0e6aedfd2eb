"""Facets: true counts, the frequent first, capitals and blanks folded, nothing said twice."""

import pandas as pd

from cabinet.map import facets


def test_values_are_counted_and_ordered() -> None:
    records = pd.DataFrame(
        {
            "image": list("abcdef"),
            "sex": ["Male", "male ", "", "female", "MALE", "female"],
            "country": ["Peru", "peru", "", "", "", "<b>"],
            "typeStatus": [""] * 6,
            "institutionCode": ["M"] * 6,
        }
    )
    listed, codes = facets.facets(records, {"a": "good", "b": "bad", "zzz": "good"})
    found = {facet["name"]: facet for facet in listed}
    assert set(found) == {"sex", "country", "source", "quality"}
    assert found["sex"]["values"] == ["", "male", "female"]
    assert found["sex"]["counts"] == [1, 3, 2]
    assert codes["sex"].tolist() == [1, 1, 0, 2, 1, 2]
    assert found["country"]["values"] == ["", "<b>", "Peru", "peru"]
    assert found["quality"]["counts"] == [4, 1, 1]
    assert codes["source"].dtype == "uint8"
