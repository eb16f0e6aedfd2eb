"""What holds of every page of the labels server: for everybody, in every size."""

import time
from pathlib import Path

import pytest

from tests.labels.curator import KINDS, ROOT, Curator, until

PAGES = ["", "docs.html", *(f"{kind}.html" for kind in KINDS)]


def test_help_answers_at_once_and_a_missing_collection_is_a_sentence(
    tmp_path: Path, run_script
) -> None:
    began = time.monotonic()
    answer = run_script("labels_server.py", "--help")
    assert answer.returncode == 0
    assert "rotations.csv" in answer.stdout
    assert time.monotonic() - began < 2
    answer = run_script("labels_server.py", "--collection", tmp_path, "--no-browser")
    assert answer.returncode == 1
    assert "there are no cutouts in" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_for_everybody(page, server, width: int, scheme: str) -> None:
    axe = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not axe.exists():
        pytest.skip("axe-core is not installed (npm install)")
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    size = {"width": width, "height": 700, "deviceScaleFactor": 1, "mobile": False}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    for address in PAGES:
        page.get(server[1] + address)
        curator = Curator(page)
        until(curator.has_begun)
        page.execute_script("for (const d of document.querySelectorAll('details')) d.open = true")
        page.execute_script(axe.read_text())
        found = page.execute_async_script("axe.run().then(arguments[0])")["violations"]
        assert not found, (
            address,
            [(one["id"], [n["html"] for n in one["nodes"]]) for one in found],
        )
        wide = page.execute_script("return document.documentElement.scrollWidth")
        assert wide <= width, address
        severe = [entry for entry in page.get_log("browser") if entry["level"] == "SEVERE"]
        assert not severe, address


@pytest.mark.browser
def test_the_first_page_leads_to_every_task_of_one_specimen(page, server) -> None:
    page.get(server[1] + "?image=moth2")
    until(lambda: len(page.find_elements("css selector", "a.task")) == len(KINDS))
    links = [link.get_attribute("href") for link in page.find_elements("css selector", "a.task")]
    assert links == [f"{server[1]}{kind}.html?image=moth2" for kind in KINDS]
