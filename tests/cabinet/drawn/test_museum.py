import hashlib
from io import BytesIO

import pytest
import requests
from PIL import Image

from cabinet.drawn.holdings import iiif_size
from cabinet.drawn.misbehaviour import Fault
from cabinet.drawn.museum import open_museum

WIDE = "95ed6383-2875-4271-8ff8-940685301945"
TIFF = "18f5dcb6-58a9-4f6b-9178-46b3089676d0"
PAGE = "0518d604-e7bd-470f-8c7f-35c7ff9b8398"


@pytest.fixture
def folder(tmp_path):
    gradient = Image.linear_gradient("L").resize((2400, 1200)).convert("RGB")
    gradient.save(tmp_path / f"{WIDE}.jpg", quality=80)
    gradient.resize((700, 350)).save(tmp_path / f"{TIFF}.tif")
    (tmp_path / f"{PAGE}.jpg").write_bytes(b"<html>not a picture</html>")
    (tmp_path / "notes.txt").write_text("not served")
    return tmp_path


@pytest.fixture
def museum(folder):
    with open_museum(folder) as opened:
        yield opened


def size_of(reply):
    return Image.open(BytesIO(reply.content)).size


def ask(museum, path, **how):
    return requests.get(f"{museum.base}/media/{path}", timeout=5, **how)


def test_the_plain_address_is_the_preview(museum):
    plain, preview = ask(museum, WIDE), ask(museum, f"{WIDE}/preview")
    assert plain.content == preview.content
    assert size_of(preview) == (2048, 1024)
    assert preview.headers["Content-Type"] == "image/jpeg"


def test_sizes_are_never_enlarged(museum):
    assert size_of(ask(museum, f"{WIDE}/thumbnail")) == (512, 256)
    assert size_of(ask(museum, f"{TIFF}/preview")) == (700, 350)


def test_the_original_is_the_untouched_file_as_attachment(museum, folder):
    reply = ask(museum, f"{TIFF}/original")
    assert reply.content == (folder / f"{TIFF}.tif").read_bytes()
    assert reply.headers["Content-Type"] == "image/tiff"
    assert "attachment" in reply.headers["Content-Disposition"]
    assert ask(museum, f"{TIFF}/preview").headers["Content-Type"] == "image/jpeg"


def test_information_tells_the_full_size(museum):
    about = ask(museum, f"{WIDE}/info.json").json()
    assert (about["width"], about["height"]) == (2400, 1200)
    assert about["id"].endswith(f"/media/{WIDE}")


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ("512,", (512, 256)),
        (",512", (1024, 512)),
        ("!1024,1024", (1024, 512)),
        ("max", (2400, 1200)),
        ("300,200", (300, 200)),
        ("pct:50", (1200, 600)),
    ],
)
def test_iiif_sizes(museum, size, expected):
    assert size_of(ask(museum, f"{WIDE}/full/{size}/0/default.jpg")) == expected


def test_iiif_turns_and_crops(museum):
    assert size_of(ask(museum, f"{WIDE}/0,0,400,100/max/90/gray.png")) == (100, 400)
    assert ask(museum, f"{WIDE}/full/5000,/0/default.jpg").status_code == 400
    assert ask(museum, f"{WIDE}/full/max/45/default.jpg").status_code == 400


def test_iiif_size_refuses_to_enlarge():
    with pytest.raises(ValueError, match="larger"):
        iiif_size("900,", (800, 600))


def test_an_old_id_leads_to_the_new_one(museum):
    old = hashlib.sha1(WIDE.encode()).hexdigest()
    reply = ask(museum, f"mam/{old}")
    assert reply.history[0].status_code == 301
    assert reply.url.endswith(WIDE)
    assert ask(museum, "mam/" + "0" * 40).status_code == 404


def test_what_is_not_held_is_404(museum):
    for path in ("unknown", "..%2Fnotes.txt", "notes", f"..%2F{WIDE}.jpg"):
        assert ask(museum, path).status_code == 404


def test_an_etag_saves_the_second_transfer(museum):
    first = ask(museum, WIDE)
    assert first.headers["Last-Modified"].endswith("GMT")
    again = ask(museum, WIDE, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert not again.content


def test_head_tells_the_length_without_the_body(museum):
    length = len(ask(museum, WIDE).content)
    reply = requests.head(f"{museum.base}/media/{WIDE}", timeout=5)
    assert int(reply.headers["Content-Length"]) == length


def test_a_file_that_is_no_picture_is_handed_out_as_it_is(museum):
    assert ask(museum, PAGE).content == b"<html>not a picture</html>"


def test_the_log_holds_ids_and_times(museum):
    ask(museum, f"{WIDE}/thumbnail")
    ask(museum, "unknown")
    assert [(r.image, r.status) for r in museum.log] == [(WIDE, 200), ("unknown", 404)]
    assert museum.log[0].time <= museum.log[1].time


@pytest.mark.parametrize("status", [404, 410, 500, 503])
def test_faults_of_status(museum, status):
    museum.misbehaviour[WIDE] = Fault(str(status))
    assert ask(museum, WIDE).status_code == status


def test_busy_says_when_to_come_back(museum):
    museum.misbehaviour[WIDE] = Fault("429", times=1, seconds=3)
    reply = ask(museum, WIDE)
    assert (reply.status_code, reply.headers["Retry-After"]) == (429, "3")
    assert ask(museum, WIDE).status_code == 200


def test_a_passing_fault_passes(museum):
    museum.misbehaviour[WIDE] = Fault("500", times=2)
    assert [ask(museum, WIDE).status_code for _ in range(3)] == [500, 500, 200]


def test_truncation_ends_early(museum):
    museum.misbehaviour[WIDE] = Fault("truncated")
    with pytest.raises(requests.exceptions.RequestException):
        ask(museum, WIDE)


def test_a_length_that_is_too_long_ends_early(museum):
    museum.misbehaviour[WIDE] = Fault("longer")
    with pytest.raises(requests.exceptions.RequestException):
        ask(museum, WIDE)


def test_a_length_that_is_too_short_cuts_the_file(museum):
    whole = ask(museum, WIDE).content
    museum.misbehaviour[WIDE] = Fault("shorter")
    assert ask(museum, WIDE).content == whole[: int(len(whole) * 0.7)]


def test_a_cut_file_has_the_length_it_says(museum):
    whole = ask(museum, WIDE).content
    museum.misbehaviour[WIDE] = Fault("cut")
    assert ask(museum, WIDE).content == whole[: len(whole) // 2]


def test_a_stall_is_silent_until_the_reader_gives_up(museum):
    museum.misbehaviour[WIDE] = Fault("stall", seconds=30)
    with pytest.raises(requests.exceptions.RequestException):
        requests.get(f"{museum.base}/media/{WIDE}", timeout=0.3)


def test_a_page_comes_with_200(museum):
    museum.misbehaviour[WIDE] = Fault("html")
    reply = ask(museum, WIDE)
    assert reply.status_code == 200
    assert reply.headers["Content-Type"].startswith("text/html")


def test_a_loop_never_ends(museum):
    museum.misbehaviour[WIDE] = Fault("loop")
    with pytest.raises(requests.TooManyRedirects):
        ask(museum, WIDE)


def test_an_unknown_fault_is_refused():
    with pytest.raises(ValueError, match="no fault"):
        Fault("earthquake")


def test_without_records_there_is_no_search(museum):
    assert requests.get(f"{museum.base}/v1/occurrence/search", timeout=5).status_code == 404
