"""Where a photograph is at a wished size."""

import pytest

from cabinet.museum.addresses import checked_size, is_loopback, sized

NHM = "https://data.nhm.ac.uk/media/f0fba266-a4ce-4ead-b43a-31dfaf4aaae8"
HEX = "5bb2274d436ebab560cb85b83ba21d89fa8bc065"
YALE = "https://images.collections.yale.edu/iiif/2/ypm:f6ae/full/{}/0/default.jpg"
NATURALIS = "https://medialib.naturalis.nl/file/id/RMNH.INS.377504_0001/format/large"


@pytest.mark.parametrize(
    ("identifier", "size", "expected"),
    [
        (NHM, "preview", NHM),
        (f"{NHM}/original", "preview", NHM),
        (f"{NHM}/thumbnail", "original", f"{NHM}/original"),
        (NHM, "iiif:!1024,1024", f"{NHM}/full/!1024,1024/0/default.jpg"),
        (NHM.replace("https://data.nhm.ac.uk", "http://127.0.0.1:80"), "original",
         NHM.replace("https://data.nhm.ac.uk", "http://127.0.0.1:80") + "/original"),
        ("http://127.0.0.1:80/media/AMK663595", "preview", "http://127.0.0.1:80/media/AMK663595"),
        ("http://127.0.0.1:80/media/AMK663595", "iiif:!9,9",
         "http://127.0.0.1:80/media/AMK663595/full/!9,9/0/default.jpg"),
        (f"http://127.0.0.1:80/media/mam/{HEX}", "original", f"http://127.0.0.1:80/media/mam/{HEX}"),
        (NHM.replace("nhm", "other"), "original", NHM.replace("nhm", "other")),
        (f"https://www.nhm.ac.uk/services/media-store/asset/{HEX}/contents/preview", "preview",
         f"https://data.nhm.ac.uk/media/mam/{HEX}"),
        (YALE.format("!1920,1920"), "preview", YALE.format("!1920,1920")),
        (YALE.format("!1920,1920"), "iiif:!512,512", YALE.format("!512,512")),
        (YALE.format("!1920,1920"), "original", YALE.format("max")),
        (NATURALIS, "iiif:!512,512", NATURALIS),
    ],
)  # fmt: skip
def test_a_photograph_at_a_size(identifier: str, size: str, expected: str) -> None:
    assert sized(identifier, size) == expected


@pytest.mark.parametrize("size", ["", "large", "iiif:", "iiif:a,b", "iiif:!,/../", "preview "])
def test_sizes_that_do_not_exist_are_refused(size: str) -> None:
    with pytest.raises(ValueError, match="photograph_size is"):
        checked_size(size)


def test_this_machine_is_known() -> None:
    assert is_loopback("http://127.0.0.1:8000/a")
    assert is_loopback("http://localhost/a")
    assert is_loopback("http://[::1]:8000/a")
    assert not is_loopback("https://data.nhm.ac.uk/127.0.0.1")
    assert not is_loopback("http://[::1")
