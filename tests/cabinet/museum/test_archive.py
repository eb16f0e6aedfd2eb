"""Exports of every dialect load, or end with a sentence."""

import csv
import io
import zipfile
from pathlib import Path

import pytest

from cabinet.museum import photographs
from cabinet.museum.archive import open_export
from cabinet.museum.blocks import Unreadable
from cabinet.museum.selection import Selection

META = """<archive xmlns="http://rs.tdwg.org/dwc/text/">
<core encoding="{encoding}" fieldsTerminatedBy="{by}" fieldsEnclosedBy='{quote}'
 ignoreHeaderLines="{header}" rowType="http://rs.tdwg.org/dwc/terms/Occurrence">
<files><location>o.txt</location></files><id index="0"/>
<field index="1" term="http://rs.tdwg.org/dwc/terms/order"/>
<field index="2" term="http://rs.tdwg.org/dwc/terms/locality"/>
<field default="NHMUK" term="http://rs.tdwg.org/dwc/terms/institutionCode"/></core>
<extension encoding="{encoding}" fieldsTerminatedBy="{by}" fieldsEnclosedBy='{quote}'
 ignoreHeaderLines="{header}" rowType="http://rs.gbif.org/terms/1.0/Multimedia">
<files><location>m.txt</location></files><coreid index="0"/>
<field index="1" term="http://purl.org/dc/terms/identifier"/></extension></archive>"""


def kept(place: Path, taxon: str = "Lepidoptera") -> tuple[list[dict[str, str]], Selection]:
    selection = Selection(taxon)
    pieces = photographs.of_export(open_export(place), selection)
    return [row for piece in pieces for row in piece.to_pylist()], selection


def write(path: Path, rows: list[list[str]], **dialect) -> None:
    with path.open("w", newline="", encoding=dialect.pop("encoding", "utf-8")) as file:
        csv.writer(file, **dialect).writerows(rows)


UUID = "893e0b8c-9dab-40b5-872b-51f08a69e765"
NHM_SPECIMENS = [
    ["_id", "catalogNumber", "family", "higherClassification", "institutionCode", "occurrenceID"],
    ["1", "NHMUK1", "Pieridae", "Insecta; Lepidoptera; Pieridae", "NHMUK", UUID],
    ["2", "NHMUK2", "Apidae", "Insecta; Hymenoptera; Apidae", "NHMUK", ""],
    ["3", "NHMUK3", "Pieridae", "Insecta; Lepidoptera; Pieridae", "NHMUK", ""],
]  # fmt: skip
MEDIA = "https://data.nhm.ac.uk/media/0000000{}-a4ce-4ead-b43a-31dfaf4aaae8"
NHM_PHOTOGRAPHS = [
    ["_id", "title", "identifier", "format", "type"],
    ["1", "010517563_136914", MEDIA.format(1), "image/jpeg", "StillImage"],
    ["1 ", "010517563_136914_1", MEDIA.format(2), "image/tiff", "StillImage"],
    ["1", "010517563_label_1", MEDIA.format(3), "image/jpeg", "StillImage"],
    ["1", "010517563 label", MEDIA.format(4), "image/jpeg", "StillImage"],
    ["1", "dorsal with labels", MEDIA.format(5), "image/jpeg", "StillImage"],
    ["1", "song", MEDIA.format(6), "audio/wav", "Sound"],
    ["1", "again", MEDIA.format(1) + "/preview", "image/jpeg", "StillImage"],
    ["2", "bee", MEDIA.format(7), "image/jpeg", "StillImage"],
    ["9", "orphan", MEDIA.format(8), "image/jpeg", "StillImage"],
    ["1", "nowhere", "", "image/jpeg", "StillImage"],
    ["1", "flight", "https://example.org/flight.MP4?hd", "", ""],
]


def test_the_museums_export_is_read_by_its_headers(tmp_path: Path) -> None:
    quoted = {"quoting": csv.QUOTE_ALL, "lineterminator": "\n"}
    write(tmp_path / "occurrence.csv", NHM_SPECIMENS, **quoted)
    write(tmp_path / "multimedia.csv", NHM_PHOTOGRAPHS, **quoted)
    rows, selection = kept(tmp_path)
    assert [row["title"] for row in rows] == [
        "010517563_136914",
        "010517563_136914_1",
        "dorsal with labels",
    ]
    assert rows[0]["image"] == MEDIA.format(1).rpartition("/")[2]
    assert rows[0]["references"].endswith(f"/object/{UUID}")
    assert dict(selection.tally.counts) == {
        "of labels": 2,
        "not still images": 2,
        "listed more than once": 1,
        "of other taxa": 1,
        "without a specimen's record": 1,
        "without web address": 1,
        "specimens without photograph": 1,
    }
    turned = [list(reversed(row)) for row in NHM_PHOTOGRAPHS]
    write(tmp_path / "multimedia.csv", turned, **quoted)
    assert kept(tmp_path)[0] == rows, "the order of the columns must not matter"


@pytest.mark.parametrize("taxon", ["lepidoptera", "PIERIDAE", "Hymenoptera", "Apis", ""])
def test_any_rank_chooses(tmp_path: Path, taxon: str) -> None:
    write(tmp_path / "occurrence.csv", NHM_SPECIMENS)
    write(tmp_path / "multimedia.csv", NHM_PHOTOGRAPHS)
    count = {"lepidoptera": 3, "PIERIDAE": 3, "Hymenoptera": 1, "Apis": 0, "": 4}[taxon]
    assert len(kept(tmp_path, taxon)[0]) == count


@pytest.mark.parametrize("header", [0, 1])
@pytest.mark.parametrize("by", ["\t", ",", ";", "|"])
@pytest.mark.parametrize("quote", ['"', "", "'"])
@pytest.mark.parametrize("coded", [("utf-8", "\n"), ("windows-1252", "\r\n")])
def test_every_dialect(
    tmp_path: Path, header: int, by: str, quote: str, coded: tuple[str, str]
) -> None:
    encoding, end = coded
    rows = [["k1", "Lepidoptera", "Malmö"], ["k2 ", "Coleoptera", "x"]]
    photos = [["k1 ", MEDIA.format(1)], ["k2", MEDIA.format(2)]]
    if header:
        rows.insert(0, ["id", "order", "locality"])
        photos.insert(0, ["coreid", "identifier"])
    how = {"delimiter": by, "lineterminator": end, "encoding": encoding}
    how |= {"quotechar": quote, "quoting": csv.QUOTE_ALL} if quote else {"quoting": csv.QUOTE_NONE}
    write(tmp_path / "o.txt", rows, **how)
    write(tmp_path / "m.txt", photos, **how)
    stated = {"encoding": encoding, "by": by.replace("\t", r"\t"), "header": header}
    quote = quote.replace("'", "&apos;")
    (tmp_path / "meta.xml").write_text(META.format(quote=quote, **stated))
    (row,) = kept(tmp_path)[0]
    assert (row["locality"], row["institutionCode"]) == ("Malmö", "NHMUK")


def test_huge_cells_do_not_get_into_the_catalogue(tmp_path: Path) -> None:
    head = ["_id", "order", "locality"]
    write(tmp_path / "occurrence.csv", [head, ["1", "Lepidoptera", "x " * 200_000]])
    photographs = [["_id", "identifier", "title"]]
    photographs.append(["1", MEDIA.format(1), "y" * 200_000])
    photographs.append(["1", MEDIA.format(2) + "?" + "z" * 200_000, ""])
    write(tmp_path / "multimedia.csv", photographs)
    rows, selection = kept(tmp_path)
    assert [len(row["locality"]) for row in rows] == [10_000]
    assert [len(row["title"]) for row in rows] == [10_000]
    assert selection.tally.counts["without web address"] == 1


def test_a_zip_is_read_without_unpacking(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        for name, rows in (("occurrence", NHM_SPECIMENS), ("multimedia", NHM_PHOTOGRAPHS)):
            text = io.StringIO()
            csv.writer(text).writerows(rows)
            archive.writestr(f"folder/{name}.csv", "\ufeff" + text.getvalue())
            archive.writestr(f"__MACOSX/folder/._{name}.csv", "rubbish")
    assert len(kept(tmp_path / "export.zip")[0]) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["export.zip"]


def test_addresses_among_the_specimens_own_cells(tmp_path: Path) -> None:
    head = ["catalogNumber", "order", "associatedMedia"]
    both = f"{MEDIA.format(1)} | {MEDIA.format(2)}"
    write(tmp_path / "occurrence.csv", [head, ["A", "Lepidoptera", both]])
    assert len(kept(tmp_path)[0]) == 2


def test_cells_that_would_break_other_readers_are_mended(tmp_path: Path) -> None:
    head = ["_id", "order", "locality", "recordedBy"]
    rough = ["1", "Lepidoptera", "on\r\nthe \x1f road", "A ‘quoted’ name, Esq."]
    write(tmp_path / "occurrence.csv", [head, rough])
    write(tmp_path / "multimedia.csv", NHM_PHOTOGRAPHS[:2])
    (row,) = kept(tmp_path)[0]
    assert (row["locality"], row["recordedBy"]) == ("on the road", "A ‘quoted’ name, Esq.")


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "looked for occurrence.csv"),
        ({"occurrence.csv": ""}, "empty"),
        ({"occurrence.csv": "to whom it may concern\nhello\n"}, "names no Darwin Core term"),
        ({"meta.xml": "<archive"}, "not valid XML"),
        ({"meta.xml": "<archive/>"}, "names no tables"),
        ({"meta.xml": META.format(encoding="utf-8", by=",", quote='"', header=0)}, "o.txt, m.txt"),
        ({"o.txt": "a", "meta.xml": META.format(encoding="x", by=",", quote="", header=1)}, "sta"),
        ({"occurrence.csv": '_id,order\n1,"' + "x" * 11_000_000}, "quotation mark"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_ends_with_a_sentence(
    tmp_path: Path, files: dict[str, str], words: str
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(Unreadable, match=words):
        kept(tmp_path)


def test_a_broken_zip_ends_with_a_sentence(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("occurrence.csv", "_id,order\n" + "1,Lepidoptera\n" * 50_000)
    whole = bytearray((tmp_path / "a.zip").read_bytes())
    whole[60:200] = bytes(140)
    (tmp_path / "a.zip").write_bytes(whole)
    (tmp_path / "b.zip").write_bytes(whole[:100])
    for name in ("a.zip", "b.zip", "absent.zip"):
        with pytest.raises(Unreadable):
            kept(tmp_path / name)


@pytest.mark.real
def test_every_archive_at_hand_loads_or_ends_with_a_sentence(real_data: Path) -> None:
    folder = real_data / "darwin_core"
    archives = [path for path in folder.rglob("*") if path.suffix in (".zip", ".gz", ".tgz")]
    archives += [path.parent for path in folder.rglob("meta.xml")]
    loaded = 0
    for place in archives:
        try:
            rows, selection = kept(place, "")
        except Unreadable:
            continue
        loaded += 1
        assert len(rows) == selection.tally.kept
        assert all(row["image"] for row in rows)
    assert len(archives) > 40
    assert loaded >= 22


@pytest.mark.real
def test_a_gbif_download_is_read_whole(real_data: Path) -> None:
    rows, _ = kept(real_data / "darwin_core" / "gbif_hawkbsilleee", "")
    assert len(rows) == 1362, "one row has a blank behind its key"
    assert len({row["image"] for row in rows}) == 1362
    assert all(row["license"] for row in rows), "where the photograph states none, its record does"


@pytest.mark.real
def test_the_museums_photographs_are_read(real_data: Path) -> None:
    rows, selection = kept(real_data / "museums")
    assert len(rows) == 168
    assert not selection.tally.counts
    assert sum(row["eventDate"] != "" for row in rows) > 60
