"""What people say that a specimen is."""

from pathlib import Path

import pandas as pd
import pytest

from cabinet.map import identifications

RECORDS = [  # order, family, genus, species, subspecies, author
    ("a", "Lepidoptera", "Papilionidae", "Papilio", "machaon", "", "Linnaeus, 1758"),
    ("b", "Lepidoptera", "Papilionidae", "Papilio", "machaon", "gorganus", "Fruhstorfer, 1922"),
    ("c", "Lepidoptera", "Pieridae", "Pieris", "brassicae", "", "(Linnaeus, 1758)"),
    ("d", "Lepidoptera", "Pieridae", "Pieris", "brassicae", "", "(Linnaeus, 1758)"),
    ("e", "Coleoptera", "Wrong", "Pieris", "brassicae", "", "somebody"),
    ("f", "", "", "", "", "", ""),
]


@pytest.fixture
def catalogue() -> pd.DataFrame:
    columns = ["image", *identifications.RANKS, identifications.AUTHOR]
    table = pd.DataFrame(RECORDS, columns=columns).set_index("image")
    names = table["genus"] + " " + table["specificEpithet"]
    return table.assign(scientificName=names.str.strip(), country="Peru")


@pytest.mark.parametrize(
    ("name", "lineage"),
    [
        ("Pieris", ("Lepidoptera", "Pieridae", "Pieris", "", "")),
        ("papilionidae", ("Lepidoptera", "Papilionidae", "", "", "")),
        ("Lepidoptera", ("Lepidoptera", "", "", "", "")),
        ("Papilio machaon Linnaeus, 1758", (*RECORDS[0][1:5], "")),
        ("PAPILIO MACHAON GORGANUS", RECORDS[1][1:6]),
        ("Papilio (Papilio) machaon", (*RECORDS[0][1:5], "")),
        ("Papilio hospiton Guenée", ("Lepidoptera", "Papilionidae", "Papilio", "hospiton", "")),
        ("Graphium agamemnon", ("", "", "Graphium", "agamemnon", "")),
        ("Graphium sp.", ("", "", "Graphium", "", "")),
        ("Pieridae sp.", ("Lepidoptera", "Pieridae", "", "", "")),
    ],
)
def test_the_catalogue_tells_the_ranks_above_a_name(
    catalogue: pd.DataFrame, name: str, lineage: tuple[str, ...]
) -> None:
    assert identifications.Names.of(catalogue).lineage(name) == tuple(lineage)


def test_a_given_name_holds_and_the_records_own_is_kept(catalogue: pd.DataFrame) -> None:
    table = catalogue.reindex(["f", "a", "unknown", "c"])
    names = {"a": "Pieris brassicae", "unknown": "Papilio", "elsewhere": "Papilio"}
    found = identifications.applied(table, catalogue, names)
    assert found.loc["a", "family"] == "Pieridae"
    assert found.loc["a", "specificEpithet"] == "brassicae"
    assert found.loc["a", "scientificNameAuthorship"] == "(Linnaeus, 1758)"
    assert found.loc["a", "verbatimIdentification"] == "Papilio machaon"
    assert found.loc["a", "country"] == "Peru"
    assert found.loc["unknown", ["family", "genus", "specificEpithet"]].tolist() == [
        "Papilionidae",
        "Papilio",
        "",
    ]
    columns = list(catalogue)
    assert found.loc[["f", "c"], columns].equals(catalogue.loc[["f", "c"]])
    assert (found.loc[["f", "c"], "verbatimIdentification"] == "").all()


def test_names_may_lack_columns_in_the_catalogue() -> None:
    catalogue = pd.DataFrame({"genus": ["Papilio"]}, index=pd.Index(["a"], name="image"))
    found = identifications.applied(catalogue, catalogue, {"a": "Pieris rapae"})
    assert found.loc["a", ["genus", "specificEpithet", "order"]].tolist() == ["Pieris", "rapae", ""]


def test_only_a_one_excludes(tmp_path: Path) -> None:
    path = tmp_path / "identifications.csv"
    assert identifications.excluded(path) == set()
    path.write_text(
        "image,scientificName,tags,error,excluded\n"
        'a,,,,1\nb,"Papilio, L.",GENUS_Papilio BAD,raindrop,\nc,,,,0\nd,,,,1\nd,,,,\n'
    )
    assert identifications.excluded(path) == {"a"}
