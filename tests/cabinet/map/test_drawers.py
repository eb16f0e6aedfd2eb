import json

import numpy as np
import pandas as pd
import pytest

from cabinet.map import drawers, records
from cabinet.map.columns import read_json
from tests.cabinet.map.reading import unpacked


def a_drawer(**columns):
    count = len(next(iter(columns.values())))
    known = {name: [f"{name}{row}" for row in range(count)] for name in drawers.KEYS} | columns
    arrays = {"x": np.arange(count) / 7, **{k: np.array(v, object) for k, v in known.items()}}
    return drawers.drawer(arrays, {})


@pytest.mark.parametrize(
    "values",
    [
        ["a"] * 6,
        ["a", "b", "a", "a", "b", ""],
        [f"text {number}" for number in range(6)],
        [f"https://m.org/{number}" for number in range(6)],
        [f"https://m.org/image{number}/full" for number in range(6)],
        [f"https://m.org/image{number}" for number in range(5)] + [""],
    ],
)
def test_a_column_comes_back_whatever_form_it_takes(values):
    packed = a_drawer(identifier=values, locality=values)
    for name in ("identifier", "locality"):
        assert unpacked(packed, name) == values
    json.dumps(packed, allow_nan=False)


IDS = [f"NHM-{number * 7919 % 65536:04x}-{number * 104729 % 65536:04x}" for number in range(40)]


@pytest.mark.parametrize(
    "ids", [IDS, [f"{number}" for number in range(40)], [*IDS[:-1], "?"], IDS[:1], ["", *IDS[1:]]]
)
def test_ids_come_back_and_weigh_less(tmp_path, ids):
    packed = a_drawer(image=ids, occurrenceID=[f"urn:{one}" for one in ids])
    assert unpacked(packed, "image") == ids
    assert unpacked(packed, "occurrenceID") == [f"urn:{one}" for one in ids]
    assert ("digits" in packed["image"]) == (ids == IDS)
    drawers.write_drawer(tmp_path / "one.json.gz", packed)
    drawers.write_drawer(tmp_path / "two.json.gz", packed)
    assert read_json(tmp_path / "one.json.gz") == packed
    assert (tmp_path / "one.json.gz").read_bytes() == (tmp_path / "two.json.gz").read_bytes()
    plain = {name: unpacked(packed, name) for name in packed}
    weight = drawers.write(tmp_path / "plain.json.gz", plain)
    assert ids != IDS or (tmp_path / "one.json.gz").stat().st_size < 0.8 * weight


def test_addresses_become_templates_and_empty_columns_are_left_out():
    packed = a_drawer(identifier=[f"https://m.org/image{row}" for row in range(3)], sex=[""] * 3)
    assert packed["identifier"] == {"template": "https://m.org/{image}"}
    assert "sex" not in packed


def test_what_most_share_is_said_once_and_exceptions_say_so():
    table = pd.DataFrame(
        {
            "image": [f"i{n}" for n in range(5)],
            "occurrenceID": "",
            "catalogNumber": "",
            "license": ["CC0"] * 4 + [""],
            "rightsHolder": ["A", "B", "C", "D", "E"],
            "institutionCode": "M",
            "references": "",
            "identifier": [f"https://m.org/i{n}" for n in range(4)] + [""],
        }
    )
    shared = drawers.defaults(table)
    assert shared == {
        "license": {"same": "CC0"},
        "institutionCode": {"same": "M"},
        "identifier": {"template": "https://m.org/{image}"},
    }
    columns = {name: table[name].to_numpy() for name in table} | {"x": np.arange(5)}
    for part in (slice(0, 4), slice(4, 5), slice(0, 5)):
        packed = drawers.drawer({name: v[part] for name, v in columns.items()}, shared)
        full = shared | packed
        for name in table:
            told = [value or "" for value in unpacked(full, name)]
            assert told == table[name].tolist()[part]
    assert "license" not in drawers.drawer({n: v[:4] for n, v in columns.items()}, shared)


def read(tmp_path, rows, images):
    pd.DataFrame(rows).to_csv(tmp_path / "metadata.csv", index=False)
    return records.read(tmp_path / "metadata.csv", images)


def test_records_are_matched_by_image_and_hostile_texts_are_cleaned(tmp_path):
    rows = [
        {
            "image": "b",
            "scientificName": "A\x00b\u202ec\n d",
            "identifier": "javascript:alert(1)",
            "references": "https://m.org/<script>",
            "decimalLatitude": "91",
            "eventDate": "soon",
            "locality": "x" * 10_000,
        },
        {
            "image": "a",
            "scientificName": "NA",
            "identifier": "http://m.org/1?x=2",
            "references": "",
            "decimalLatitude": "-5.5",
            "eventDate": "1931-07-24T00:00:00",
            "locality": "<b>Kew</b>",
        },
        {"image": "a", "scientificName": "a second row for a"},
    ]
    found = read(tmp_path, rows, ["a", "missing", "b"])
    assert found["scientificName"].tolist() == ["NA", "", "A b c d"]
    assert found["identifier"].tolist() == ["http://m.org/1?x=2", "", ""]
    assert found["references"].tolist() == ["", "", ""]
    assert found["eventDate"].tolist() == ["1931-07-24", "", ""]
    assert found["decimalLatitude"].tolist()[0] == -5.5
    assert found["decimalLatitude"].isna().tolist() == [False, True, True]
    assert found["locality"].str.len().max() == records.LONGEST
    assert found["country"].tolist() == ["", "", ""]


def test_links_that_the_map_gives_anyway_are_not_stored(tmp_path):
    rows = [
        {
            "image": "a",
            "occurrenceID": "1",
            "institutionCode": "NHMUK",
            "references": "https://data.nhm.ac.uk/object/1",
        },
        {
            "image": "b",
            "occurrenceID": "2",
            "institutionCode": "MNHN",
            "references": "https://data.nhm.ac.uk/object/2",
        },
    ]
    kept = records.drop_known_links(read(tmp_path, rows, ["a", "b"]))["references"].tolist()
    assert kept == ["", "https://data.nhm.ac.uk/object/2"]
