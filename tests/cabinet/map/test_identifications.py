"""What people say that a specimen is."""

from pathlib import Path

from cabinet.map import identifications


def test_only_a_one_excludes(tmp_path: Path) -> None:
    path = tmp_path / "identifications.csv"
    assert identifications.excluded(path) == set()
    path.write_text(
        "image,scientificName,tags,error,excluded\n"
        'a,,,,1\nb,"Papilio, L.",GENUS_Papilio BAD,raindrop,\nc,,,,0\nd,,,,1\nd,,,,\n'
    )
    assert identifications.excluded(path) == {"a"}
