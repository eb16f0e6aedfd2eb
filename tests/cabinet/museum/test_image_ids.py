"""Image ids: safe, stable and unique, whatever an export calls its photographs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabinet.museum.image_ids import image_id, is_image_id

UUID = "f0fba266-a4ce-4ead-b43a-31dfaf4aaae8"
HEX = "5bb2274d436ebab560cb85b83ba21d89fa8bc065"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (f"https://data.nhm.ac.uk/media/{UUID}", UUID),
        (f"https://data.nhm.ac.uk/media/{UUID.upper()}/preview", UUID),
        (f"http://127.0.0.1:8000/media/{UUID}", UUID),
        (f"https://www.nhm.ac.uk/services/media-store/asset/{HEX}/contents/preview", HEX),
        (
            f"https://images.collections.yale.edu/iiif/2/ypm:{UUID}/full/!1920,1920/0/default.jpg",
            UUID,
        ),
        (f"https://images.ala.org.au/image/proxyImageThumbnailLarge?imageId={UUID}", UUID),
        (
            "https://medialib.naturalis.nl/file/id/RMNH.INS.377504_0001/format/large",
            "RMNH.INS.377504_0001",
        ),
        ("http://127.0.0.1:8766/media/AMK663595", "AMK663595"),
        ("http://localhost/media/whole_butterfly/original", "whole_butterfly"),
        ("https://collections.nmnh.si.edu/media/?i=10486562&h=2000", "10486562"),
    ],
)
def test_known_museums_numbers_are_the_ids(address: str, expected: str) -> None:
    assert image_id(address, "title") == expected


@pytest.mark.parametrize(
    ("address", "names", "begins"),
    [
        ("https://example.org/photos/80747453/original.jpg?1593046768", (), "80747453-"),
        ("https://example.org/large/IMG_0012 (copy).JPG", (), "IMG_0012_copy-"),
        ("https://example.org/photo", ("NHMUK010517563 dorsal",), "NHMUK010517563_dorsal-"),
        ("https://example.org/../../etc/passwd1", (), "passwd1-"),
        ("", ("", ""), "photograph-"),
    ],
)
def test_other_addresses_give_a_readable_part_and_a_mark(
    address: str, names: tuple[str, ...], begins: str
) -> None:
    assert image_id(address, *names).startswith(begins)


def test_the_port_of_a_local_museum_does_not_matter() -> None:
    assert image_id("http://127.0.0.1:1/media/a b1") == image_id("http://127.0.0.1:2/media/a b1")


def test_two_addresses_never_share_an_id() -> None:
    front = image_id(f"https://example.org/{UUID}/front1.jpg")
    assert front != image_id(f"https://example.org/{UUID}/front1.png")
    assert image_id("https://a.org/1234.jpg") != image_id("https://b.org/1234.jpg")
    assert image_id("https://a.org/Name1.jpg") != image_id("https://a.org/name1.jpg")


@given(st.text(), st.text())
def test_every_id_is_safe(address: str, title: str) -> None:
    assert is_image_id(image_id(address, title))
    assert is_image_id(image_id(f"https://example.org/{address}?i={title}", title))
    assert is_image_id(image_id(f"https://data.nhm.ac.uk/media/{address}", title))
    assert is_image_id(image_id(f"http://127.0.0.1:80/media/{address}", title))


@pytest.mark.parametrize("text", ["", ".a", "-a", "a/b", "a..b", "a" * 65, "ä", "a\n"])
def test_unsafe_ids_are_known(text: str) -> None:
    assert not is_image_id(text)
