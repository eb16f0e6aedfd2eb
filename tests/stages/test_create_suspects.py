"""The stage lists suspects, again only when names or codes changed."""

from collections.abc import Callable
from pathlib import Path

from tests.cabinet.datasets.test_suspects import collection


def test_made_once_and_anew_after_a_change(tmp_path: Path, run_script: Callable) -> None:
    command = ("create_suspects.py", "--collection", collection(tmp_path))
    run = run_script(*command)
    assert run.returncode == 0, run.stderr
    assert len((tmp_path / "data/suspects.csv").read_text().splitlines()) == 5
    assert "nothing is due" in run_script(*command).stdout
    catalogue = tmp_path / "data/metadata.csv"
    text = catalogue.read_text()
    catalogue.write_text(text.replace("p010,urn:5,Lepidoptera,Genus,species3", "p010,urn:5,,,"))
    assert "1 done" in run_script(*command).stdout
