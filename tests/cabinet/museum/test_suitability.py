import pyarrow
import pytest

from cabinet.museum.suitability import REASONS, unsuitable

WEB = "https://x.org/1.jpg"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ((WEB, "NHMUK1", "image/jpeg", "StillImage"), ""),
        ((WEB, "", "", "http://purl.org/dc/dcmitype/StillImage"), ""),
        (("HTTP://x.org/1.tif", "", "image/tiff", ""), ""),
        ((WEB, "labelled specimen", "jpeg", ""), ""),
        ((WEB, "dorsal with labels", "", ""), ""),
        ((WEB, "élabel", "", ""), ""),
        ((WEB + "?from=a.mp3", "", "", ""), ""),
        (("ftp://x.org/1.jpg", "", "", ""), "without web address"),
        ((WEB + "?" + "x" * 4000, "", "", ""), "without web address"),
        (("", "0_label_1", "audio/wav", ""), "without web address"),
        (("https://x.org/a.MP3?x", "", "", ""), "not still images"),
        ((WEB, "0_label_1", "audio/wav", ""), "not still images"),
        ((WEB, "", "", "MovingImage"), "not still images"),
        ((WEB, "010_Label_2 with pin", "", ""), "of labels"),
        ((WEB, "NHMUK 12 LABELS 3", "", ""), "of labels"),
        ((WEB, "label", "", ""), "of labels"),
    ],
)
def test_only_still_images_of_specimens_are_for_the_map(
    cells: tuple[str, str, str, str], reason: str
) -> None:
    columns = [
        pyarrow.array([cell, other]) for cell, other in zip(cells, (WEB, "", "", ""), strict=True)
    ]
    found = [REASONS[place] for place in unsuitable(*columns)]
    assert found == [reason, ""], "whatever is in the row beside it"
