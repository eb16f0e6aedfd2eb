import re
import urllib.error
import urllib.request

import pytest

from cabinet.labels import notebook


def test_a_notebook_frames_the_pages_and_nobody_else_does(collection):
    frame = notebook.show(collection, "rotations", height=500)
    shown = frame._repr_html_()
    address = re.search(r'src="([^"]+)"', shown)
    assert address
    assert 'height="500"' in shown
    assert notebook.show(collection).address == address[1].removesuffix("rotations.html")
    with urllib.request.urlopen(address[1]) as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors http://localhost:* http://127.0.0.1:*" in policy
    notebook._running[collection.resolve()][0].terminate()


def test_what_cannot_start_says_why(tmp_path):
    with pytest.raises(RuntimeError, match="there are no cutouts in"):
        notebook.show(tmp_path)
