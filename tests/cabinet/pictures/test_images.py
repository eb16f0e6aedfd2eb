import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cabinet.outcomes import Rejected
from cabinet.pictures import images
from tests.cabinet import broken_images


@pytest.fixture
def write(tmp_path: Path):
    def written(data: bytes) -> Path:
        path = tmp_path / "photograph.jpg"
        path.write_bytes(data)
        return path

    return written


@pytest.mark.parametrize("name", sorted(broken_images.sound()))
def test_odd_images_become_rgb(name: str, write) -> None:
    picture = images.read(write(broken_images.sound()[name]))
    assert picture.dtype == np.uint8
    assert picture.ndim == 3
    assert picture.shape[2] == 3
    if picture.shape[0] > 30 and name not in ("black", "white", "one_bit", "palette_clear"):
        height, width = picture.shape[:2]
        middle, corner = picture[height // 2, width // 2], picture[2, 2]
        assert corner.mean() > middle.mean() + 40, "a dark specimen on a pale ground"


@pytest.mark.filterwarnings("ignore:.*EXIF:UserWarning")
@pytest.mark.parametrize("name", sorted(broken_images.unreadable()))
def test_broken_files_end_with_a_sentence(name: str, write) -> None:
    with pytest.raises((images.UnreadableImageError, Rejected)) as caught:
        images.read(write(broken_images.unreadable()[name]))
    assert len(str(caught.value)) > 8
    if name.startswith("bomb"):
        assert str(caught.value) == "too large: 60000 x 60000 pixels"
        assert isinstance(caught.value, Rejected)
    if name.startswith("html"):
        assert "web page" in str(caught.value)


def test_all_orientations_give_the_same_upright_picture(write) -> None:
    corner = Image.new("RGB", (64, 48), "white")
    corner.paste((200, 0, 0), (0, 0, 32, 16))
    expected = np.asarray(corner)
    undo = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    for orientation, transpose in undo.items():
        exif = Image.Exif()
        exif[0x0112] = orientation
        stored = corner.transpose(transpose) if transpose is not None else corner
        stream = io.BytesIO()
        stored.save(stream, "PNG", exif=exif)
        picture = images.read(write(stream.getvalue()))
        assert np.array_equal(picture, expected), orientation


def test_sixteen_bits_keep_their_values(write) -> None:
    deep = np.linspace(0, 65535, 64 * 64).reshape(64, 64).astype(np.uint16)
    stream = io.BytesIO()
    Image.fromarray(deep).save(stream, "PNG")
    picture = images.read(write(stream.getvalue()))
    assert np.abs(picture[:, :, 0].astype(int) - deep / 257).max() <= 1


def test_large_photographs_are_reduced_while_they_are_read(write) -> None:
    data = broken_images.encoded(broken_images.picture(size=(1600, 1000)), "JPEG", quality=95)
    whole = images.read(write(data))
    small = images.read(write(data), longest=400)
    assert whole.shape == (1000, 1600, 3)
    assert small.shape == (250, 400, 3)
    assert np.abs(images.reduced(whole, 400).astype(int) - small).mean() < 2


def test_without_simplejpeg_the_same_comes_out(write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(broken_images.encoded(broken_images.picture(size=(300, 200)), "JPEG", quality=95))
    fast = images.read(path)
    monkeypatch.setattr(images, "simplejpeg", None)
    assert np.abs(images.read(path).astype(int) - fast).mean() < 1


def test_png_keeps_pixels_and_note(tmp_path: Path) -> None:
    picture = np.random.default_rng(0).integers(0, 256, (20, 30, 4), np.uint8)
    images.write_png(tmp_path / "a.png", picture, '{"confidence": 0.9}')
    with Image.open(tmp_path / "a.png") as image:
        assert np.array_equal(np.asarray(image), picture)
        assert image.info["Comment"] == '{"confidence": 0.9}'
